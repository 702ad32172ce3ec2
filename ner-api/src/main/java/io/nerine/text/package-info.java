/**
 * Positions in text. Inside Nerine an offset counts UTF-16 code units, as {@link
 * java.lang.String#charAt(int)} does; {@link io.nerine.text.OffsetMap} converts at the edge, for
 * callers and files that count code points, graphemes or bytes.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>An emoji outside the basic plane is one code point, two UTF-16 units and four UTF-8 bytes;
 *       a family emoji is one grapheme of eleven units.
 *   <li>Ends are exclusive: {@code text.substring(start, end)} is the mention.
 *   <li>Normalising a text (NFC, lower case) moves offsets. Nerine never changes the text it is
 *       given.
 * </ul>
 */
@NullMarked
package io.nerine.text;

import org.jspecify.annotations.NullMarked;
