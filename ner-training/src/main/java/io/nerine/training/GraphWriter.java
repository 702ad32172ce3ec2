package io.nerine.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.nerine.training.encoder.EncoderConfig;
import io.nerine.training.encoder.PretrainedEncoder;
import io.nerine.training.encoder.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes a fine-tuned network as an ONNX graph, from scratch.
 *
 * <p>The graph uses ONNX Runtime's own fused operators (domain {@code com.microsoft}: attention
 * over all heads, bias with GELU, residual with layer normalisation), which the runtime does not
 * make out of the plain ones. Inputs are {@code input_ids}, {@code attention_mask} and, for
 * encoders that do not see case, {@code case_ids}, each int32 {@code [batch][tokens]}; the output
 * {@code logits} is float32 {@code [batch][tokens][tags]}.
 */
final class GraphWriter {

  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;
  private static final String FUSED = "com.microsoft";

  private final EncoderConfig config;
  private final Weights weights;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("nerine");

  private GraphWriter(EncoderConfig config, Weights weights) {
    this.config = config;
    this.weights = weights;
  }

  /**
   * Writes a graph.
   *
   * @param config the shape of the encoder
   * @param weights the weights of the trained network, with the whole vocabulary
   * @return the graph in ONNX's binary form
   */
  static byte[] write(EncoderConfig config, Weights weights) {
    return new GraphWriter(config, weights).write();
  }

  private byte[] write() {
    boolean caseFeatures = weights.arrays().containsKey(TorchTokenClassifier.CASE_EMBEDDING);
    String x = embeddings(caseFeatures);
    for (int layer = 0; layer < config.layers(); layer++) {
      x = layer(x, PretrainedEncoder.layerPrefix(layer));
    }
    int tags = weights.array(TorchTokenClassifier.HEAD + ".bias").values().length;
    String product = product(x, TorchTokenClassifier.HEAD);
    node("Add", "", List.of(product, array(TorchTokenClassifier.HEAD + ".bias")), "logits");
    graph.addInput(value("input_ids", TensorProto.DataType.INT32));
    graph.addInput(value("attention_mask", TensorProto.DataType.INT32));
    if (caseFeatures) {
      graph.addInput(value("case_ids", TensorProto.DataType.INT32));
    }
    ValueInfoProto.Builder logits = value("logits", TensorProto.DataType.FLOAT).toBuilder();
    logits
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(tags));
    graph.addOutput(logits);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("nerine")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(FUSED).setVersion(1))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private String embeddings(boolean caseFeatures) {
    String words =
        node(
            "Gather",
            "",
            List.of(array("embeddings.word_embeddings.weight"), "input_ids"),
            "words");
    node("Shape", "", List.of("input_ids"), "shape");
    integers("one", 1);
    integers("two", 2);
    integers("zero", 0);
    node("Slice", "", List.of("shape", "one", "two"), "tokens");
    String positions =
        node(
            "Slice",
            "",
            List.of(array("embeddings.position_embeddings.weight"), "zero", "tokens", "zero"),
            "positions");
    String sum = node("Add", "", List.of(words, positions), "words_positions");
    if (caseFeatures) {
      String cases =
          node(
              "Gather",
              "",
              List.of(array(TorchTokenClassifier.CASE_EMBEDDING), "case_ids"),
              "cases");
      sum = node("Add", "", List.of(sum, cases), "words_positions_cases");
    }
    return node(
        "LayerNormalization",
        "",
        List.of(sum, array("embeddings.LayerNorm.weight"), array("embeddings.LayerNorm.bias")),
        "embedded",
        integer("axis", -1),
        real("epsilon", config.layerNormEpsilon()));
  }

  private String layer(String x, String prefix) {
    String qkv = product(x, prefix + "qkv");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Split")
            .addInput(qkv)
            .addOutput(prefix + "query")
            .addOutput(prefix + "key")
            .addOutput(prefix + "value")
            .addAttribute(integer("axis", -1)));
    String context =
        node(
            "MultiHeadAttention",
            FUSED,
            List.of(
                prefix + "query",
                prefix + "key",
                prefix + "value",
                array(prefix + "qkv.bias"),
                "attention_mask"),
            prefix + "context",
            integer("num_heads", config.heads()));
    String attended =
        residual(
            product(context, prefix + "attention.output.dense"), x, prefix + "attention.output");
    String inner =
        node(
            "BiasGelu",
            FUSED,
            List.of(
                product(attended, prefix + "intermediate.dense"),
                array(prefix + "intermediate.dense.bias")),
            prefix + "inner");
    return residual(product(inner, prefix + "output.dense"), attended, prefix + "output");
  }

  private String residual(String product, String skip, String block) {
    return node(
        "SkipLayerNormalization",
        FUSED,
        List.of(
            product,
            skip,
            array(block + ".LayerNorm.weight"),
            array(block + ".LayerNorm.bias"),
            array(block + ".dense.bias")),
        block + ".normalised",
        real("epsilon", config.layerNormEpsilon()));
  }

  /** A product with the weights of a linear layer, which ONNX wants as {@code [in][out]}. */
  private String product(String x, String layer) {
    Weights.Array matrix = weights.array(layer + ".weight");
    int out = matrix.shape()[0];
    int in = matrix.shape()[1];
    ByteBuffer buffer = ByteBuffer.allocate(4 * out * in).order(ByteOrder.LITTLE_ENDIAN);
    for (int column = 0; column < in; column++) {
      for (int row = 0; row < out; row++) {
        buffer.putFloat(matrix.values()[row * in + column]);
      }
    }
    tensor(layer + ".weight", buffer.flip(), in, out);
    return node("MatMul", "", List.of(x, layer + ".weight"), layer + ".product");
  }

  /** Adds an array of weights as it is. */
  private String array(String name) {
    Weights.Array array = weights.array(name);
    ByteBuffer buffer =
        ByteBuffer.allocate(4 * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(array.values());
    tensor(name, buffer, array.shape());
    return name;
  }

  private void tensor(String name, ByteBuffer values, int... shape) {
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

  private void integers(String name, long value) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(1)
            .addInt64Data(value));
  }

  private String node(
      String type,
      String domain,
      List<String> inputs,
      String output,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setDomain(domain)
            .setName(output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto real(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("tokens"))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
