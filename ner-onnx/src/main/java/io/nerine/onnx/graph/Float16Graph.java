package io.nerine.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a graph anew in 16-bit floats, for graphics processors: weights and activations are half
 * as wide, inputs and outputs stay as they were. Layer normalisation keeps its statistics in 32
 * bits, which is the {@code stash_type} that ONNX has by default and ONNX Runtime's CUDA provider
 * has by its option {@code enable_skip_layer_norm_strict_mode}; so does the softmax within the
 * fused attention.
 */
public final class Float16Graph {

  /**
   * What {@link EncoderGraph} writes where positions are embedded; nothing else is known to come to
   * no harm.
   */
  private static final Set<String> KNOWN =
      Set.of(
          "Add",
          "BiasGelu",
          "Cast",
          "CumSum",
          "Equal",
          "FastGelu",
          "Gather",
          "LayerNormalization",
          "MatMul",
          "Mul",
          "MultiHeadAttention",
          "Not",
          "Relu",
          "Shape",
          "SkipLayerNormalization",
          "Slice",
          "Split");

  /** The greatest number that 16 bits hold. */
  private static final float GREATEST = 65_504;

  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
  private static final int FLOAT16 = TensorProto.DataType.FLOAT16.getNumber();

  private static final String NARROW = ":float16";

  private Float16Graph() {}

  /**
   * Writes a graph in 16-bit floats. Weights beyond ±65,504, which no trained encoder has, are cut
   * to that.
   *
   * @param graph the content of a {@code .onnx} file
   * @return the graph, or empty if it holds operators other than those of an encoder with embedded
   *     positions, such as products in 8 bits
   * @throws io.nerine.exception.ModelLoadingException if that is no graph
   */
  public static Optional<byte[]> of(byte[] graph) {
    ModelProto model = PlainGraph.parse(graph);
    GraphProto wide = model.getGraph();
    if (!wide.getNodeList().stream().allMatch(Float16Graph::isKnown)) {
      return Optional.empty();
    }
    GraphProto.Builder narrow = wide.toBuilder().clearInitializer().clearNode();
    for (TensorProto tensor : wide.getInitializerList()) {
      if (tensor.getDataType() == FLOAT && !tensor.hasRawData()) {
        return Optional.empty();
      }
      narrow.addInitializer(tensor.getDataType() == FLOAT ? narrow(tensor) : tensor);
    }
    String logits = wide.getOutput(0).getName();
    for (NodeProto node : wide.getNodeList()) {
      NodeProto.Builder copy = node.toBuilder();
      for (int i = 0; i < copy.getOutputCount(); i++) {
        if (copy.getOutput(i).equals(logits)) {
          copy.setOutput(i, logits + NARROW);
        }
      }
      narrow.addNode(copy);
    }
    narrow.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .setName(logits + ":float32")
            .addInput(logits + NARROW)
            .addOutput(logits)
            .addAttribute(GraphNodes.integer("to", FLOAT)));
    return Optional.of(model.toBuilder().setGraph(narrow).build().toByteArray());
  }

  /** A cast is known where it makes integers. */
  private static boolean isKnown(NodeProto node) {
    return KNOWN.contains(node.getOpType())
        && (!node.getOpType().equals("Cast")
            || node.getAttributeList().stream().noneMatch(to -> to.getI() == FLOAT));
  }

  private static TensorProto narrow(TensorProto tensor) {
    ByteBuffer wide = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer narrow = ByteBuffer.allocate(wide.remaining() / 2).order(ByteOrder.LITTLE_ENDIAN);
    while (wide.hasRemaining()) {
      float value = Math.max(-GREATEST, Math.min(GREATEST, wide.getFloat()));
      narrow.putShort(Fp16Conversions.floatToFp16(value));
    }
    return tensor.toBuilder()
        .setDataType(FLOAT16)
        .setRawData(ByteString.copyFrom(narrow.flip()))
        .build();
  }
}
