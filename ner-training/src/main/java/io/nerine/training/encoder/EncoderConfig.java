package io.nerine.training.encoder;

import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;

/**
 * The shape of a BERT encoder (Devlin et al. 2019).
 *
 * @param layers the number of transformer layers
 * @param hidden the width of a token's vector
 * @param heads the number of attention heads; divides {@code hidden}
 * @param intermediate the width inside the feed-forward block
 * @param vocabulary the number of word pieces
 * @param positions the greatest number of tokens in one sequence
 * @param layerNormEpsilon the constant under the root of layer normalisation
 */
public record EncoderConfig(
    int layers,
    int hidden,
    int heads,
    int intermediate,
    int vocabulary,
    int positions,
    double layerNormEpsilon) {

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
  }

  /** Takes what shows in the weights from there. */
  static EncoderConfig of(Weights weights, int heads, double epsilon) {
    int layers = 0;
    while (weights
        .arrays()
        .containsKey(EncoderGraph.layerPrefix(layers) + "output.LayerNorm.weight")) {
      layers++;
    }
    int[] words = weights.array("embeddings.word_embeddings.weight").shape();
    int positions = weights.array("embeddings.position_embeddings.weight").shape()[0];
    int[] feedForward =
        weights.array(EncoderGraph.layerPrefix(0) + "intermediate.dense.weight").shape();
    return new EncoderConfig(layers, words[1], heads, feedForward[0], words[0], positions, epsilon);
  }
}
