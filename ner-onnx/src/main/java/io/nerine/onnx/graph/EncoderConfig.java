package io.nerine.onnx.graph;

import java.util.Objects;

/**
 * The shape of a transformer encoder.
 *
 * @param layers the number of transformer layers
 * @param hidden the width of a token's vector
 * @param heads the number of attention heads; divides {@code hidden}
 * @param intermediate the width inside the feed-forward block
 * @param vocabulary the number of word pieces
 * @param positions the greatest number of tokens in one sequence
 * @param layerNormEpsilon the constant under the root of layer normalisation
 * @param architecture what kind it is of
 */
public record EncoderConfig(
    int layers,
    int hidden,
    int heads,
    int intermediate,
    int vocabulary,
    int positions,
    double layerNormEpsilon,
    EncoderArchitecture architecture) {

  /**
   * Creates the configuration.
   *
   * @throws IllegalArgumentException if a size is not positive or the heads do not divide the width
   */
  public EncoderConfig {
    if (layers < 1 || hidden < 1 || heads < 1 || intermediate < 1 || vocabulary < 1) {
      throw new IllegalArgumentException("Sizes of an encoder must be positive");
    }
    if (positions < 4) {
      throw new IllegalArgumentException("positions must be at least 4, found " + positions);
    }
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide hidden, found %d heads for a width of %d".formatted(heads, hidden));
    }
    if (!(layerNormEpsilon > 0)) {
      throw new IllegalArgumentException("layerNormEpsilon must be positive");
    }
    Objects.requireNonNull(architecture, "architecture");
  }

  /**
   * Creates the configuration of a BERT encoder (Devlin et al. 2019).
   *
   * @param layers as above
   * @param hidden as above
   * @param heads as above
   * @param intermediate as above
   * @param vocabulary as above
   * @param positions as above
   * @param layerNormEpsilon as above
   * @throws IllegalArgumentException as above
   */
  public EncoderConfig(
      int layers,
      int hidden,
      int heads,
      int intermediate,
      int vocabulary,
      int positions,
      double layerNormEpsilon) {
    this(
        layers,
        hidden,
        heads,
        intermediate,
        vocabulary,
        positions,
        layerNormEpsilon,
        EncoderArchitecture.BERT);
  }

  /** {@return the configuration as a JSON object, which {@link #fromJson} reads} */
  public String toJson() {
    return EncoderConfigJson.write(this);
  }

  /**
   * Reads a configuration.
   *
   * @param json what {@link #toJson} has written
   * @param source where it comes from, for messages
   * @return the configuration
   * @throws io.nerine.exception.ModelLoadingException if it is no configuration that this version
   *     knows
   */
  public static EncoderConfig fromJson(String json, String source) {
    return EncoderConfigJson.read(json, source);
  }

  /**
   * Returns the configuration with another vocabulary.
   *
   * @param size the number of word pieces
   * @return the configuration of the same encoder with these
   */
  public EncoderConfig withVocabulary(int size) {
    return new EncoderConfig(
        layers, hidden, heads, intermediate, size, positions, layerNormEpsilon, architecture);
  }

  /**
   * Takes what shows in the weights of a BERT encoder from there.
   *
   * @param weights the weights
   * @param heads the number of attention heads
   * @param layerNormEpsilon the constant under the root of layer normalisation
   * @return the configuration
   * @throws io.nerine.exception.ModelLoadingException if a weight is missing
   */
  public static EncoderConfig of(Weights weights, int heads, double layerNormEpsilon) {
    int layers = 0;
    while (weights
        .arrays()
        .containsKey(EncoderGraph.layerPrefix(layers) + "output.LayerNorm.weight")) {
      layers++;
    }
    int[] words = weights.array(EncoderLayout.WORDS).shape();
    int positions = weights.array(EncoderLayout.POSITIONS).shape()[0];
    int[] inner = weights.array(EncoderGraph.layerPrefix(0) + "intermediate.dense.weight").shape();
    return new EncoderConfig(
        layers, words[1], heads, inner[0], words[0], positions, layerNormEpsilon);
  }
}
