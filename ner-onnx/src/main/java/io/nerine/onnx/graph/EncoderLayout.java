package io.nerine.onnx.graph;

import io.nerine.exception.ModelLoadingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one form of an encoder's weights that networks and graphs are made of. It has the names of
 * {@link Weights}, with two differences: query, key and value of a layer are one array {@code qkv},
 * for one product instead of three, and no token type embedding is there, since every token is of
 * type 0: its row is added to all positions, or to all words where there is no position embedding.
 */
public final class EncoderLayout {

  /** The embedding of word pieces {@code [vocabulary][width]}. */
  public static final String WORDS = "embeddings.word_embeddings.weight";

  /**
   * The embedding of positions {@code [positions][width]}, from that of the first token; optional.
   */
  public static final String POSITIONS = "embeddings.position_embeddings.weight";

  /** The embedding of distances as numbers {@code [buckets][heads]}. */
  public static final String RELATIVE_BIAS = "encoder.relative_attention_bias.weight";

  /** The embedding of distances as vectors {@code [2 span][hidden]}. */
  public static final String RELATIVE_EMBEDDING = "encoder.rel_embeddings.weight";

  /** The normalisation of {@link #RELATIVE_EMBEDDING}, or of what comes out of the last layer. */
  public static final String LAST_NORMALISATION = "encoder";

  private static final String TYPES = "embeddings.token_type_embeddings.weight";

  private final Weights source;
  private final EncoderConfig config;
  private final Map<String, Weights.Array> arrays;

  private EncoderLayout(Weights source, EncoderConfig config) {
    this.source = source;
    this.config = config;
    this.arrays = new LinkedHashMap<>(source.arrays());
  }

  /**
   * Brings weights into this form; those that are in it stay as they are.
   *
   * @param weights the weights by the names of {@link Weights}; what is no part of the encoder
   *     stays
   * @param config the shape of the encoder
   * @return the weights, which share arrays with those given
   * @throws ModelLoadingException if a weight is missing or has another shape
   */
  public static Weights of(Weights weights, EncoderConfig config) {
    return new EncoderLayout(weights, config).laidOut();
  }

  private Weights laidOut() {
    int width = width(source, config);
    source.values(WORDS, config.vocabulary(), width);
    foldTypes(width);
    int layers = config.architecture().sharedLayers() ? 1 : config.layers();
    for (int layer = 0; layer < layers; layer++) {
      String prefix = EncoderGraph.layerPrefix(layer);
      if (!arrays.containsKey(prefix + "qkv.weight")) {
        join(prefix);
      }
    }
    Weights weights = new Weights(source.source(), arrays);
    shapes(weights, config).forEach(weights::values);
    return weights;
  }

  /** That of the embeddings, which a projection can widen. */
  private static int width(Weights weights, EncoderConfig config) {
    Weights.Array projection = weights.arrays().get(EncoderGraph.PROJECTION + ".weight");
    return projection == null ? config.hidden() : projection.shape()[1];
  }

