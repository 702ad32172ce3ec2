package io.nerine.onnx.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.Extractors;
import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.decode.TagScheme;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.GoldenModel;
import io.nerine.text.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class HuggingFaceModelTests {

  @TempDir Path folder;

  private static HuggingFaceModel read(String name) {
    return HuggingFaceModel.read(GoldenModel.directory(name));
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(GoldenModel.directory(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.text.GoldenModel#NAMES")
  void logitsAreThoseOfTransformers(String name) {
    HuggingFaceModel model = read(name);
    int labels = model.tagSet().size();
    try (OnnxTagger tagger = OnnxTagger.of(model.graph(), LoadOptions.defaults(), labels)) {
      List<EncodedWindow> batch = new ArrayList<>();
      List<GoldenModel.Golden> goldens = GoldenModel.records(name);
      for (GoldenModel.Golden golden : goldens) {
        int[] all = IntStream.range(0, golden.ids().length).toArray();
        batch.add(new EncodedWindow(golden.ids(), new int[all.length], all));
      }
      // In one batch, so that padding is under test too.
      float[][] found = tagger.run(batch);
      for (int i = 0; i < found.length; i++) {
        float[][] expected = goldens.get(i).logits();
        for (int at = 0; at < found[i].length; at++) {
          assertThat(found[i][at])
              .as(goldens.get(i).text())
              .isCloseTo(expected[at / labels][at % labels], within(1e-4f));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bert-iob2, BIO, 'LOC,PER'",
    "distilbert-io, IO, 'Person,Location'",
    "electra-bilou, BILOU, 'ORG,PART'",
    "roberta-bioes, BIOES, 'ORG,LOC'",
    "roberta-prefix-onnx, BIO, PER",
    "xlm-roberta-iob2, BIO, 'DATE,PER'",
    "deberta-v2-iob1-onnx, IOB1, 'LOC,PER,MISC'"
  })
  void labelsTellSchemeAndTypes(String name, TagScheme scheme, String types) {
    HuggingFaceModel model = read(name);
    assertThat(model.tagScheme()).isEqualTo(scheme);
    assertThat(model.schema().typeNames()).containsExactly(types.split(","));
    assertThat(model.schema().name()).isEqualTo(name);
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.text.GoldenModel#NAMES")
  void entitiesAreThoseOfTheGoldenLogits(String name) {
    HuggingFaceModel model = read(name);
    int found = 0;
    try (Extractor extractor = model.extractor(LoadOptions.defaults())) {
      for (GoldenModel.Golden golden : GoldenModel.records(name)) {
        List<String> spans = new ArrayList<>();
        for (Entity entity : extractor.extract(golden.text()).entities()) {
          spans.add(entity.start() + ".." + entity.end() + " " + entity.type());
        }
        assertThat(spans).as(golden.text()).isEqualTo(spans(golden, model.tagSet()));
        found += spans.size();
      }
    }
    assertThat(found).isGreaterThan(5);
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.text.GoldenModel#NAMES")
  void bundleFindsWhatTheModelFinds(String name) {
    HuggingFaceModel model = read(name);
    Path bundle = folder.resolve(name + ".nerine");
    model.save(bundle);
    try (Extractor direct = model.extractor(LoadOptions.defaults());
        Extractor loaded = Extractors.load(bundle)) {
      for (GoldenModel.Golden golden : GoldenModel.records(name)) {
        assertThat(loaded.extract(golden.text()).entities())
            .isEqualTo(direct.extract(golden.text()).entities());
      }
    }
  }

  /** Reads the logits without the code under test: all pairs of tags, judged by their names. */
  private static List<String> spans(GoldenModel.Golden golden, TagSet tagSet) {
    Words words = Words.of(golden.text());
    List<Integer> kept = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    for (int word = 0; word < words.size(); word++) {
      for (int token = 1; token < golden.ids().length - 1; token++) {
        if (golden.ends()[token] > words.start(word) && golden.starts()[token] < words.end(word)) {
          kept.add(word);
          logits.add(golden.logits()[token]);
          break;
        }
      }
    }
    List<String> names = tagSet.tagNames();
    int tags = names.size();
    int size = kept.size();
    double[][] best = new double[size][tags];
    int[][] before = new int[size][tags];
    for (int word = 0; word < size; word++) {
      for (int tag = 0; tag < tags; tag++) {
        best[word][tag] = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < (word == 0 ? 1 : tags); from++) {
          String left = word == 0 ? "O" : names.get(from);
          double score = (word == 0 ? 0 : best[word - 1][from]) + logits.get(word)[tag];
          if (legal(tagSet.scheme(), left, names.get(tag)) && score > best[word][tag]) {
            best[word][tag] = score;
            before[word][tag] = from;
          }
        }
      }
    }
    String[] sequence = new String[size];
    int tag = -1;
    for (int last = 0; last < tags && size > 0; last++) {
      if (legal(tagSet.scheme(), names.get(last), "O")
          && (tag < 0 || best[size - 1][last] > best[size - 1][tag])) {
        tag = last;
      }
    }
    for (int word = size - 1; word >= 0; word--) {
      sequence[word] = names.get(tag);
      tag = before[word][tag];
    }
    List<String> spans = new ArrayList<>();
    for (int word = 0; word < size; word++) {
      if (sequence[word].equals("O")) {
        continue;
      }
      String type = sequence[word].substring(2);
      int first = word;
      while (word + 1 < size
          && "ILE".indexOf(sequence[word + 1].charAt(0)) >= 0
          && sequence[word + 1].substring(2).equals(type)
          && "LEUS".indexOf(sequence[word].charAt(0)) < 0) {
        word++;
      }
      spans.add(words.start(kept.get(first)) + ".." + words.end(kept.get(word)) + " " + type);
    }
    return spans;
  }

  private static boolean legal(TagScheme scheme, String left, String right) {
    char from = left.charAt(0);
    char to = right.charAt(0);
    boolean same = from != 'O' && to != 'O' && left.substring(2).equals(right.substring(2));
    return switch (scheme) {
      case IO -> true;
      case IOB1 -> to != 'B' || same;
      case BIO -> to != 'I' || same;
      case BIOES, BILOU ->
          (from == 'B' || from == 'I')
              ? same && (to == 'I' || to == 'E' || to == 'L')
              : to == 'O' || to == 'B' || to == 'S' || to == 'U';
    };
  }

  @Test
  void longTextsGoThroughWindowsOfTheModelsPositions() {
    HuggingFaceModel model = read("roberta-bioes");
    String text = "Ingrid Solheim works in Ostend. ".repeat(60);
    try (Extractor extractor = model.extractor(LoadOptions.defaults())) {
      assertThat(extractor.extract(text).windows()).isGreaterThan(10);
    }
    try (Extractor extractor = model.windows(32, 8).extractor(LoadOptions.defaults())) {
      assertThat(extractor.extract(text).windows()).isGreaterThan(40);
    }
    assertThatThrownBy(() -> model.windows(65, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 64");
  }

  @Test
  void manifestAndCardSayWhereTheModelComesFrom() throws IOException {
    Path directory = copy("bert-iob2");
    Files.writeString(
        directory.resolve("README.md"),
        "---\nlanguage: en\nlicense: other\nlicense_name: \"harbour-1.0\"\n---\n# A model\n");
    Path bundle = folder.resolve("made.nerine");
    BundleManifest manifest = HuggingFaceModel.read(directory).save(bundle);
    assertThat(manifest.provenance())
        .containsEntry("license", "harbour-1.0")
        .containsEntry("weights", "model.safetensors")
        .containsEntry("modelType", "bert");
    assertThat(manifest.settings())
        .containsEntry("tagScheme", "BIO")
        .containsEntry("tokenization", "text")
        .containsEntry("maxTokens", 64)
        .containsEntry("tags", List.of("B-LOC", "B-PER", "I-LOC", "I-PER", "O"));
    try (ModelBundle opened = ModelBundle.open(bundle)) {
      assertThat(new String(opened.read("model-card.md"), StandardCharsets.UTF_8))
          .contains("harbour-1.0");
    }
  }

  @Test
  void schemeCanBeSetWhereLabelsDoNotTellIt() {
    HuggingFaceModel model = read("bert-iob2").tagScheme(TagScheme.IOB1);
    assertThat(model.tagScheme()).isEqualTo(TagScheme.IOB1);
    assertThatThrownBy(() -> model.tagScheme(TagScheme.IO))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("does not fit the tag scheme IO");
  }

  @Test
  void loadingSuchADirectoryAsABundleSaysHowToImportIt() {
    assertThatThrownBy(() -> Extractors.load(GoldenModel.directory("bert-iob2")))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("HuggingFaceModel.read")
        .hasMessageContaining("nerine import-model");
  }

  @Test
  void missingFilesAreNamedWithTheWayOut() throws IOException {
    Path directory = copy("bert-iob2");
    Files.move(directory.resolve("model.safetensors"), directory.resolve("pytorch_model.bin"));
    refused(directory, "a pickle", "save_pretrained");
    Files.delete(directory.resolve("pytorch_model.bin"));
    refused(directory, "neither model.onnx nor onnx/model.onnx nor model.safetensors");
    Files.move(directory.resolve("tokenizer.json"), directory.resolve("vocab.txt"));
    refused(directory, "vocab.txt but no tokenizer.json", "AutoTokenizer");
    Files.delete(directory.resolve("vocab.txt"));
    refused(directory, "no tokenizer.json");
    Files.delete(directory.resolve("config.json"));
    refused(directory, "no config.json");
    refused(folder.resolve("nowhere"), "is no directory");
  }

  private static void refused(Path directory, String... messages) {
    assertThatThrownBy(() -> HuggingFaceModel.read(directory))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContainingAll(messages);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model_type\": \"bert\" | \"model_type\": \"gpt2\" | type 'gpt2'",
        "\"hidden_act\": \"gelu\" | \"hidden_act\": \"silu\" | activation 'silu'",
        "\"hidden_size\": 16 | \"hidden_size\": 32 | must have shape [260, 32]",
        "\"num_hidden_layers\": 2 | \"num_hidden_layers\": 3 | encoder.layer.2",
        "\"num_attention_heads\": 2 | \"num_attention_heads\": 3 | must divide",
        "BertForTokenClassification | BertForMaskedLM | ForTokenClassification",
        "\"0\": \"B-LOC\" | \"7\": \"B-LOC\" | numbered from 0 without gaps",
        "\"4\": \"O\" | \"4\": \"B-ORG\" | no label for words outside",
        "\"4\": \"O\" | \"4\": \"Harbour\" | label 'Harbour'",
        "\"vocab_size\": 260 | \"vocab_size\": -1 | vocab_size"
      })
  void wrongConfigurationsAreNamed(String found, String replaced, String message)
      throws IOException {
    Path directory = copy("bert-iob2");
    Path config = directory.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace(found, replaced));
    refused(directory, message);
  }

  @Test
  void numberedLabelsAreRefused() throws IOException {
    Path directory = copy("bert-iob2");
    Path config = directory.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config).replaceAll("\"(\\d)\": \"[BIO][^\"]*\"", "\"$1\": \"LABEL_$1\""));
    refused(directory, "LABEL_0", "id2label");
  }

  @Test
  void hostileWeightFilesAreRefused() throws IOException {
    Path directory = copy("bert-iob2");
    Path file = directory.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused(directory, "does not fit its");
    byte[] header = whole.clone();
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 60);
    Files.write(file, header);
    refused(directory, "not a safetensors file");
    Files.write(file, new byte[3]);
    refused(directory, "not a safetensors file");
    safetensors(file, "{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}");
    refused(directory, "'F8_E4M3'");
    safetensors(file, "{\"w\":{\"dtype\":\"F32\",\"shape\":[99999,99999],\"data_offsets\":[0,1]}}");
    refused(directory, "no array can have");
    safetensors(file, "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9,13]}}");
    refused(directory, "does not fit its");
    safetensors(file, "[]");
    refused(directory, "no JSON object");
  }

  private static void safetensors(Path file, String header) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(12 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, buffer.putLong(json.length).put(json).array());
  }

  @Test
  void hostileGraphsAreRefused() throws IOException {
    Path directory = copy("roberta-prefix-onnx");
    Path file = directory.resolve("model.onnx");
    Files.write(file, new byte[] {1, 2, 3, 4, 5});
    refused(directory, "model.onnx");
    Files.write(file, new byte[0]);
    refused(directory, "must take input_ids and attention_mask");
    Path config = directory.resolve("config.json");
    Files.copy(
        GoldenModel.directory("roberta-prefix-onnx").resolve("model.onnx"),
        file,
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        config, Files.readString(config).replace("\"O\",", "\"O\",\n    \"3\": \"ORG-B\","));
    assertThatThrownBy(
            () -> HuggingFaceModel.read(directory).extractor(LoadOptions.defaults()).close())
        .isInstanceOf(ModelLoadingException.class);
  }
}
