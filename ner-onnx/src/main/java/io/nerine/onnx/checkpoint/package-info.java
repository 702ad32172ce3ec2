/**
 * Encoders in the layout of the Hugging Face library: {@link
 * io.nerine.onnx.checkpoint.EncoderCheckpoint} reads {@code config.json} and the weights of a
 * directory, of any kind that {@link io.nerine.onnx.checkpoint.EncoderFamily} knows. The trainer
 * and the import of models from elsewhere use it; applications don't.
 */
@NullMarked
package io.nerine.onnx.checkpoint;

import org.jspecify.annotations.NullMarked;
