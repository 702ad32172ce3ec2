/**
 * Pretrained transformer encoders: where they come from ({@link
 * io.nerine.training.encoder.Encoders}) and what they hold ({@link
 * io.nerine.training.encoder.PretrainedEncoder}).
 *
 * <p>An encoder is read from a Maven artifact on the class path, from a jar file, from a directory
 * with {@code config.json}, {@code tokenizer.json} and {@code model.safetensors} as the Hugging
 * Face library writes it, or from a model that was trained before. Nothing is fetched from a
 * network.
 */
@NullMarked
package io.nerine.training.encoder;

import org.jspecify.annotations.NullMarked;
