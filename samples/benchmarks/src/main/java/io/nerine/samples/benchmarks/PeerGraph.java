package io.nerine.samples.benchmarks;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nerine.onnx.graph.PlainGraph;
import java.util.List;

/**
 * The graph of a bundle in forms that other libraries can run: without the case of words, which
 * they know nothing of. What takes it gets row 0 of its table for every word, so that the work is
 * the same and only the scores are others.
 */
final class PeerGraph {

  private static final String INT32_MASK = "attention_mask:int32";

  private PeerGraph() {}

  /**
   * Takes the case of words out of a graph.
   *
   * @param graph a graph in floats, as training writes it
   * @return the graph, which takes ids and mask
   */
  static byte[] withoutCase(byte[] graph) {
    ModelProto model = parse(graph);
    return model.toBuilder().setGraph(caseless(model.getGraph())).build().toByteArray();
  }

  /**
   * Lets a graph take ids and mask as 64-bit integers, as other libraries give them, and no case.
   * All else, ONNX Runtime's fused operators above all, stays.
   *
   * @param graph a graph in floats, as training writes it
   * @return the graph
   */
  static byte[] fused(byte[] graph) {
    ModelProto model = parse(graph);
    GraphProto caseless = caseless(model.getGraph());
    GraphProto.Builder wide = longInputs(caseless).clearNode();
    wide.addNode(
        node("Cast", INT32_MASK, "attention_mask")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(TensorProto.DataType.INT32.getNumber())));
    for (NodeProto node : caseless.getNodeList()) {
      NodeProto.Builder copy = node.toBuilder();
      for (int i = 0; i < copy.getInputCount(); i++) {
        if (copy.getInput(i).equals("attention_mask")) {
          copy.setInput(i, INT32_MASK);
        }
      }
      wide.addNode(copy);
    }
    return model.toBuilder().setGraph(wide).build().toByteArray();
  }

  /**
   * Writes a graph with the plain operators of ONNX, as the exporters of Hugging Face models write
   * it, and with inputs of 64-bit integers.
   *
   * @param graph a graph in floats, as training writes it
   * @return the graph
   */
  static byte[] plain(byte[] graph) {
    ModelProto model = parse(graph);
    GraphProto.Builder wide = longInputs(caseless(model.getGraph()));
    return PlainGraph.of(model.toBuilder().setGraph(wide).build().toByteArray());
  }

  private static ModelProto parse(byte[] graph) {
    try {
      return ModelProto.parseFrom(graph);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("That is no ONNX graph", e);
    }
  }

  private static GraphProto caseless(GraphProto graph) {
    GraphProto.Builder caseless = graph.toBuilder();
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(input -> !input.getName().equals("case_ids")).toList();
    if (inputs.size() == graph.getInputCount()) {
      return graph;
    }
    caseless.clearInput().addAllInput(inputs);
    caseless.addNode(0, node("Sub", "case_ids", "input_ids", "input_ids"));
    return caseless.build();
  }

  private static GraphProto.Builder longInputs(GraphProto graph) {
    GraphProto.Builder wide = graph.toBuilder();
    for (ValueInfoProto.Builder input : wide.getInputBuilderList()) {
      input
          .getTypeBuilder()
          .getTensorTypeBuilder()
          .setElemType(TensorProto.DataType.INT64.getNumber());
    }
    return wide;
  }

  private static NodeProto.Builder node(String type, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }
}
