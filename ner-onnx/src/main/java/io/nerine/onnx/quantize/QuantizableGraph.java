package io.nerine.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nerine.exception.ModelLoadingException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A graph in 32-bit floats, with its products of activations and constant matrices. Immutable. */
final class QuantizableGraph {

  private static final int OPSET_WITH_AXES_AS_INPUT = 18;

  private final ModelProto model;
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final List<DenseProduct> products = new ArrayList<>();

  private QuantizableGraph(ModelProto model) {
    this.model = model;
    GraphProto graph = model.getGraph();
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeProto node = graph.getNode(i);
      if (node.getOpType().equals("MatMul") && node.getDomain().isEmpty()) {
        TensorProto matrix = matrix(node.getInput(1));
        if (matrix != null) {
          products.add(
              new DenseProduct(
                  i,
                  node.getInput(0),
                  node.getInput(1),
                  node.getOutput(0),
                  (int) matrix.getDims(0),
                  (int) matrix.getDims(1)));
        }
      }
    }
    // The head is small, and what it gets wrong nothing after it repairs.
    if (!products.isEmpty()) {
      products.remove(products.size() - 1);
    }
  }

  /**
   * Parses a graph.
   *
   * @param onnx the content of a {@code .onnx} file
   * @return the graph
   * @throws ModelLoadingException if it is none
   */
  static QuantizableGraph parse(byte[] onnx) {
    try {
      return new QuantizableGraph(ModelProto.parseFrom(onnx));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelLoadingException(
          "The graph is damaged (%s); export the model again".formatted(e.getMessage()), e);
    }
  }

  ModelProto model() {
    return model;
  }

  /** {@return the products, in the order of the graph, without the head} */
  List<DenseProduct> products() {
    return products;
  }

  /** {@return the constant matrix of a name, or null if there is none} */
  @Nullable TensorProto matrix(String name) {
    TensorProto tensor = constants.get(name);
    return tensor != null
            && tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
            && tensor.getDimsCount() == 2
        ? tensor
        : null;
  }

  /** {@return the weights of a product, row by row} */
  float[] weights(DenseProduct product) {
    return values(Objects.requireNonNull(matrix(product.weights())));
  }

  /** {@return the values of a constant of floats} */
  static float[] values(TensorProto tensor) {
    if (tensor.getRawData().isEmpty()) {
      float[] values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
      return values;
    }
    FloatBuffer buffer =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  static String least(String tensor) {
    return tensor + ":least";
  }

  static String greatest(String tensor) {
    return tensor + ":greatest";
  }

  static String mean(String tensor) {
    return tensor + ":mean";
  }

  /** {@return the graph with the range of each product's input, by feature, as further outputs} */
  byte[] observed() {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    long opset = opset();
    if (opset >= OPSET_WITH_AXES_AS_INPUT) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName("nerine:axes")
              .setDataType(TensorProto.DataType.INT64.getNumber())
              .addDims(2)
              .addInt64Data(0)
              .addInt64Data(1));
    }
    products.stream()
        .map(DenseProduct::input)
        .distinct()
        .forEach(
            input -> {
              reduce(graph, "ReduceMin", input, least(input), opset);
              reduce(graph, "ReduceMax", input, greatest(input), opset);
              reduce(graph, "ReduceMean", input, mean(input), opset);
            });
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private static void reduce(
      GraphProto.Builder graph, String type, String input, String output, long opset) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(type)
            .addInput(input)
            .addOutput(output)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("keepdims")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(0));
    if (opset >= OPSET_WITH_AXES_AS_INPUT) {
      node.addInput("nerine:axes");
    } else {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName("axes")
              .setType(AttributeProto.AttributeType.INTS)
              .addInts(0)
              .addInts(1));
    }
    graph.addNode(node);
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(output)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder()
                            .setElemType(TensorProto.DataType.FLOAT.getNumber())
                            .setShape(
                                TensorShapeProto.newBuilder()
                                    .addDim(
                                        TensorShapeProto.Dimension.newBuilder()
                                            .setDimParam(output))))));
  }

  private long opset() {
    return model.getOpsetImportList().stream()
        .filter(opset -> opset.getDomain().isEmpty())
        .mapToLong(OperatorSetIdProto::getVersion)
        .max()
        .orElse(1);
  }
}
