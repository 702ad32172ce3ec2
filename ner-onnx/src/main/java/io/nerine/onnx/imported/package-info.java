/**
 * Models from elsewhere: {@link io.nerine.onnx.imported.HuggingFaceModel} reads a directory of a
 * token-classification model as the Hugging Face library writes it, {@link
 * io.nerine.onnx.imported.GlinerModel} one of a GLiNER model, which finds the types of any schema
 * without training; both make a bundle or an extractor of it.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A model sees its own tokens but is read by Nerine's words: of a word that the tokenizer
 *       cuts the first token counts, and a mention never begins or ends inside a word.
 *   <li>Labels alone can't tell IOB1 from IOB2 where each type has both {@code B-} and {@code I-};
 *       IOB2 is taken unless {@link io.nerine.onnx.imported.HuggingFaceModel#tagScheme} says
 *       otherwise.
 *   <li>Special tokens that are spelled out in a text are special tokens, as in the library that
 *       the model comes from.
 *   <li>What a GLiNER model finds depends on what the types are called before it; compare {@link
 *       io.nerine.onnx.zeroshot.TypeLabels} by an evaluation.
 * </ul>
 */
@NullMarked
package io.nerine.onnx.imported;

import org.jspecify.annotations.NullMarked;
