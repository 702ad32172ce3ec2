/**
 * How a GLiNER model sees text and types: {@link io.nerine.onnx.zeroshot.TypeLabels} are what types
 * are called before it, {@link io.nerine.onnx.zeroshot.GlinerEncoder} turns text into its input and
 * {@link io.nerine.onnx.zeroshot.SpanSearch} its scores into spans. Applications import a model
 * with {@code io.nerine.onnx.imported.GlinerModel} and need the labels alone.
 *
 * <p>The rules are those of the Python package {@code gliner}, 0.2.29 (Zaratiana et al., "GLiNER:
 * Generalist Model for Named Entity Recognition using Bidirectional Transformer", 2024), so a model
 * finds here what it finds there:
 *
 * <ul>
 *   <li>A word is a run of letters, digits and underscores, joined by hyphens, or any other single
 *       character that is no white space: {@code \w+(?:[-_]\w+)*|\S}, by code points.
 *   <li>The model sees {@code <<ENT>>} and the label of each type, then {@code <<SEP>>}, then the
 *       words, each tokenized alone.
 *   <li>A score's probability is its sigmoid, in 32-bit floats. A span of a token-level model has
 *       the least probability of its start, its end and each word inside; spans that have a word
 *       inside below the threshold do not count.
 *   <li>Of spans above the threshold the likeliest is kept, and then each that shares no word with
 *       one that was kept.
 * </ul>
 *
 * <h2>Differences</h2>
 *
 * <ul>
 *   <li>Texts of more words than the model takes are searched in windows that overlap, each decoded
 *       alone; where windows find spans that share a word, the likelier is kept. The package cuts
 *       the text.
 *   <li>More types than the model was trained to see at once go into several prompts of the same
 *       window, and are decoded together. The package puts all into one.
 *   <li>Words that yield no token, such as a lone zero-width space, are left out. The package
 *       counts them, and its offsets behind them are those of the word before.
 * </ul>
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A mention begins and ends at words. A sentence of a script without spaces is one word, so
 *       nothing inside it can be found.
 *   <li>Where thresholds differ by type, a span that its own threshold leaves out takes no other's
 *       place, so a higher threshold for one type can show spans of another.
 * </ul>
 */
@NullMarked
package io.nerine.onnx.zeroshot;

import org.jspecify.annotations.NullMarked;