  private void foldTypes(int width) {
    Weights.@Nullable Array types = arrays.remove(TYPES);
    if (types == null) {
      return;
    }
    if (types.shape().length != 2 || types.shape()[0] < 1 || types.shape()[1] != width) {
      throw new ModelLoadingException(
          "The token type embedding of %s has not rows of %d numbers"
              .formatted(source.source(), width));
    }
    String target = arrays.containsKey(POSITIONS) ? POSITIONS : WORDS;
    Weights.Array old = source.array(target);
    float[] sum = old.values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += types.values()[i % width];
    }
    arrays.put(target, new Weights.Array(old.shape(), sum));
  }

  private void join(String prefix) {
    int hidden = config.hidden();
    String[] parts = {"query", "key", "value"};
    // The file bounds the width, the configuration does not.
    String first = prefix + "attention.self.query";
    float[] matrix = new float[3 * source.values(first + ".weight", hidden, hidden).length];
    boolean biased = false;
    for (String part : parts) {
      biased |= arrays.containsKey(prefix + "attention.self." + part + ".bias");
    }
    float[] bias = new float[biased ? 3 * hidden : 0];
    for (int i = 0; i < parts.length; i++) {
      String name = prefix + "attention.self." + parts[i];
      float[] rows = source.values(name + ".weight", hidden, hidden);
      System.arraycopy(rows, 0, matrix, i * rows.length, rows.length);
      arrays.remove(name + ".weight");
      if (biased) {
        System.arraycopy(source.values(name + ".bias", hidden), 0, bias, i * hidden, hidden);
        arrays.remove(name + ".bias");
      }
    }
    arrays.put(prefix + "qkv.weight", new Weights.Array(new int[] {3 * hidden, hidden}, matrix));
    if (biased) {
      arrays.put(prefix + "qkv.bias", new Weights.Array(new int[] {3 * hidden}, bias));
    }
  }

  /**
   * Lists the weights that the network is made of.
   *
   * @param weights the weights in this form
   * @param config the shape of the encoder
   * @return the dimensions that each of them must have, by name, from the embeddings upwards
   */
  public static Map<String, int[]> shapes(Weights weights, EncoderConfig config) {
    int hidden = config.hidden();
    int width = width(weights, config);
    EncoderArchitecture architecture = config.architecture();
    AttentionPositions positions = architecture.positions();
    Shapes shapes = new Shapes(weights, architecture.normalisesFirst(), new LinkedHashMap<>());
    shapes.put(WORDS, config.vocabulary(), width);
    if (positions instanceof AttentionPositions.InEmbeddings || shapes.has(POSITIONS)) {
      shapes.put(POSITIONS, config.positions(), width);
    }
    shapes.normalisation("embeddings", width);
    if (shapes.has(EncoderGraph.PROJECTION + ".weight")) {
      shapes.linear(EncoderGraph.PROJECTION, hidden, width);
    }
    if (positions instanceof AttentionPositions.Buckets buckets) {
      shapes.put(RELATIVE_BIAS, buckets.buckets(), config.heads());
    } else if (positions instanceof AttentionPositions.Disentangled distances) {
      shapes.put(RELATIVE_EMBEDDING, 2 * distances.span(), hidden);
      if (shapes.has(LAST_NORMALISATION + ".LayerNorm.weight")) {
        shapes.normalisation(LAST_NORMALISATION, hidden);
      }
    }
    int layers = architecture.sharedLayers() ? 1 : config.layers();
    for (int layer = 0; layer < layers; layer++) {
      shapes.layer(EncoderGraph.layerPrefix(layer), hidden, config.intermediate());
    }
    if (architecture.normalisesFirst()) {
      shapes.normalisation(LAST_NORMALISATION, hidden);
    }
    return shapes.byName;
  }

  /**
   * Tells what is multiplied with from what is looked up or added.
   *
   * @param name the name of a weight
   * @return whether it is the matrix of a linear layer
   */
  public static boolean isMatrix(String name) {
    return name.endsWith(".weight")
        && !name.startsWith("embeddings.")
        && !name.contains("LayerNorm")
        && !name.equals(RELATIVE_BIAS)
        && !name.equals(RELATIVE_EMBEDDING);
  }

  /** Collects shapes; biases can be absent where blocks normalise first. */
  private record Shapes(Weights weights, boolean normalisesFirst, Map<String, int[]> byName) {

    boolean has(String name) {
      return weights.arrays().containsKey(name);
    }

    void put(String name, int... shape) {
      byName.put(name, shape);
    }

    void layer(String prefix, int hidden, int inner) {
      if (has(prefix + "attention.LayerNorm.weight")) {
        normalisation(prefix + "attention", hidden);
      }
      linear(prefix + "qkv", 3 * hidden, hidden);
      linear(prefix + "attention.output.dense", hidden, hidden);
      normalisation(prefix + (normalisesFirst ? "intermediate" : "attention.output"), hidden);
      linear(prefix + "intermediate.dense", normalisesFirst ? 2 * inner : inner, hidden);
      linear(prefix + "output.dense", hidden, inner);
      if (!normalisesFirst) {
        normalisation(prefix + "output", hidden);
      }
    }

    void linear(String layer, int out, int in) {
      put(layer + ".weight", out, in);
      bias(layer + ".bias", out);
    }

    void normalisation(String block, int width) {
      put(block + ".LayerNorm.weight", width);
      bias(block + ".LayerNorm.bias", width);
    }

    private void bias(String name, int width) {
      if (!normalisesFirst || has(name)) {
        put(name, width);
      }
    }
  }
}
