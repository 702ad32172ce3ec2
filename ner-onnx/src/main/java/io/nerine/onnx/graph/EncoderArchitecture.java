package io.nerine.onnx.graph;

import java.util.Objects;

/**
 * What sets a kind of transformer encoder apart from others, beside its sizes. The network that
 * learns and the graph that is exported are both made from it. Parts that are there or not
 * (position embedding, biases, a projection of narrow embeddings) show in the weights.
 *
 * @param activation the function inside the feed-forward block
 * @param sharedLayers whether all layers have the weights of the first (ALBERT)
 * @param normalisesFirst whether blocks normalise what comes in, and gate what they compute
 *     (ModernBERT), and not the sum of what came in and what they computed (BERT)
 * @param positions how attention knows where tokens stand
 */
public record EncoderArchitecture(
    Activation activation,
    boolean sharedLayers,
    boolean normalisesFirst,
    AttentionPositions positions) {

  /** BERT (Devlin et al. 2019). */
  public static final EncoderArchitecture BERT =
      new EncoderArchitecture(Activation.GELU, false, false, new AttentionPositions.InEmbeddings());

  /** Creates the description. */
  public EncoderArchitecture {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(positions, "positions");
  }

  /**
   * Returns the prefix of the names of a layer's weights.
   *
   * @param layer the layer, from 0
   * @return the prefix, with its dot
   */
  public String weightsOf(int layer) {
    return EncoderGraph.layerPrefix(sharedLayers ? 0 : layer);
  }
}
