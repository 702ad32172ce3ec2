package io.nerine.onnx.graph;

import static io.nerine.onnx.graph.GraphNodes.FUSED;
import static io.nerine.onnx.graph.GraphNodes.integer;
import static io.nerine.onnx.graph.GraphNodes.real;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.nerine.exception.ModelLoadingException;
import java.util.List;
import java.util.Objects;

/**
 * Writes a token-classification network over a transformer encoder as an ONNX graph, from scratch.
 * Not thread-safe.
 *
 * <p>The graph uses ONNX Runtime's own fused operators (domain {@code com.microsoft}: attention
 * over all heads, bias with GELU, residual with layer normalisation), which the runtime does not
 * make out of the plain ones. Inputs are {@code input_ids}, {@code attention_mask} and, where there
 * is an embedding for it, {@code case_ids}, each int32 {@code [batch][tokens]}; the output {@code
 * logits} is float32 {@code [batch][tokens][tags]}.
 *
 * <p>The weights are in the form of {@link EncoderLayout}, and the head is {@value #HEAD}. An array
 * {@value #CASE_EMBEDDING} is optional, and so is a linear layer {@value #PROJECTION} between
 * embeddings and layers.
 *
 * <pre>{@code
 * byte[] graph = new EncoderGraph(EncoderLayout.of(weights, config), config).write();
 * }</pre>
 */
public final class EncoderGraph {

  /** The name of the linear layer that gives the scores. */
  public static final String HEAD = "classifier";

  /** The name of the embedding of the case of words. */
  public static final String CASE_EMBEDDING = "embeddings.case_embeddings.weight";

  /** The name of the linear layer that widens narrow embeddings, as in ELECTRA. */
  public static final String PROJECTION = "embeddings_project";

  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;
  private static final String INNER = "intermediate.dense";

  /** What protocol buffers hold, less the graph itself. */
  private static final long MAX_WEIGHT_BYTES = Integer.MAX_VALUE - (1 << 20);

  private final Weights weights;
  private final EncoderConfig config;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("nerine");
  private final GraphNodes nodes;

  /**
   * Starts a graph.
   *
   * @param weights the weights of the whole network
   * @param config the shape of the encoder; the vocabulary is that of the weights
   */
  public EncoderGraph(Weights weights, EncoderConfig config) {
    this.weights = Objects.requireNonNull(weights, "weights");
    this.config = Objects.requireNonNull(config, "config");
    this.nodes = new GraphNodes(graph, weights);
  }

  /**
   * Returns the prefix of the names of a layer's weights.
   *
   * @param layer the layer, from 0
   * @return the prefix, with its dot
   */
  public static String layerPrefix(int layer) {
    return "encoder.layer." + layer + ".";
  }

