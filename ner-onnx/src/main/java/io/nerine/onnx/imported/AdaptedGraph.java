package io.nerine.onnx.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives an exported graph the inputs and the output that extraction knows: int32 ids and mask in,
 * no token types, float32 {@code logits} out. Weights in files beside it are taken in.
 */
final class AdaptedGraph {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final String LOGITS = "logits";

  /** Before the names that the graph had for what is replaced. */
  private static final String INNER = "nerine:";

  private static final int INT32 = TensorProto.DataType.INT32.getNumber();
  private static final int INT64 = TensorProto.DataType.INT64.getNumber();
  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

  private final Path file;
  private final int labels;
  private final Map<String, String> renamed = new HashMap<>();
  private final List<NodeProto> first = new ArrayList<>();
  private final List<NodeProto> last = new ArrayList<>();

  private AdaptedGraph(Path file, int labels) {
    this.file = file;
    this.labels = labels;
  }

  /**
   * Reads and adapts a graph.
   *
   * @param file a {@code .onnx} file
   * @param labels the number of scores a token
   * @return the graph in ONNX's binary form
   * @throws IOException if a file can't be read
   * @throws ModelLoadingException if it is no graph of a token-classification model
   */
  static byte[] read(Path file, int labels) throws IOException {
    return new AdaptedGraph(file, labels).adapt(ExternalWeights.parse(file));
  }

  private byte[] adapt(ModelProto model) throws IOException {
    GraphProto graph = model.getGraph();
    GraphProto.Builder adapted = graph.toBuilder();
    new ExternalWeights(file).takeIn(adapted);
    inputs(graph, adapted);
    output(graph, adapted);
    adapted.clearNode().addAllNode(first);
    graph.getNodeList().forEach(node -> adapted.addNode(renamed(node)));
    adapted.addAllNode(last);
    return model.toBuilder().setGraph(adapted).build().toByteArray();
  }

  private void inputs(GraphProto graph, GraphProto.Builder adapted) {
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    Map<String, Integer> types = new HashMap<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!constants.contains(input.getName())) {
        types.put(input.getName(), checkedType(input));
      }
    }
    if (!types.containsKey(IDS) || !types.containsKey(MASK)) {
      throw new ModelLoadingException(
          "'%s' must take %s and %s, found %s; export it for token classification"
              .formatted(file, IDS, MASK, types.keySet()));
    }
    adapted.clearInput();
    for (String name : List.of(IDS, MASK)) {
      adapted.addInput(value(name, INT32));
      int type = Objects.requireNonNull(types.get(name));
      if (type != INT32) {
        renamed.put(name, INNER + name);
        first.add(node("Cast", List.of(name), INNER + name, type));
      }
    }
    Integer tokenTypes = types.get(TYPES);
    if (tokenTypes != null) {
      first.add(node("Sub", List.of(IDS, IDS), INNER + "zeros", -1));
      first.add(node("Cast", List.of(INNER + "zeros"), TYPES, tokenTypes));
    }
  }

  private int checkedType(ValueInfoProto input) {
    String name = input.getName();
    if (!Set.of(IDS, MASK, TYPES).contains(name)) {
      throw new ModelLoadingException(
          "'%s' takes an input '%s', known are %s, %s and %s; export it for token classification"
              .formatted(file, name, IDS, MASK, TYPES));
    }
    TypeProto.Tensor tensor = input.getType().getTensorType();
    int type = tensor.getElemType();
    if (type != INT32 && type != INT64) {
      throw new ModelLoadingException(
          "The input '%s' of '%s' must be of int64 or int32, found type %d of ONNX"
              .formatted(name, file, type));
    }
    for (TensorShapeProto.Dimension dimension : tensor.getShape().getDimList()) {
      if (dimension.getDimValue() > 0) {
        throw new ModelLoadingException(
            ("The input '%s' of '%s' has the fixed size %d; export the model with dynamic axes for"
                    + " batch and sequence")
                .formatted(name, file, dimension.getDimValue()));
      }
    }
    return type;
  }

  private void output(GraphProto graph, GraphProto.Builder adapted) {
    ValueInfoProto output = null;
    for (ValueInfoProto candidate : graph.getOutputList()) {
      if (candidate.getName().equals(LOGITS) || graph.getOutputCount() == 1) {
        output = candidate;
      }
    }
    if (output == null) {
      throw new ModelLoadingException(
          "'%s' must give one output, or one named %s, found %s; export it for token classification"
              .formatted(
                  file,
                  LOGITS,
                  graph.getOutputList().stream().map(ValueInfoProto::getName).toList()));
    }
    TypeProto.Tensor tensor = output.getType().getTensorType();
    int dimensions = tensor.getShape().getDimCount();
    long scores = dimensions == 3 ? tensor.getShape().getDim(2).getDimValue() : 0;
    if (dimensions != 3 || (scores > 0 && scores != labels)) {
      throw new ModelLoadingException(
          ("The output '%s' of '%s' must have the shape [batch, sequence, %d] for the labels of"
                  + " config.json, found %d dimensions, the last of %s; export it for token"
                  + " classification")
              .formatted(
                  output.getName(), file, labels, dimensions, scores > 0 ? scores : "any size"));
    }
    if (!output.getName().equals(LOGITS) || tensor.getElemType() != FLOAT) {
      String inner = output.getName();
      if (inner.equals(LOGITS)) {
        inner = INNER + LOGITS;
        renamed.put(LOGITS, inner);
      }
      last.add(node("Cast", List.of(inner), LOGITS, FLOAT));
    }
    ValueInfoProto.Builder logits = value(LOGITS, FLOAT).toBuilder();
    logits
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(labels));
    adapted.clearOutput().addOutput(logits);
  }

  private NodeProto renamed(NodeProto node) {
    NodeProto.Builder builder = node.toBuilder();
    for (int i = 0; i < node.getInputCount(); i++) {
      builder.setInput(i, renamed.getOrDefault(node.getInput(i), node.getInput(i)));
    }
    for (int i = 0; i < node.getOutputCount(); i++) {
      builder.setOutput(i, renamed.getOrDefault(node.getOutput(i), node.getOutput(i)));
    }
    for (int i = 0; i < node.getAttributeCount(); i++) {
      AttributeProto attribute = node.getAttribute(i);
      if (attribute.hasG()) {
        // The branches of an If see the names around them.
        GraphProto.Builder branch = attribute.getG().toBuilder().clearNode();
        attribute.getG().getNodeList().forEach(inner -> branch.addNode(renamed(inner)));
        builder.setAttribute(i, attribute.toBuilder().setG(branch));
      }
    }
    return builder.build();
  }

  private static NodeProto node(String type, List<String> inputs, String output, int to) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(INNER + output + ":" + type)
            .addAllInput(inputs)
            .addOutput(output);
    if (to >= 0) {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName("to")
              .setType(AttributeProto.AttributeType.INT)
              .setI(to));
    }
    return node.build();
  }

  private static ValueInfoProto value(String name, int type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : List.of("batch", "tokens")) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }
}
