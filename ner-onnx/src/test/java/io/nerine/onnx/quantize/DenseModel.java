package io.nerine.onnx.quantize;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.nerine.bundle.BundleWriter;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.TinyTokenizer;
import io.nerine.schema.EntitySchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A graph of an embedding, two products and a head, which tags a few words. One feature of the
 * embedding of the word {@code loud} is far larger than all others.
 */
final class DenseModel {

  static final EntitySchema SCHEMA = EntitySchema.of("workshop", "Tool", "Place");

  static final int TAGS = TagSet.bio(SCHEMA.typeNames()).size();

  private static final int FEATURES = 64;

  private static final float LOUDNESS = 60;

  private static final Map<String, Integer> TAG_BY_WORD = new LinkedHashMap<>();

  static {
    TAG_BY_WORD.put("hammer", 1);
    TAG_BY_WORD.put("saw", 1);
    TAG_BY_WORD.put("loud", 1);
    TAG_BY_WORD.put("Basel", 3);
    TAG_BY_WORD.put("shed", 3);
    TAG_BY_WORD.put("lies", 0);
    TAG_BY_WORD.put("in", 0);
  }

  private DenseModel() {}

  private static List<String> vocabulary() {
    return TinyTokenizer.vocabulary(List.copyOf(TAG_BY_WORD.keySet()));
  }

  static Path write(Path bundle) {
    return write(bundle, "onnx", graph(1));
  }

  static Path write(Path bundle, String backend, byte[] graph) {
    Map<String, Object> settings = new HashMap<>(new PipelineSettings(64, 16, false).toMap());
    settings.put("tagScheme", "BIO");
    settings.put("vocabularySize", vocabulary().size());
    BundleWriter.of("workshop-tools", backend, SCHEMA)
        .part("model.onnx", graph)
        .part("tokenizer.json", TinyTokenizer.json(List.copyOf(TAG_BY_WORD.keySet()), false))
        .part("notes.txt", "kept".getBytes(StandardCharsets.UTF_8))
        .settings(settings)
        .thresholds(Map.of("Place", 0.1))
        .metrics(Map.of("speed", 7))
        .provenance(Map.of("encoder", "none"))
        .write(bundle);
    return bundle;
  }

  /**
   * Makes the graph.
   *
   * @param distinctness how far the embeddings of words differ, in parts of what they have in
   *     common; no rounding tells words apart that differ by a thousandth
   */
  static byte[] graph(double distinctness) {
    Random random = new Random(5);
    float[][] first = random(random, FEATURES, 0.1);
    float[][] second = random(random, FEATURES, 0.1);
    for (int i = 0; i < FEATURES; i++) {
      first[i][i] += 1;
      second[i][i] += 1;
      // One feature goes its own way, so that what is loud in it is nothing but loud.
      first[0][i] = first[i][0] = second[0][i] = second[i][0] = i == 0 ? 1 : 0;
    }
    float[][] own = random(random, vocabulary().size(), 1);
    float[] common = random(random, 1, 1)[0];
    float[] commonHidden = times(times(common, first), second);
    float[][] embedding = new float[own.length][FEATURES];
    for (int id = 0; id < own.length; id++) {
      own[id][0] = 0;
      if (vocabulary().get(id).equals("loud")) {
        own[id] = new float[FEATURES];
        own[id][0] = LOUDNESS;
      }
      for (int i = 1; i < FEATURES; i++) {
        embedding[id][i] = (float) (distinctness * own[id][i] + (1 - distinctness) * common[i]);
      }
      embedding[id][0] = own[id][0];
    }
    float[][] head = new float[FEATURES][TAGS];
    TAG_BY_WORD.forEach(
        (word, tag) -> {
          float[] hidden = times(times(own[vocabulary().indexOf(word)], first), second);
          double shared = dot(hidden, commonHidden) / dot(commonHidden, commonHidden);
          for (int i = 0; i < FEATURES; i++) {
            hidden[i] -= (float) (shared * commonHidden[i]);
          }
          double sure = 12 / dot(hidden, hidden) / (word.equals("loud") ? 1 : distinctness);
          for (int i = 0; i < FEATURES && tag > 0; i++) {
            head[i][tag] += (float) (sure * hidden[i]);
          }
        });
    float[][] bias = new float[1][TAGS];
    bias[0][0] = 6;
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("dense")
            .addInput(value("input_ids", TensorProto.DataType.INT32_VALUE, 0))
            .addInput(value("attention_mask", TensorProto.DataType.INT32_VALUE, 0))
            .addInitializer(matrix("embedding", embedding))
            .addInitializer(matrix("first", first))
            .addInitializer(matrix("second", second))
            .addInitializer(matrix("head", head))
            .addInitializer(matrix("bias", bias))
            .addNode(node("Gather", "embedding", "input_ids", "embedded"))
            .addNode(node("MatMul", "embedded", "first", "inner"))
            .addNode(node("MatMul", "inner", "second", "outer"))
            .addNode(node("MatMul", "outer", "head", "scores"))
            .addNode(node("Add", "scores", "bias", "logits"))
            .addOutput(value("logits", TensorProto.DataType.FLOAT_VALUE, TAGS));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static float[][] random(Random random, int rows, double size) {
    float[][] values = new float[rows][FEATURES];
    for (float[] row : values) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (size * random.nextGaussian());
      }
    }
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] times(float[] vector, float[][] matrix) {
    float[] product = new float[matrix[0].length];
    for (int i = 0; i < vector.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += vector[i] * matrix[i][j];
      }
    }
    return product;
  }

  private static TensorProto matrix(String name, float[][] values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(values.length)
            .addDims(values[0].length);
    for (float[] row : values) {
      for (float value : row) {
        tensor.addFloatData(value);
      }
    }
    return tensor.build();
  }

  private static NodeProto node(String type, String left, String right, String output) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .addInput(left)
        .addInput(right)
        .addOutput(output)
        .build();
  }

  private static ValueInfoProto value(String name, int type, int lastDimension) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("tokens"));
    if (lastDimension > 0) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(lastDimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }
}
