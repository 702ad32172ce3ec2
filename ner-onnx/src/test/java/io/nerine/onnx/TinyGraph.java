package io.nerine.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Small token-classification graphs, built from scratch. */
final class TinyGraph {

  private static final int INT32 = TensorProto.DataType.INT32_VALUE;
  private static final int INT64 = TensorProto.DataType.INT64_VALUE;
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");

  private TinyGraph() {}

  /** Scores a token by its id alone: {@code table[id]}. */
  static byte[] byIdentity(float[][] table) {
    return new TinyGraph()
        .inputs("input_ids", "attention_mask")
        .table("table", table)
        .node("Gather", List.of("table", "input_ids"), "logits")
        .output(table[0].length)
        .build();
  }

  /** Like {@link #byIdentity}, plus scores by case. */
  static byte[] byIdentityAndCase(float[][] table, float[][] caseTable) {
    return new TinyGraph()
        .inputs("input_ids", "attention_mask", "case_ids")
        .table("table", table)
        .table("cases", caseTable)
        .node("Gather", List.of("table", "input_ids"), "by_id")
        .node("Gather", List.of("cases", "case_ids"), "by_case")
        .node("Add", List.of("by_id", "by_case"), "logits")
        .output(table[0].length)
        .build();
  }

  /** Adds to each token's scores the mean over all tokens of its window that are not masked. */
  static byte[] mixing(float[][] table) {
    return new TinyGraph()
        .inputs("input_ids", "attention_mask")
        .table("table", table)
        .axis("one", 1)
        .axis("two", 2)
        .node("Gather", List.of("table", "input_ids"), "own")
        .cast("attention_mask", "mask")
        .node("Unsqueeze", List.of("mask", "two"), "column")
        .node("Mul", List.of("own", "column"), "masked")
        .node("ReduceSum", List.of("masked", "one"), "sum")
        .node("ReduceSum", List.of("column", "one"), "count")
        .node("Div", List.of("sum", "count"), "mean")
        .node("Add", List.of("own", "mean"), "logits")
        .output(table[0].length)
        .build();
  }

  /** Like {@link #byIdentity}, but a run with one of these ids in it fails as a whole. */
  static byte[] failingOn(float[][] table, int poison) {
    int[] rows = new int[table.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i == poison ? Integer.MAX_VALUE : i;
    }
    return new TinyGraph()
        .inputs("input_ids", "attention_mask")
        .table("table", table)
        .integers("rows", rows)
        .node("Gather", List.of("rows", "input_ids"), "row")
        .node("Gather", List.of("table", "row"), "logits")
        .output(table[0].length)
        .build();
  }

  /** Like {@link #byIdentity}, but no longer windows than this are possible. */
  static byte[] withPositions(float[][] table, int positions) {
    return new TinyGraph()
        .inputs("input_ids", "attention_mask")
        .table("table", table)
        .table("positions", new float[positions][table[0].length])
        .axis("one", 1)
        .axis("zero", 0)
        .node("Gather", List.of("table", "input_ids"), "own")
        .node("Shape", List.of("input_ids"), "shape")
        .node("Gather", List.of("shape", "one"), "length")
        .node("Slice", List.of("positions", "zero", "length", "zero"), "used")
        .node("Add", List.of("own", "used"), "logits")
        .output(table[0].length)
        .build();
  }

  /** Declares any number of scores a token and gives as many as there are windows. */
  static byte[] undeclaredTags(float[][] table) {
    return new TinyGraph()
        .inputs("input_ids", "attention_mask")
        .table("table", table)
        .axis("zero", 0)
        .axis("two", 2)
        .node("Gather", List.of("table", "input_ids"), "own")
        .node("Shape", List.of("input_ids"), "shape")
        .node("Gather", List.of("shape", "zero"), "windows")
        .node("Slice", List.of("own", "zero", "windows", "two"), "logits")
        .output(-1)
        .build();
  }

  /** Takes inputs of other names. */
  static byte[] otherInputs(float[][] table) {
    return new TinyGraph()
        .inputs("tokens", "attention_mask")
        .table("table", table)
        .node("Gather", List.of("table", "tokens"), "logits")
        .output(table[0].length)
        .build();
  }

  private TinyGraph inputs(String... names) {
    for (String name : names) {
      graph.addInput(value(name, INT32, dimension("batch"), dimension("tokens")));
    }
    return this;
  }

  private TinyGraph output(int tags) {
    graph.addOutput(
        value(
            "logits",
            FLOAT,
            dimension("batch"),
            dimension("tokens"),
            tags < 0
                ? dimension("tags")
                : TensorShapeProto.Dimension.newBuilder().setDimValue(tags).build()));
    return this;
  }

  private TinyGraph table(String name, float[][] rows) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(FLOAT)
            .addDims(rows.length)
            .addDims(rows[0].length);
    for (float[] row : rows) {
      for (float value : row) {
        tensor.addFloatData(value);
      }
    }
    graph.addInitializer(tensor);
    return this;
  }

  private TinyGraph integers(String name, int[] values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(INT32).addDims(values.length);
    for (int value : values) {
      tensor.addInt32Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  private TinyGraph axis(String name, long axis) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(1).addInt64Data(axis));
    return this;
  }

  private TinyGraph node(String operator, List<String> inputs, String output) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output + "_node")
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output));
    return this;
  }

  private TinyGraph cast(String input, String output) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output + "_node")
            .setOpType("Cast")
            .addInput(input)
            .addOutput(output)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(FLOAT)));
    return this;
  }

  private static TensorShapeProto.Dimension dimension(String name) {
    return TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
  }

  private static ValueInfoProto value(
      String name, int type, TensorShapeProto.Dimension... dimensions) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type)
                        .setShape(TensorShapeProto.newBuilder().addAllDim(List.of(dimensions)))))
        .build();
  }

  private byte[] build() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
