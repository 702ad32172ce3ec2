package io.nerine.training.encoder;

import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.graph.Weights;
import java.util.Objects;

/**
 * A pretrained encoder in memory: its shape, its weights and its tokenizer. Immutable by contract:
 * the arrays are shared, not copied.
 */
public final class PretrainedEncoder {

  private final String name;
  private final EncoderConfig config;
  private final Weights weights;
  private final byte[] tokenizerJson;

  /**
   * Creates the encoder and checks that the weights fit the configuration.
   *
   * @param name a short name, for the model's provenance
   * @param config its shape
   * @param weights its weights by the names of {@link Weights}, or in the form of {@link
   *     EncoderLayout} already
   * @param tokenizerJson its tokenizer in Hugging Face's JSON form, not copied
   * @throws io.nerine.exception.ModelLoadingException if a weight is missing or has another shape
   */
  public PretrainedEncoder(
      String name, EncoderConfig config, Weights weights, byte[] tokenizerJson) {
    this.name = Objects.requireNonNull(name, "name");
    this.config = Objects.requireNonNull(config, "config");
    this.weights = EncoderLayout.of(Objects.requireNonNull(weights, "weights"), config);
    this.tokenizerJson = Objects.requireNonNull(tokenizerJson, "tokenizerJson");
  }

  /** {@return a short name, for the model's provenance} */
  public String name() {
    return name;
  }

  /** {@return the shape of the encoder} */
  public EncoderConfig config() {
    return config;
  }

  /** {@return the weights in the form of {@link EncoderLayout}, not copied} */
  public Weights weights() {
    return weights;
  }

  /** {@return the tokenizer in Hugging Face's JSON form, not copied} */
  public byte[] tokenizerJson() {
    return tokenizerJson;
  }
}
