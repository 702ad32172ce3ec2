package io.nerine.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.nerine.exception.ModelLoadingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/**
 * Writes a token-classification network over a BERT encoder (Devlin et al. 2019) or one of its kin
 * as an ONNX graph, from scratch. Not thread-safe.
 *
 * <p>The graph uses ONNX Runtime's own fused operators (domain {@code com.microsoft}: attention
 * over all heads, bias with GELU, residual with layer normalisation), which the runtime does not
 * make out of the plain ones. Inputs are {@code input_ids}, {@code attention_mask} and, where there
 * is an embedding for it, {@code case_ids}, each int32 {@code [batch][tokens]}; the output {@code
 * logits} is float32 {@code [batch][tokens][tags]}.
 *
 * <p>The weights have the names of {@link Weights}, with three differences: query, key and value of
 * a layer are one array {@code qkv} for one product instead of three, the position embedding holds
 * the sum with the token type's, and the head is {@value #HEAD}. An array {@value #CASE_EMBEDDING}
 * is optional, and so is a linear layer {@value #PROJECTION} between embeddings and layers.
 *
 * <pre>{@code
 * byte[] graph = new EncoderGraph(weights, layers, heads, epsilon).write();
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
  private static final int INT32 = TensorProto.DataType.INT32.getNumber();
  private static final String FUSED = "com.microsoft";

  /** What protocol buffers hold, less the graph itself. */
  private static final long MAX_WEIGHT_BYTES = Integer.MAX_VALUE - (1 << 20);

  private final Weights weights;
  private final int layers;
  private final int heads;
  private final double epsilon;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("nerine");
  private int padId = -1;

  /**
   * Starts a graph.
   *
   * @param weights the weights of the whole network
   * @param layers the number of transformer layers
   * @param heads the number of attention heads
   * @param epsilon the constant under the root of layer normalisation
   */
  public EncoderGraph(Weights weights, int layers, int heads, double epsilon) {
    this.weights = Objects.requireNonNull(weights, "weights");
    this.layers = layers;
    this.heads = heads;
    this.epsilon = epsilon;
  }

  /**
   * Counts positions as RoBERTa does: from one more than the id of padding, over the tokens that
   * are no padding.
   *
   * @param padId the id of padding
   * @return this graph
   */
  public EncoderGraph positionsBehind(int padId) {
    this.padId = padId;
    return this;
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
    if (weights.arrays().containsKey(PROJECTION + ".weight")) {
      x = node("Add", "", List.of(product(x, PROJECTION), array(PROJECTION + ".bias")), PROJECTION);
    }
    for (int layer = 0; layer < layers; layer++) {
      x = layer(x, layerPrefix(layer));
    }
    int tags = weights.array(HEAD + ".bias").values().length;
    node("Add", "", List.of(product(x, HEAD), array(HEAD + ".bias")), "logits");
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
    String words =
        node(
            "Gather",
            "",
            List.of(array("embeddings.word_embeddings.weight"), "input_ids"),
            "words");
    String positions = padId < 0 ? positions() : positionsOfTokens();
    String sum = node("Add", "", List.of(words, positions), "words_positions");
    if (caseFeatures) {
      String cases = node("Gather", "", List.of(array(CASE_EMBEDDING), "case_ids"), "cases");
      sum = node("Add", "", List.of(sum, cases), "words_positions_cases");
    }
    return node(
        "LayerNormalization",
        "",
        List.of(sum, array("embeddings.LayerNorm.weight"), array("embeddings.LayerNorm.bias")),
        "embedded",
        integer("axis", -1),
        real("epsilon", epsilon));
  }

  private String positions() {
    node("Shape", "", List.of("input_ids"), "shape");
    integers("one", 1);
    integers("two", 2);
    integers("zero", 0);
    node("Slice", "", List.of("shape", "one", "two"), "tokens");
    return node(
        "Slice",
        "",
        List.of(array("embeddings.position_embeddings.weight"), "zero", "tokens", "zero"),
        "positions");
  }

  private String positionsOfTokens() {
    scalar("padding", padId);
    scalar("tokens_axis", 1);
    node("Equal", "", List.of("input_ids", "padding"), "is_padding");
    node("Not", "", List.of("is_padding"), "is_token");
    node("Cast", "", List.of("is_token"), "ones", integer("to", INT32));
    node("CumSum", "", List.of("ones", "tokens_axis"), "counts");
    node("Mul", "", List.of("counts", "ones"), "token_counts");
    node("Add", "", List.of("token_counts", "padding"), "position_ids");
    return node(
        "Gather",
        "",
        List.of(array("embeddings.position_embeddings.weight"), "position_ids"),
        "positions");
  }

  private void scalar(String name, int value) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(INT32).addInt32Data(value));
  }

  private String layer(String x, String prefix) {
    String qkv = product(x, prefix + "qkv");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Split")
            .addInput(qkv)
            .addOutput(prefix + "query")
            .addOutput(prefix + "key")
            .addOutput(prefix + "value")
            .addAttribute(integer("axis", -1)));
    String context =
        node(
            "MultiHeadAttention",
            FUSED,
            List.of(
                prefix + "query",
                prefix + "key",
                prefix + "value",
                array(prefix + "qkv.bias"),
                "attention_mask"),
            prefix + "context",
            integer("num_heads", heads));
    String attended =
        residual(
            product(context, prefix + "attention.output.dense"), x, prefix + "attention.output");
    String inner =
        node(
            "BiasGelu",
            FUSED,
            List.of(
                product(attended, prefix + "intermediate.dense"),
                array(prefix + "intermediate.dense.bias")),
            prefix + "inner");
    return residual(product(inner, prefix + "output.dense"), attended, prefix + "output");
  }

  private String residual(String product, String skip, String block) {
    return node(
        "SkipLayerNormalization",
        FUSED,
        List.of(
            product,
            skip,
            array(block + ".LayerNorm.weight"),
            array(block + ".LayerNorm.bias"),
            array(block + ".dense.bias")),
        block + ".normalised",
        real("epsilon", epsilon));
  }

  /** A product with the weights of a linear layer, which ONNX wants as {@code [in][out]}. */
  private String product(String x, String layer) {
    Weights.Array matrix = weights.array(layer + ".weight");
    int out = matrix.shape()[0];
    int in = matrix.shape()[1];
    ByteBuffer buffer = ByteBuffer.allocate(4 * out * in).order(ByteOrder.LITTLE_ENDIAN);
    for (int column = 0; column < in; column++) {
      for (int row = 0; row < out; row++) {
        buffer.putFloat(matrix.values()[row * in + column]);
      }
    }
    tensor(layer + ".weight", buffer.flip(), in, out);
    return node("MatMul", "", List.of(x, layer + ".weight"), layer + ".product");
  }

  /** Adds an array of weights as it is. */
  private String array(String name) {
    Weights.Array array = weights.array(name);
    ByteBuffer buffer =
        ByteBuffer.allocate(4 * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(array.values());
    tensor(name, buffer, array.shape());
    return name;
  }

  private void tensor(String name, ByteBuffer values, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(values));
    for (int dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
  }

  private void integers(String name, long value) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(1)
            .addInt64Data(value));
  }

  private String node(
      String type,
      String domain,
      List<String> inputs,
      String output,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setDomain(domain)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
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
