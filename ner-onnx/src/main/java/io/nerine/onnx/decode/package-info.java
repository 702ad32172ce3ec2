/**
 * From the scores of words to typed spans: the {@link io.nerine.onnx.decode.TagSet} relates spans
 * and tags, and the {@link io.nerine.onnx.decode.TagDecoder} finds the best legal sequence of tags
 * and how sure each span of it is.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Spans count words of an {@link io.nerine.onnx.text.EncodedText} here, not characters.
 *   <li>Tags can't express spans that overlap; {@link io.nerine.onnx.decode.TagEncoding} lists what
 *       was left out.
 * </ul>
 */
@NullMarked
package io.nerine.onnx.decode;

import org.jspecify.annotations.NullMarked;
