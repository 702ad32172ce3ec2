package io.nerine.samples.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.bundle.BundleWriter;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluator;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that can be foretold: {@code Anna} is a Person and {@code Paris} a Place, both for sure;
 * {@code Bob} is a Person, perhaps; the run fails on {@code poison}; all else is nothing.
 */
final class TinyBundle {

  static final EntitySchema SCHEMA =
      EntitySchema.builder("travel")
          .description("Who travels where.")
          .language("en")
          .type(EntityType.builder("Person").description("Someone who travels.").build())
          .type(EntityType.of("Place"))
          .build();

  private static final List<String> VOCABULARY =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "Anna", "poison", "Bob", "Paris");

  private static final int TAGS = 5;
  private static final float SURE = 12;
  private static final float PERHAPS = 2;

  private TinyBundle() {}

  static Path write(Path target) {
    Map<String, Object> settings = new LinkedHashMap<>(new PipelineSettings(32, 8, false).toMap());
    settings.put("tagScheme", "BIO");
    settings.put("vocabularySize", VOCABULARY.size());
    Dataset dev =
        Dataset.of(
            SCHEMA,
            List.of(AnnotatedDocument.builder("d", "Anna was here").span(0, 4, "Person").build()));
    BundleWriter.of("tiny-travel", "onnx", SCHEMA)
        .part("model.onnx", graph())
        .part("tokenizer.json", tokenizer())
        .settings(settings)
        .metrics(
            Map.of("dev", Evaluator.evaluate(dev.documents(), dev.documents()).toMap(), "speed", 7))
        .provenance(Map.of("encoder", "none-at-all", "warnings", List.of()))
        .write(target);
    return target;
  }

  private static byte[] graph() {
    float[][] scores = new float[VOCABULARY.size()][TAGS];
    scores[VOCABULARY.indexOf("Anna")][1] = SURE;
    scores[VOCABULARY.indexOf("Bob")][1] = PERHAPS;
    scores[VOCABULARY.indexOf("Paris")][3] = SURE;
    TensorProto.Builder table =
        TensorProto.newBuilder()
            .setName("table")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(scores.length)
            .addDims(TAGS);
    // A row that is not there makes a run fail.
    TensorProto.Builder rows =
        TensorProto.newBuilder()
            .setName("rows")
            .setDataType(TensorProto.DataType.INT32_VALUE)
            .addDims(scores.length);
    for (int id = 0; id < scores.length; id++) {
      rows.addInt32Data(VOCABULARY.get(id).equals("poison") ? Integer.MAX_VALUE : id);
      for (float score : scores[id]) {
        table.addFloatData(score);
      }
    }
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(value("input_ids", TensorProto.DataType.INT32_VALUE, 0))
            .addInput(value("attention_mask", TensorProto.DataType.INT32_VALUE, 0))
            .addInitializer(table)
            .addInitializer(rows)
            .addNode(gather("rows", "input_ids", "row"))
            .addNode(gather("table", "row", "logits"))
            .addOutput(value("logits", TensorProto.DataType.FLOAT_VALUE, TAGS));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static NodeProto gather(String table, String indices, String output) {
    return NodeProto.newBuilder()
        .setName(output + "_node")
        .setOpType("Gather")
        .addInput(table)
        .addInput(indices)
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

  private static byte[] tokenizer() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    List<Map<String, Object>> added = new ArrayList<>();
    for (String token : VOCABULARY) {
      ids.put(token, ids.size());
      if (token.startsWith("[")) {
        Map<String, Object> special = new LinkedHashMap<>();
        special.put("id", ids.get(token));
        special.put("content", token);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
          special.put(flag, false);
        }
        special.put("special", true);
        added.add(special);
      }
    }
    Map<String, Object> normalizer = new LinkedHashMap<>();
    normalizer.put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", true);
    normalizer.put("strip_accents", null);
    normalizer.put("lowercase", false);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "WordPiece");
    model.put("unk_token", "[UNK]");
    model.put("continuing_subword_prefix", "##");
    model.put("max_input_chars_per_word", 100);
    model.put("vocab", ids);
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("version", "1.0");
    definition.put("truncation", null);
    definition.put("padding", null);
    definition.put("added_tokens", added);
    definition.put("normalizer", normalizer);
    definition.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
    definition.put("post_processor", null);
    definition.put("decoder", Map.of("type", "WordPiece", "prefix", "##", "cleanup", true));
    definition.put("model", model);
    try {
      return new ObjectMapper().writeValueAsString(definition).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
