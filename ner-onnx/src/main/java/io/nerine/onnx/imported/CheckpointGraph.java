package io.nerine.onnx.imported;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.SafetensorsWeights;
import io.nerine.onnx.graph.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the graph of a checkpoint whose weights are in a safetensors file. */
final class CheckpointGraph {

  private static final List<String> KINDS =
      List.of("bert", "distilbert", "roberta", "xlm-roberta", "camembert", "electra");

  /** DistilBERT's names of what BERT has too. */
  private static final Map<String, String> DISTILBERT =
      Map.of(
          "transformer.layer.", "encoder.layer.",
          ".attention.q_lin.", ".attention.self.query.",
          ".attention.k_lin.", ".attention.self.key.",
          ".attention.v_lin.", ".attention.self.value.",
          ".attention.out_lin.", ".attention.output.dense.",
          ".sa_layer_norm.", ".attention.output.LayerNorm.",
          ".ffn.lin1.", ".intermediate.dense.",
          ".ffn.lin2.", ".output.dense.",
          ".output_layer_norm.", ".output.LayerNorm.");

  private final CheckpointConfig config;
  private final Weights checkpoint;
  private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();

  private CheckpointGraph(CheckpointConfig config, Weights checkpoint) {
    this.config = config;
    this.checkpoint = checkpoint;
  }

  /**
   * Writes the graph.
   *
   * @param config what the checkpoint is
   * @param safetensors its weights
   * @param labels the number of scores a token
   * @return the graph in ONNX's binary form
   * @throws IOException if the file can't be read
   * @throws ModelLoadingException if the network is of another kind, or a weight is missing or has
   *     another shape
   */
  static byte[] write(CheckpointConfig config, Path safetensors, int labels) throws IOException {
    check(config);
    Weights weights = SafetensorsWeights.read(safetensors, CheckpointGraph::name);
    return new CheckpointGraph(config, weights).write(labels);
  }

  private static void check(CheckpointConfig config) {
    if (!KINDS.contains(config.modelType())) {
      throw new ModelLoadingException(
          ("'%s' describes a model of type '%s'; those of %s can be read from model.safetensors,"
                  + " others need a model.onnx, as optimum-cli export onnx writes it")
              .formatted(config.file(), config.modelType(), KINDS));
    }
    String activation = config.text("gelu", "hidden_act", "activation");
    String positions = config.text("absolute", "position_embedding_type");
    if (!activation.equals("gelu") || !positions.equals("absolute")) {
      throw new ModelLoadingException(
          ("'%s' asks for the activation '%s' and positions '%s'; model.safetensors can be read with"
                  + " gelu and absolute, others need a model.onnx, as optimum-cli export onnx writes"
                  + " it")
              .formatted(config.file(), activation, positions));
    }
  }

  /** The name of a weight without the name of the network and in BERT's words. */
  static String name(String name) {
    String bare = name.replaceFirst("^(bert|distilbert|roberta|electra|camembert)\\.", "");
    if (bare.startsWith("transformer.layer.")) {
      for (Map.Entry<String, String> part : DISTILBERT.entrySet()) {
        bare = bare.replace(part.getKey(), part.getValue());
      }
    }
    // As TensorFlow calls them, in old checkpoints.
    return bare.replace("LayerNorm.gamma", "LayerNorm.weight")
        .replace("LayerNorm.beta", "LayerNorm.bias");
  }

  private byte[] write(int labels) {
    int hidden = config.size("hidden_size", "dim");
    int layers = config.size("num_hidden_layers", "n_layers");
    int heads = config.size("num_attention_heads", "n_heads");
    int inner = config.size("intermediate_size", "hidden_dim");
    if (hidden % heads != 0) {
      throw new ModelLoadingException(
          "'%s': %d heads do not divide a width of %d".formatted(config.file(), heads, hidden));
    }
    embeddings(hidden);
    for (int layer = 0; layer < layers; layer++) {
      layer(EncoderGraph.layerPrefix(layer), hidden, inner);
    }
    linear(EncoderGraph.HEAD, labels, hidden);
    Weights weights = new Weights(checkpoint.source(), arrays);
    EncoderGraph graph =
        new EncoderGraph(weights, layers, heads, config.number(1e-12, "layer_norm_eps"));
    boolean offset = config.modelType().matches("roberta|xlm-roberta|camembert");
    return offset ? graph.positionsBehind(config.padId()).write() : graph.write();
  }

  private void embeddings(int hidden) {
    boolean projected = checkpoint.arrays().containsKey(EncoderGraph.PROJECTION + ".weight");
    int width = projected ? config.size("embedding_size") : hidden;
    copy("embeddings.word_embeddings.weight", config.size("vocab_size"), width);
    String name = "embeddings.position_embeddings.weight";
    int[] shape = {config.size("max_position_embeddings"), width};
    float[] positions = checkpoint.values(name, shape).clone();
    Weights.Array types = checkpoint.arrays().get("embeddings.token_type_embeddings.weight");
    if (types != null) {
      // Every token is of type 0, so its row is a constant of each position.
      if (types.shape().length != 2 || types.shape()[0] < 1 || types.shape()[1] != width) {
        throw new ModelLoadingException(
            "The token type embedding of %s has not rows of %d numbers"
                .formatted(checkpoint.source(), width));
      }
      for (int i = 0; i < positions.length; i++) {
        positions[i] += types.values()[i % width];
      }
    }
    arrays.put(name, new Weights.Array(shape, positions));
    normalisation("embeddings", width);
    if (projected) {
      linear(EncoderGraph.PROJECTION, hidden, width);
    }
  }

  private void layer(String prefix, int hidden, int inner) {
    // The file bounds the width, the configuration does not.
    int square = checkpoint.values(prefix + "attention.self.query.weight", hidden, hidden).length;
    float[] matrix = new float[3 * square];
    float[] bias = new float[3 * hidden];
    int part = 0;
    for (String name : new String[] {"query", "key", "value"}) {
      String layer = prefix + "attention.self." + name;
      float[] rows = checkpoint.values(layer + ".weight", hidden, hidden);
      System.arraycopy(rows, 0, matrix, part * rows.length, rows.length);
      float[] biases = checkpoint.values(layer + ".bias", hidden);
      System.arraycopy(biases, 0, bias, part * hidden, hidden);
      part++;
    }
    arrays.put(prefix + "qkv.weight", new Weights.Array(new int[] {3 * hidden, hidden}, matrix));
    arrays.put(prefix + "qkv.bias", new Weights.Array(new int[] {3 * hidden}, bias));
    linear(prefix + "attention.output.dense", hidden, hidden);
    normalisation(prefix + "attention.output", hidden);
    linear(prefix + "intermediate.dense", inner, hidden);
    linear(prefix + "output.dense", hidden, inner);
    normalisation(prefix + "output", hidden);
  }

  private void linear(String layer, int out, int in) {
    copy(layer + ".weight", out, in);
    copy(layer + ".bias", out);
  }

  private void normalisation(String block, int width) {
    copy(block + ".LayerNorm.weight", width);
    copy(block + ".LayerNorm.bias", width);
  }

  private void copy(String name, int... shape) {
    arrays.put(name, new Weights.Array(shape, checkpoint.values(name, shape)));
  }
}
