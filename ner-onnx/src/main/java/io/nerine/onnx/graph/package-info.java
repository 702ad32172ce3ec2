/**
 * From weights to a graph and back: {@link io.nerine.onnx.graph.SafetensorsWeights} reads the
 * weights of a checkpoint, {@link io.nerine.onnx.graph.EncoderLayout} brings them into one form,
 * {@link io.nerine.onnx.graph.EncoderGraph} writes a network of them with the fused operators of
 * ONNX Runtime, and {@link io.nerine.onnx.graph.ExportedEncoder} reads such a graph. What sets one
 * kind of encoder apart from another is described once, by {@link
 * io.nerine.onnx.graph.EncoderArchitecture}. The trainer and the import of models from elsewhere
 * use it; applications don't.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Arrays are shared, not copied, and a graph needs about three times the size of its weights
 *       in memory while it is written.
 * </ul>
 */
@NullMarked
package io.nerine.onnx.graph;

import org.jspecify.annotations.NullMarked;