  /**
   * Writes the graph.
   *
   * @return the graph in ONNX's binary form
   * @throws io.nerine.exception.ModelLoadingException if a weight is missing, or all together do
   *     not fit a graph, which holds at most 2 GiB
   */
  public byte[] write() {
    checkSize();
    boolean caseFeatures = weights.arrays().containsKey(CASE_EMBEDDING);
    String x = embeddings(caseFeatures);
    if (nodes.has(PROJECTION + ".weight")) {
      String product = nodes.product(x, PROJECTION, PROJECTION + ".product");
      x = nodes.node("Add", "", List.of(product, nodes.array(PROJECTION + ".bias")), PROJECTION);
    }
    AttentionNodes attention = new AttentionNodes(nodes, config);
    for (int layer = 0; layer < config.layers(); layer++) {
      x =
          config.architecture().normalisesFirst()
              ? gatedLayer(x, layer, attention)
              : layer(x, layer, attention);
    }
    if (config.architecture().normalisesFirst()) {
      x = normalised(x, EncoderLayout.LAST_NORMALISATION, "encoded");
    }
    int rows = weights.array(EncoderLayout.WORDS).shape()[0];
    int tags = weights.array(HEAD + ".bias").values().length;
    String scores = nodes.product(x, HEAD, HEAD + ".product");
    nodes.node("Add", "", List.of(scores, nodes.array(HEAD + ".bias")), "logits");
    graph.addInput(value("input_ids", TensorProto.DataType.INT32));
    graph.addInput(value("attention_mask", TensorProto.DataType.INT32));
    if (caseFeatures) {
      graph.addInput(value("case_ids", TensorProto.DataType.INT32));
    }
    ValueInfoProto.Builder logits = value("logits", TensorProto.DataType.FLOAT).toBuilder();
    logits
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(tags));
    graph.addOutput(logits);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("nerine")
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey(ExportedEncoder.METADATA)
                .setValue(config.withVocabulary(rows).toJson()))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(FUSED).setVersion(1))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private void checkSize() {
    long bytes =
        weights.arrays().values().stream().mapToLong(array -> 4L * array.values().length).sum();
    if (bytes > MAX_WEIGHT_BYTES) {
      throw new ModelLoadingException(
          "%s has %d bytes of weights in 32-bit floats, a graph holds at most %d"
              .formatted(weights.source(), bytes, MAX_WEIGHT_BYTES));
    }
  }

  private String embeddings(boolean caseFeatures) {
    String sum =
        nodes.node("Gather", "", List.of(nodes.array(EncoderLayout.WORDS), "input_ids"), "words");
    if (nodes.has(EncoderLayout.POSITIONS)) {
      sum = nodes.node("Add", "", List.of(sum, positions()), "words_positions");
    }
    if (caseFeatures) {
      String cases =
          nodes.node("Gather", "", List.of(nodes.array(CASE_EMBEDDING), "case_ids"), "cases");
      sum = nodes.node("Add", "", List.of(sum, cases), "words_positions_cases");
    }
    return normalised(sum, "embeddings", "embedded");
  }

  private String positions() {
    nodes.node("Shape", "", List.of("input_ids"), "shape");
    nodes.integers("one", 1);
    nodes.integers("two", 2);
    nodes.integers("zero", 0);
    nodes.node("Slice", "", List.of("shape", "one", "two"), "tokens");
    return nodes.node(
        "Slice",
        "",
        List.of(nodes.array(EncoderLayout.POSITIONS), "zero", "tokens", "zero"),
        "positions");
  }

  private String normalised(String x, String block, String output) {
    return nodes.node(
        "LayerNormalization",
        "",
        List.of(
            x,
            nodes.array(block + ".LayerNorm.weight"),
            nodes.arrayIfAny(block + ".LayerNorm.bias")),
        output,
        integer("axis", -1),
        real("epsilon", config.layerNormEpsilon()));
  }

  private String layer(String x, int layer, AttentionNodes attention) {
    String at = layerPrefix(layer);
    String from = config.architecture().weightsOf(layer);
    String context = attention.context(x, layer);
    String attended = residual(context, x, "attention.output", at, from);
    String product = nodes.product(attended, from + INNER, at + INNER + ".product");
    String bias = nodes.array(from + INNER + ".bias");
    String inner = activated(product, bias, at + "inner");
    return residual(inner, attended, "output", at, from);
  }

  private String activated(String product, String bias, String output) {
    return switch (config.architecture().activation()) {
      case GELU -> nodes.node("BiasGelu", FUSED, List.of(product, bias), output);
      case GELU_TANH -> nodes.node("FastGelu", FUSED, List.of(product, bias), output);
      case RELU -> {
        String sum = nodes.node("Add", "", List.of(product, bias), output + ".biased");
        yield nodes.node("Relu", "", List.of(sum), output);
      }
    };
  }

  private String residual(String x, String skip, String block, String at, String from) {
    return nodes.node(
        "SkipLayerNormalization",
        FUSED,
        List.of(
            nodes.product(x, from + block + ".dense", at + block + ".dense.product"),
            skip,
            nodes.array(from + block + ".LayerNorm.weight"),
            nodes.array(from + block + ".LayerNorm.bias"),
            nodes.array(from + block + ".dense.bias")),
        at + block + ".normalised",
        real("epsilon", config.layerNormEpsilon()));
  }

  /**
   * Blocks that normalise what comes in; the first half of the inner vector is gated by the other.
   */
  private String gatedLayer(String x, int layer, AttentionNodes attention) {
    String at = layerPrefix(layer);
    String from = config.architecture().weightsOf(layer);
    // The embeddings are normalised already, so the first layer has no normalisation.
    String attending =
        nodes.has(from + "attention.LayerNorm.weight")
            ? normalised(x, from + "attention", at + "attention.normalised")
            : x;
    String context = attention.context(attending, layer);
    String attended =
        nodes.node(
            "Add",
            "",
            List.of(x, linear(context, "attention.output.dense", at, from)),
            at + "attended");
    String inner =
        linear(
            normalised(attended, from + "intermediate", at + "intermediate.normalised"),
            INNER,
            at,
            from);
    List<String> halves = nodes.split(inner, at + "gated", at + "gate");
    String open =
        switch (config.architecture().activation()) {
          case GELU -> nodes.node("Gelu", FUSED, List.of(halves.get(0)), at + "open");
          case GELU_TANH -> nodes.node("FastGelu", FUSED, List.of(halves.get(0)), at + "open");
          case RELU -> nodes.node("Relu", "", List.of(halves.get(0)), at + "open");
        };
    String product = nodes.node("Mul", "", List.of(open, halves.get(1)), at + "inner");
    return nodes.node(
        "Add", "", List.of(attended, linear(product, "output.dense", at, from)), at + "output");
  }

  private String linear(String x, String layer, String at, String from) {
    String product = nodes.product(x, from + layer, at + layer + ".product");
    String bias = nodes.arrayIfAny(from + layer + ".bias");
    return bias.isEmpty()
        ? product
        : nodes.node("Add", "", List.of(product, bias), at + layer + ".biased");
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("tokens"))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
