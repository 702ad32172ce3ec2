package io.nerine.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nerine.exception.ModelLoadingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Spells ONNX Runtime's fused operators out in those of ONNX, in the way of the graphs that
 * PyTorch's exporter makes of a BERT: three products for query, key and value, GELU by its error
 * function, residual and layer normalisation apart, attention by two products and a softmax. For
 * execution providers that have no such operators, as TensorRT.
 */
public final class PlainGraph {

  private static final String MASK = "plain:mask_added";

  private final GraphProto.Builder plain;
  private final Map<String, TensorProto> weights = new HashMap<>();
  private final Map<String, NodeProto> producers = new HashMap<>();

  private PlainGraph(GraphProto graph) {
    this.plain = graph.toBuilder().clearNode().clearInitializer();
    graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor));
    graph
        .getNodeList()
        .forEach(node -> node.getOutputList().forEach(output -> producers.put(output, node)));
  }

  /**
   * Spells a graph out, for encoders of BERT's kind. Attention whose products are in 8 bits or that
   * knows the distances of tokens stays as it is, and so do other activations.
   *
   * @param graph the content of a {@code .onnx} file
   * @return the same graph in plain operators
   * @throws ModelLoadingException if that is no graph
   */
  public static byte[] of(byte[] graph) {
    ModelProto model = parse(graph);
    GraphProto plain = new PlainGraph(model.getGraph()).spell(model.getGraph());
    return model.toBuilder().setGraph(plain).build().toByteArray();
  }

  static ModelProto parse(byte[] graph) {
    try {
      return ModelProto.parseFrom(Objects.requireNonNull(graph, "graph"));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelLoadingException(
          "The graph is not in ONNX's binary form (%s); train or export the model again"
              .formatted(e.getMessage()),
          e);
    }
  }

  private GraphProto spell(GraphProto graph) {
    scalar("plain:one", 1);
    scalar("plain:half", 0.5f);
    scalar("plain:root_of_two", (float) Math.sqrt(2));
    scalar("plain:lowest", -Float.MAX_VALUE);
    longs("plain:head_axes", 1, 2);
    Set<NodeProto> spelled = new HashSet<>();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("MultiHeadAttention") && hasFloatWeights(node)) {
        NodeProto split = producer(node.getInput(0));
        spelled.addAll(List.of(node, split, producer(split.getInput(0))));
      }
    }
    if (!spelled.isEmpty()) {
      mask();
    }
    for (NodeProto node : graph.getNodeList()) {
      switch (node.getOpType()) {
        case "BiasGelu" -> gelu(node);
        case "SkipLayerNormalization" -> residual(node);
        case "MultiHeadAttention" -> {
          if (spelled.contains(node)) {
            attention(node);
          } else {
            plain.addNode(node);
          }
        }
        default -> {
          if (!spelled.contains(node)) {
            plain.addNode(node);
          }
        }
      }
    }
    Set<String> used = new HashSet<>();
    plain.getNodeList().forEach(node -> used.addAll(node.getInputList()));
    weights.values().stream()
        .filter(tensor -> used.contains(tensor.getName()))
        .forEach(plain::addInitializer);
    return plain.build();
  }

  /** What is added to the scores of attention: nothing for tokens, the lowest for padding. */
  private void mask() {
    int toFloat = TensorProto.DataType.FLOAT.getNumber();
    node("Cast", "plain:mask_float", List.of("attention_mask"), GraphNodes.integer("to", toFloat));
    node("Sub", "plain:mask_inverse", List.of("plain:one", "plain:mask_float"));
    node("Mul", "plain:mask_scores", List.of("plain:mask_inverse", "plain:lowest"));
    node("Unsqueeze", MASK, List.of("plain:mask_scores", "plain:head_axes"));
  }

  /** Whether query, key and value come out of one product with weights in 32-bit floats. */
  private boolean hasFloatWeights(NodeProto attention) {
    NodeProto split = producers.get(attention.getInput(0));
    NodeProto product =
        split != null && split.getOpType().equals("Split")
            ? producers.get(split.getInput(0))
            : null;
    return product != null
        && product.getOpType().equals("MatMul")
        && attention.getInputCount() == 5
        && attention.getInput(4).equals("attention_mask")
        && isFloat(product.getInput(1))
        && isFloat(attention.getInput(3));
  }

  private boolean isFloat(String name) {
    TensorProto tensor = weights.get(name);
    return tensor != null
        && tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
        && tensor.hasRawData();
  }

  private void attention(NodeProto attention) {
    String name = attention.getOutput(0);
    long heads = attribute(attention, "num_heads").getI();
    NodeProto product = producer(producer(attention.getInput(0)).getInput(0));
    String bias = attention.getInput(3);
    int width = (int) weight(bias).getDims(0) / 3;
    longs(name + ":by_head", 0, 0, heads, width / heads);
    longs(name + ":joined", 0, 0, width);
    scalar(name + ":root", (float) Math.sqrt((double) width / heads));
    String[] parts = new String[3];
    for (int part = 0; part < 3; part++) {
      String own = name + ":" + part;
      columns(product.getInput(1), own + ":weight", part, width);
      columns(bias, own + ":bias", part, width);
      String linear =
          node("MatMul", own + ":product", List.of(product.getInput(0), own + ":weight"));
      String biased = node("Add", own + ":linear", List.of(own + ":bias", linear));
      String byHead = node("Reshape", own + ":split", List.of(biased, name + ":by_head"));
      long[] order = part == 1 ? new long[] {0, 2, 3, 1} : new long[] {0, 2, 1, 3};
      parts[part] = node("Transpose", own, List.of(byHead), GraphNodes.integerList("perm", order));
    }
    String scores = node("MatMul", name + ":products", List.of(parts[0], parts[1]));
    String scaled = node("Div", name + ":scaled", List.of(scores, name + ":root"));
    String masked = node("Add", name + ":masked", List.of(scaled, MASK));
    String shares =
        node("Softmax", name + ":shares", List.of(masked), GraphNodes.integer("axis", -1));
    String context = node("MatMul", name + ":context", List.of(shares, parts[2]));
    String order =
        node(
            "Transpose",
            name + ":order",
            List.of(context),
            GraphNodes.integerList("perm", 0L, 2L, 1L, 3L));
    node("Reshape", name, List.of(order, name + ":joined"));
  }

  private void gelu(NodeProto gelu) {
    String name = gelu.getOutput(0);
    String x = node("Add", name + ":biased", List.of(gelu.getInput(1), gelu.getInput(0)));
    String scaled = node("Div", name + ":scaled", List.of(x, "plain:root_of_two"));
    String error = node("Erf", name + ":error", List.of(scaled));
    String raised = node("Add", name + ":raised", List.of(error, "plain:one"));
    String product = node("Mul", name + ":product", List.of(x, raised));
    node("Mul", name, List.of(product, "plain:half"));
  }

  private void residual(NodeProto residual) {
    String name = residual.getOutput(0);
    String x = node("Add", name + ":biased", List.of(residual.getInput(4), residual.getInput(0)));
    String sum = node("Add", name + ":sum", List.of(x, residual.getInput(1)));
    node(
        "LayerNormalization",
        name,
        List.of(sum, residual.getInput(2), residual.getInput(3)),
        GraphNodes.integer("axis", -1),
        attribute(residual, "epsilon"));
  }

  private NodeProto producer(String output) {
    return Objects.requireNonNull(producers.get(output), output);
  }

  private TensorProto weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  private static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Cuts a third of the columns out of a matrix, or of a vector, which has one row of them. */
  private void columns(String from, String name, int third, int width) {
    TensorProto whole = weight(from);
    int rows = whole.getDimsCount() == 1 ? 1 : (int) whole.getDims(0);
    byte[] values = whole.getRawData().toByteArray();
    ByteBuffer part = ByteBuffer.allocate(4 * rows * width);
    for (int row = 0; row < rows; row++) {
      part.put(values, 4 * width * (3 * row + third), 4 * width);
    }
    TensorProto.Builder tensor =
        whole.toBuilder().setName(name).setRawData(ByteString.copyFrom(part.flip()));
    weights.put(name, tensor.setDims(whole.getDimsCount() - 1, width).build());
  }

  private void scalar(String name, float value) {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    weights.put(
        name,
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes.flip()))
            .build());
  }

  private void longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    weights.put(name, tensor.build());
  }

  private String node(
      String type, String output, List<String> inputs, AttributeProto... attributes) {
    plain.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }
}
