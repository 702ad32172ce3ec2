/**
 * Pretrained transformer encoders: where they come from ({@link
 * io.nerine.training.encoder.Encoders}) and what they hold ({@link
 * io.nerine.training.encoder.PretrainedEncoder}).
 *
 * <p>An encoder is read from a Maven artifact on the class path, from a jar file, or from a
 * directory with {@code model.onnx} or {@code model.safetensors}, {@code config.json} and {@code
 * tokenizer.json}. Nothing is fetched from a network.
 */
@NullMarked
package io.nerine.training.encoder;

import org.jspecify.annotations.NullMarked;
