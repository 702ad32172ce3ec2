package io.nerine.training.encoder;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.EncoderGraph;
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
   * @param weights its weights
   * @param tokenizerJson its tokenizer in Hugging Face's JSON form, not copied
   * @throws ModelLoadingException if a weight is missing or has another shape
   */
  public PretrainedEncoder(
      String name, EncoderConfig config, Weights weights, byte[] tokenizerJson) {
    this.name = Objects.requireNonNull(name, "name");
    this.config = Objects.requireNonNull(config, "config");
    this.weights = Objects.requireNonNull(weights, "weights");
    this.tokenizerJson = Objects.requireNonNull(tokenizerJson, "tokenizerJson");
    check();
  }

  private void check() {
    int hidden = config.hidden();
    weights.values("embeddings.word_embeddings.weight", config.vocabulary(), hidden);
    weights.values("embeddings.position_embeddings.weight", config.positions(), hidden);
    int[] types = weights.array("embeddings.token_type_embeddings.weight").shape();
    if (types.length != 2 || types[0] < 1 || types[1] != hidden) {
      throw new ModelLoadingException("Encoder '%s' has no token type embedding".formatted(name));
    }
    checkNormalisation("embeddings");
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = EncoderGraph.layerPrefix(layer);
      for (String part : new String[] {"self.query", "self.key", "self.value", "output.dense"}) {
        checkLinear(prefix + "attention." + part, hidden, hidden);
      }
      checkNormalisation(prefix + "attention.output");
      checkLinear(prefix + "intermediate.dense", config.intermediate(), hidden);
      checkLinear(prefix + "output.dense", hidden, config.intermediate());
      checkNormalisation(prefix + "output");
    }
  }

  private void checkLinear(String layer, int out, int in) {
    weights.values(layer + ".weight", out, in);
    weights.values(layer + ".bias", out);
  }

  private void checkNormalisation(String block) {
    weights.values(block + ".LayerNorm.weight", config.hidden());
    weights.values(block + ".LayerNorm.bias", config.hidden());
  }

  /** {@return a short name, for the model's provenance} */
  public String name() {
    return name;
  }

  /** {@return the shape of the encoder} */
  public EncoderConfig config() {
    return config;
  }

  /** {@return the weights, not copied} */
  public Weights weights() {
    return weights;
  }

  /** {@return the tokenizer in Hugging Face's JSON form, not copied} */
  public byte[] tokenizerJson() {
    return tokenizerJson;
  }
}
