/**
 * Files of tagged text and of schemas: {@link io.nerine.format.JsonLines}, one document a line, and
 * {@link io.nerine.format.SchemaJson}. Readers name file, line, what they found and the fix;
 * writers replace a file whole or not at all.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Offsets count UTF-16 units, end exclusive. A file of a tool that counts code points or
 *       bytes reads without an error as long as its offsets stay inside the texts; convert them
 *       with {@link io.nerine.text.OffsetMap}.
 *   <li>{@link io.nerine.format.JsonLines#stream} holds a file open until its stream is exhausted
 *       or closed.
 * </ul>
 */
@NullMarked
package io.nerine.format;

import org.jspecify.annotations.NullMarked;
