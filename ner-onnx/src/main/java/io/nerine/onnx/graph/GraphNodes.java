package io.nerine.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds nodes and constants to a graph, each constant once. Not thread-safe. */
final class GraphNodes {

  /** The domain of ONNX Runtime's own operators. */
  static final String FUSED = "com.microsoft";

  private final GraphProto.Builder graph;
  private final Weights weights;
  private final Set<String> constants = new HashSet<>();

  GraphNodes(GraphProto.Builder graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  boolean has(String name) {
    return weights.arrays().containsKey(name);
  }

  /** A product with the weights of a linear layer, which ONNX wants as {@code [in][out]}. */
  String product(String x, String layer, String output) {
    String name = layer + ".weight";
    if (!constants.contains(name)) {
      Weights.Array matrix = weights.array(name);
      int out = matrix.shape()[0];
      int in = matrix.shape()[1];
      ByteBuffer buffer = ByteBuffer.allocate(4 * out * in).order(ByteOrder.LITTLE_ENDIAN);
      for (int column = 0; column < in; column++) {
        for (int row = 0; row < out; row++) {
          buffer.putFloat(matrix.values()[row * in + column]);
        }
      }
      tensor(name, buffer.flip(), in, out);
    }
    return node("MatMul", "", List.of(x, name), output);
  }

  /** Adds an array of weights as it is. */
  String array(String name) {
    Weights.Array array = weights.array(name);
    return floats(name, array.values(), array.shape());
  }

  /** Adds an array of weights as it is, or returns the sign of what is left out. */
  String arrayIfAny(String name) {
    return has(name) ? array(name) : "";
  }

  String floats(String name, float[] values, int... shape) {
    if (!constants.contains(name)) {
      ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      buffer.asFloatBuffer().put(values);
      tensor(name, buffer, shape);
    }
    return name;
  }

  private void tensor(String name, ByteBuffer values, int... shape) {
    constants.add(name);
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

  /** Adds a vector of 64-bit integers. */
  String integers(String name, long... values) {
    if (constants.add(name)) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.INT64.getNumber())
              .addDims(values.length);
      for (long value : values) {
        tensor.addInt64Data(value);
      }
      graph.addInitializer(tensor);
    }
    return name;
  }

  /** Adds a 64-bit integer of no dimension. */
  String scalar(String name, long value) {
    if (constants.add(name)) {
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.INT64.getNumber())
              .addInt64Data(value));
    }
    return name;
  }

  /** Adds a node of one output; trailing inputs that are empty are left out. */
  String node(
      String type,
      String domain,
      List<String> inputs,
      String output,
      AttributeProto... attributes) {
    int given = inputs.size();
    while (given > 0 && inputs.get(given - 1).isEmpty()) {
      given--;
    }
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setDomain(domain)
            .setName(output)
            .addAllInput(inputs.subList(0, given))
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** Cuts an array along its last dimension into equal parts. */
  List<String> split(String x, String... parts) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Split")
            .addInput(x)
            .addAllOutput(List.of(parts))
            .addAttribute(integer("axis", -1)));
    return List.of(parts);
  }

  static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto integerList(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }
}
