/**
 * Finding entities: an {@link io.nerine.extract.Extractor} takes raw text and returns an {@link
 * io.nerine.extract.Extraction}, the {@link io.nerine.extract.Entity entities} together with what
 * was done to find them.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Offsets count UTF-16 units and ends are exclusive; see {@link io.nerine.text} for others.
 *   <li>Pass the text as it is. Joining tokens, stripping mark-up or changing case beforehand moves
 *       offsets and loses what the model was trained on.
 *   <li>A text of any length is searched whole by default; {@link io.nerine.extract.LengthPolicy}
 *       has the other choices, and {@link io.nerine.extract.Extraction#complete()} tells.
 *   <li>Share one extractor among all threads, and close it once, at the end.
 * </ul>
 */
@NullMarked
package io.nerine.extract;

import org.jspecify.annotations.NullMarked;
