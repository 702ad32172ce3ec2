/**
 * Files of tagged text and of schemas: {@link io.nerine.format.Formats} reads and writes the
 * formats of the common tools, {@link io.nerine.format.JsonLines} is Nerine's own, one document a
 * line, and {@link io.nerine.format.SchemaJson} holds schemas. Readers name file, place, what they
 * found, what they did and the fix; writers replace a file whole or not at all.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Offsets inside Nerine count UTF-16 units, end exclusive. Each format counts as its own tool
 *       does; a file that another program wrote in the format may count otherwise, see {@link
 *       io.nerine.format.ReadOptions.Builder#offsets}. Where the file states mentions, a wrong unit
 *       is noticed; where it does not, it reads without an error as long as its offsets stay inside
 *       the texts.
 *   <li>{@link io.nerine.format.Formats#stream} and {@link io.nerine.format.JsonLines#stream} hold
 *       a file open until their stream is exhausted or closed.
 * </ul>
 */
@NullMarked
package io.nerine.format;

import org.jspecify.annotations.NullMarked;
