package io.nerine.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes a graph anew with some of its products and its word embedding in 8 bits. */
final class GraphRewriting {

  private static final String FUSED = "com.microsoft";

  /** Activations take the whole range of a byte, weights one that is even around zero. */
  private static final int ACTIVATION_STEPS = 255;

  private static final int WEIGHT_STEPS = 127;

  /** The number of weights that share a scale where only weights are in 8 bits. */
  private static final int BLOCK = 32;

  private static final int BLOCK_ZERO = 128;

  private final QuantizableGraph source;
  private final Map<String, ActivationRange> ranges;
  private final GraphProto.Builder graph;
  private final Set<String> roundedInputs = new HashSet<>();

  private GraphRewriting(QuantizableGraph source, Map<String, ActivationRange> ranges) {
    this.source = source;
    this.ranges = ranges;
    this.graph = source.model().getGraph().toBuilder().clearNode().clearInitializer();
  }

  /**
   * Rewrites a graph.
   *
   * @param source the graph in 32-bit floats
   * @param plan how each product is to be computed
   * @param ranges the range of the input of each product that is to be in int8, by the input's name
   * @return the content of the {@code .onnx} file
   */
  static byte[] rewrite(
      QuantizableGraph source,
      Map<DenseProduct, ProductForm> plan,
      Map<String, ActivationRange> ranges) {
    return new GraphRewriting(source, ranges).rewrite(plan);
  }

