package io.nerine.training.encoder;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the weights of a BERT encoder from an ONNX graph that PyTorch exported.
 *
 * <p>Embeddings, biases and normalisations keep their names in such a graph, but the matrices of
 * linear layers are anonymous and transposed ({@code [in][out]}). They are found as the second
 * operand of a {@code MatMul} whose result is added to a bias, and take the bias' name.
 */
final class OnnxWeights {

  private static final String BIAS = ".bias";

  private OnnxWeights() {}

  static Weights read(InputStream graph, String source) throws IOException {
    ModelProto model;
    CodedInputStream coded = CodedInputStream.newInstance(graph);
    coded.setSizeLimit(Integer.MAX_VALUE);
    try {
      model = ModelProto.parseFrom(coded);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new ModelLoadingException(source + " is not an ONNX graph, or is damaged", e);
    }
    GraphProto onnx = model.getGraph();
    Map<String, TensorProto> initializers = new HashMap<>();
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (TensorProto tensor : onnx.getInitializerList()) {
      initializers.put(tensor.getName(), tensor);
      if (isWeight(tensor)) {
        arrays.put(unprefixed(tensor.getName()), array(tensor, source));
      }
    }
    Map<String, String> biasOfProduct = biasOfProduct(onnx.getNodeList(), initializers);
    for (NodeProto node : onnx.getNodeList()) {
      if (node.getOpType().equals("MatMul")) {
        TensorProto matrix = initializers.get(node.getInput(1));
        String bias = biasOfProduct.get(node.getOutput(0));
        if (matrix != null && bias != null) {
          String layer = unprefixed(bias.substring(0, bias.length() - BIAS.length()));
          arrays.put(layer + ".weight", array(matrix, source).turned());
        }
      }
    }
    return new Weights(source, arrays);
  }

  private static boolean isWeight(TensorProto tensor) {
    String name = tensor.getName();
    return tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
        && (name.endsWith(".weight") || name.endsWith(BIAS));
  }

  private static Map<String, String> biasOfProduct(
      List<NodeProto> nodes, Map<String, TensorProto> initializers) {
    Map<String, String> biasOfProduct = new HashMap<>();
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("Add")) {
        for (int side = 0; side < 2; side++) {
          String bias = node.getInput(side);
          if (initializers.containsKey(bias) && bias.endsWith(BIAS)) {
            biasOfProduct.put(node.getInput(1 - side), bias);
          }
        }
      }
    }
    return biasOfProduct;
  }

  /** Models that wrap the encoder in a larger module name its parts {@code bert.embeddings...}. */
  static String unprefixed(String name) {
    int start = name.indexOf("embeddings.");
    if (start < 0) {
      start = name.indexOf("encoder.layer.");
    }
    return start > 0 ? name.substring(start) : name;
  }

  private static Weights.Array array(TensorProto tensor, String source) {
    int[] shape = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    int size = 1;
    for (int dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    float[] values = new float[size];
    if (tensor.getFloatDataCount() == size) {
      for (int i = 0; i < size; i++) {
        values[i] = tensor.getFloatData(i);
      }
    } else if (tensor.getRawData().size() == size * 4L) {
      ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      raw.asFloatBuffer().get(values);
    } else {
      throw new ModelLoadingException(
          "Weight '%s' of %s should hold %d floats, found %d bytes; the file is damaged"
              .formatted(tensor.getName(), source, size, tensor.getRawData().size()));
    }
    return new Weights.Array(shape, values);
  }
}
