/**
 * From raw text to model input, for training and extraction alike: {@link io.nerine.text.Words} are
 * the units that carry labels, a {@link io.nerine.onnx.text.TextEncoder} turns them into sub-word
 * tokens and windows, and a {@link io.nerine.onnx.text.WindowMerger} brings the scores of
 * overlapping windows together.
 *
 * <p>Words are cut before the tokenizer sees the text, and each is tokenized alone. Offsets
 * therefore never come from native code, which counts in other units, and a label can't begin or
 * end inside a word.
 *
 * <p>Models from elsewhere saw whole texts in training. Their settings say so, and then the
 * tokenizer gets the text as it is, its offsets are converted, and each word takes the scores of
 * the first token that covers it.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A word index of an {@link io.nerine.onnx.text.EncodedText} is not one of {@link
 *       io.nerine.text.Words}: words that the tokenizer drops are left out of the former.
 *   <li>Scripts without spaces other than Han (Thai, Khmer, the kana) are cut at punctuation and
 *       spaces only, and every 64 UTF-16 units.
 *   <li>Change segmentation or windows and every model trained before sees other input. Such a
 *       change needs a new format version of the bundle.
 * </ul>
 */
@NullMarked
package io.nerine.onnx.text;

import org.jspecify.annotations.NullMarked;