  private byte[] rewrite(Map<DenseProduct, ProductForm> plan) {
    Map<Integer, DenseProduct> byNode = new HashMap<>();
    plan.keySet().forEach(product -> byNode.put(product.node(), product));
    List<NodeProto> nodes = source.model().getGraph().getNodeList();
    for (int i = 0; i < nodes.size(); i++) {
      DenseProduct product = byNode.get(i);
      if (product == null) {
        copy(nodes.get(i));
      } else if (plan.get(product) == ProductForm.INT8) {
        int8(product, range(product));
      } else {
        weights(product);
      }
    }
    Set<String> used = new HashSet<>();
    graph.getNodeList().forEach(node -> used.addAll(node.getInputList()));
    source.model().getGraph().getInitializerList().stream()
        .filter(tensor -> used.contains(tensor.getName()))
        .forEach(graph::addInitializer);
    var model = source.model().toBuilder().setGraph(graph);
    if (model.getOpsetImportList().stream().noneMatch(o -> o.getDomain().equals(FUSED))) {
      model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(FUSED).setVersion(1));
    }
    return model.build().toByteArray();
  }

  private void copy(NodeProto node) {
    TensorProto table =
        node.getOpType().equals("Gather") && node.getInput(1).equals("input_ids")
            ? source.matrix(node.getInput(0))
            : null;
    if (table == null) {
      graph.addNode(node);
    } else {
      embedding(node, table);
    }
  }

  /** Rows in 8 bits with a scale each. */
  private void embedding(NodeProto node, TensorProto table) {
    String name = node.getInput(0);
    int rows = (int) table.getDims(0);
    int columns = (int) table.getDims(1);
    float[] values = QuantizableGraph.values(table);
    float[] scales = new float[rows];
    byte[] rounded = new byte[values.length];
    for (int row = 0; row < rows; row++) {
      float size = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        size = Math.max(size, Math.abs(values[i]));
      }
      scales[row] = scale(size, WEIGHT_STEPS);
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        rounded[i] = (byte) Math.round(values[i] / scales[row]);
      }
    }
    bytes(name + ":int8", TensorProto.DataType.INT8, rounded, rows, columns);
    floats(name + ":scale", scales, rows, 1);
    String out = node.getOutput(0);
    node("Gather", "", List.of(name + ":int8", node.getInput(1)), out + ":int8");
    node("Gather", "", List.of(name + ":scale", node.getInput(1)), out + ":scale");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput(out + ":int8")
            .addOutput(out + ":float")
            .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber())));
    node("Mul", "", List.of(out + ":float", out + ":scale"), out);
  }

  private static float scale(float size, int steps) {
    return size > 0 ? size / steps : 1;
  }

  private ActivationRange range(DenseProduct product) {
    return Objects.requireNonNull(ranges.get(product.input()), product.input());
  }

  private void int8(DenseProduct product, ActivationRange range) {
    float[] scaling = range.scaling();
    // Several products of one input share its rounding.
    if (roundedInputs.add(product.input())) {
      roundActivations(product.input(), range, scaling);
    }
    int8Weights(product, range, scaling);
    String in = product.input();
    String weights = product.weights();
    node(
        "MatMulIntegerToFloat",
        FUSED,
        List.of(
            in + ":uint8",
            weights + ":int8",
            in + ":step",
            weights + ":scale",
            in + ":zero",
            "",
            weights + ":bias"),
        product.output());
  }

  private void roundActivations(String in, ActivationRange range, float[] scaling) {
    float least = 0;
    float greatest = 0;
    float[] inverse = new float[scaling.length];
    boolean scaled = false;
    for (int i = 0; i < scaling.length; i++) {
      least = Math.min(least, range.least(i) / scaling[i]);
      greatest = Math.max(greatest, range.greatest(i) / scaling[i]);
      inverse[i] = 1 / scaling[i];
      scaled |= scaling[i] > 1;
    }
    float step = scale(greatest - least, ACTIVATION_STEPS);
    floats(in + ":step", new float[] {step});
    byte[] zero = {(byte) Math.round(-least / step)};
    bytes(in + ":zero", TensorProto.DataType.UINT8, zero);
    String ready = in;
    if (scaled) {
      floats(in + ":scaling", inverse, inverse.length);
      ready = node("Mul", "", List.of(in, in + ":scaling"), in + ":scaled");
    }
    node("QuantizeLinear", "", List.of(ready, in + ":step", in + ":zero"), in + ":uint8");
  }

  /** Bytes with a scale a column, and what rounding takes from the mean result as a bias. */
  private void int8Weights(DenseProduct product, ActivationRange range, float[] scaling) {
    float[] weights = source.weights(product);
    int columns = product.columns();
    float[] scales = new float[columns];
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scaling[i / columns];
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(weights[i]));
    }
    for (int column = 0; column < columns; column++) {
      scales[column] = scale(scales[column], WEIGHT_STEPS);
    }
    byte[] rounded = new byte[weights.length];
    double[] lost = new double[columns];
    for (int i = 0; i < weights.length; i++) {
      int row = i / columns;
      int column = i % columns;
      rounded[i] = (byte) Math.round(weights[i] / scales[column]);
      double mean = range.mean(row) / scaling[row];
      lost[column] += mean * (weights[i] - rounded[i] * scales[column]);
    }
    float[] bias = new float[columns];
    for (int column = 0; column < columns; column++) {
      bias[column] = (float) lost[column];
    }
    String name = product.weights();
    bytes(name + ":int8", TensorProto.DataType.INT8, rounded, product.rows(), columns);
    floats(name + ":scale", scales, columns);
    floats(name + ":bias", bias, columns);
  }

  /** {@code [columns][blocks][32]} bytes around 128, with a scale a block. */
  private void weights(DenseProduct product) {
    float[] weights = source.weights(product);
    int columns = product.columns();
    int rows = product.rows();
    int blocks = (rows + BLOCK - 1) / BLOCK;
    float[] scales = new float[columns * blocks];
    byte[] rounded = new byte[columns * blocks * BLOCK];
    Arrays.fill(rounded, (byte) BLOCK_ZERO);
    for (int column = 0; column < columns; column++) {
      for (int block = 0; block < blocks; block++) {
        int to = Math.min(rows, (block + 1) * BLOCK);
        float size = 0;
        for (int row = block * BLOCK; row < to; row++) {
          size = Math.max(size, Math.abs(weights[row * columns + column]));
        }
        int at = column * blocks + block;
        scales[at] = scale(size, WEIGHT_STEPS);
        for (int row = block * BLOCK; row < to; row++) {
          rounded[at * BLOCK + row - block * BLOCK] =
              (byte) (Math.round(weights[row * columns + column] / scales[at]) + BLOCK_ZERO);
        }
      }
    }
    String name = product.weights();
    bytes(name + ":blocks", TensorProto.DataType.UINT8, rounded, columns, blocks, BLOCK);
    floats(name + ":scales", scales, columns * blocks);
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("MatMulNBits")
            .setDomain(FUSED)
            .addInput(product.input())
            .addInput(name + ":blocks")
            .addInput(name + ":scales")
            .addOutput(product.output())
            .addAttribute(integer("K", rows))
            .addAttribute(integer("N", columns))
            .addAttribute(integer("bits", 8))
            .addAttribute(integer("block_size", BLOCK))
            .addAttribute(integer("accuracy_level", 4)));
  }

  private String node(String type, String domain, List<String> inputs, String output) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setDomain(domain)
            .addAllInput(inputs)
            .addOutput(output));
    return output;
  }

  private static AttributeProto.Builder integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  private void floats(String name, float[] values, int... shape) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    tensor(name, TensorProto.DataType.FLOAT, ByteString.copyFrom(buffer), shape);
  }

  private void bytes(String name, TensorProto.DataType type, byte[] values, int... shape) {
    tensor(name, type, ByteString.copyFrom(values), shape);
  }

  private void tensor(String name, TensorProto.DataType type, ByteString content, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(content);
    for (int dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
  }
}
