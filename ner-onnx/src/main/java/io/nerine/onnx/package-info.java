/**
 * The ONNX Runtime backend: {@link io.nerine.onnx.OnnxBackend} loads bundles whose model is an ONNX
 * graph, {@link io.nerine.onnx.OnnxExtractors} builds an extractor from parts in memory, and {@link
 * io.nerine.onnx.OnnxTagger} is the graph alone. {@link io.nerine.onnx.GlinerBackend} and {@link
 * io.nerine.onnx.GlinerExtractors} do the same for zero-shot models. Applications load bundles
 * through {@code io.nerine.Extractors} and name none of these.
 *
 * <h2>The graph</h2>
 *
 * <p>It takes {@code input_ids}, {@code attention_mask} and, where the model has case features,
 * {@code case_ids}, all 32-bit integers of the shape {@code [batch, tokens]}, and gives {@code
 * logits}, 32-bit floats of the shape {@code [batch, tokens, tags]}. A word's scores are those of
 * its first sub-word token.
 *
 * <p>The graph of a zero-shot model is that of the Python package {@code gliner}: it takes 64-bit
 * integers and the type labels with every window; see {@link io.nerine.onnx.zeroshot}.
 *
 * <h2>Memory</h2>
 *
 * <p>A run of the graph takes at most 1,024 tokens, padding counted, or one window where {@code
 * maxTokens} is greater. So many runs go on at once as threads are in a call: {@code
 * LoadOptions.threads} for all asynchronous calls together, one for each thread that calls, and
 * {@code threads - 1} more for all that are in {@code extractAll}. Each holds the activations of
 * its tokens in the runtime, and nothing of the batch before. What grows with a text is its
 * encoding, 12 bytes a word and 4 to 6 a token, and its scores, 4 bytes a word and tag. A zero-shot
 * model keeps the spans that it found instead; while it runs, a span model takes 17 bytes and 4 a
 * type for each word and each length of a span. At most {@code threads} asynchronous calls have
 * begun; the others hold their text alone. {@code extractAll} encodes 1,024 texts or 1,048,576
 * characters at a time, a stream 256 texts or 65,536 characters, and one text where it is longer.
 *
 * <p>What a model frees, the C library of Linux keeps in parts for the next block that fits. So
 * that models which come and go under load do not add up, closing an extractor gives the free pages
 * of the whole process back to the system, by {@code malloc_trim}, which takes some milliseconds.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A text's scores depend on its neighbours in a batch in the last bits, since kernels sum in
 *       another order for other shapes. Graphs that quantize activations over a whole batch
 *       (dynamic quantization) depend on them much more; calibrate statically instead.
 *   <li>The session runs on one thread for each call. Parallelism is over batches, {@code
 *       LoadOptions.threads}; more threads inside the runtime only cost processor time.
 * </ul>
 */
@NullMarked
package io.nerine.onnx;

import org.jspecify.annotations.NullMarked;
