package io.nerine.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The encoder of a graph that {@link EncoderGraph} has written, read back.
 *
 * @param config its shape
 * @param weights its weights in the form of {@link EncoderLayout}, the embedding of the case of
 *     words where there is one, and the head
 */
public record ExportedEncoder(EncoderConfig config, Weights weights) {

  /** Under which key a graph says what encoder it is of. */
  static final String METADATA = "nerine.encoder";

  /**
   * Reads the encoder of a graph.
   *
   * @param graph the graph in ONNX's binary form
   * @param source where it comes from, for messages
   * @return the encoder
   * @throws ModelLoadingException if the graph is damaged, was not written by {@link EncoderGraph},
   *     or is in 8 bits
   */
  public static ExportedEncoder read(byte[] graph, String source) {
    ModelProto model;
    try {
      // The arrays of the model are then views of the graph's bytes, not copies.
      CodedInputStream bytes = UnsafeByteOperations.unsafeWrap(graph).newCodedInput();
      bytes.enableAliasing(true);
      model = ModelProto.parseFrom(bytes);
    } catch (IOException e) {
      throw new ModelLoadingException(source + " holds no graph, or it is damaged", e);
    }
    checkFloats(model, source);
    Set<String> matrices = new HashSet<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (node.getOpType().equals("MatMul") && node.getInputCount() == 2) {
        matrices.add(node.getInput(1));
      }
    }
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      String name = tensor.getName();
      if (name.endsWith(".weight") || name.endsWith(".bias")) {
        arrays.put(name, array(tensor, matrices.contains(name), source));
      }
    }
    Weights weights = new Weights(source, arrays);
    if (!arrays.containsKey(EncoderLayout.WORDS)
        || !arrays.containsKey(EncoderGraph.HEAD + ".bias")) {
      throw new ModelLoadingException(
          source
              + " was not trained by Nerine, nor imported from a checkpoint's weights; take its"
              + " original directory as the encoder");
    }
    EncoderConfig config = config(model, weights, source);
    return new ExportedEncoder(config, EncoderLayout.of(weights, config));
  }

  private static void checkFloats(ModelProto model, String source) {
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      int type = tensor.getDataType();
      if (type == TensorProto.DataType.INT8.getNumber()
          || type == TensorProto.DataType.UINT8.getNumber()) {
        throw new ModelLoadingException(
            source
                + " is quantized to 8 bits, which loses what further training needs; take the model"
                + " that it was made from");
      }
    }
  }

  private static Weights.Array array(TensorProto tensor, boolean turned, String source) {
    int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()
        || shape.length < 1
        || shape.length > 2) {
      throw new ModelLoadingException(
          "The weight '%s' of %s is no array of 32-bit floats".formatted(tensor.getName(), source));
    }
    float[] raw = new float[tensor.getRawData().size() / Float.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(raw);
    try {
      Weights.Array array = new Weights.Array(shape, raw);
      return turned ? array.turned() : array;
    } catch (IllegalArgumentException e) {
      throw new ModelLoadingException(
          "The weight '%s' of %s is damaged: %s"
              .formatted(tensor.getName(), source, e.getMessage()),
          e);
    }
  }

  private static EncoderConfig config(ModelProto model, Weights weights, String source) {
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      if (entry.getKey().equals(METADATA)) {
        return EncoderConfig.fromJson(entry.getValue(), source);
      }
    }
    // Before graphs said what they are of, all were of BERT.
    List<NodeProto> nodes = model.getGraph().getNodeList();
    int heads = (int) attribute(nodes, "MultiHeadAttention", "num_heads", source).getI();
    float epsilon = attribute(nodes, "LayerNormalization", "epsilon", source).getF();
    return EncoderConfig.of(weights, heads, epsilon);
  }

  private static AttributeProto attribute(
      List<NodeProto> nodes, String type, String name, String source) {
    return nodes.stream()
        .filter(node -> node.getOpType().equals(type))
        .flatMap(node -> node.getAttributeList().stream())
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelLoadingException(
                    "%s holds no %s with %s, so its encoder is not known"
                        .formatted(source, type, name)));
  }
}
