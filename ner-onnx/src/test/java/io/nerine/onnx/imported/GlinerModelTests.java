package io.nerine.onnx.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.nerine.Extractors;
import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.ModelBundle;
import io.nerine.deploy.Deployment;
import io.nerine.deploy.ModelStore;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.zeroshot.GlinerSettings;
import io.nerine.onnx.zeroshot.GoldenGliner;
import io.nerine.onnx.zeroshot.GoldenGliner.Golden;
import io.nerine.onnx.zeroshot.TypeLabels;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class GlinerModelTests {

  @TempDir Path folder;

  private static GlinerModel read(String name) {
    return GlinerModel.read(GoldenGliner.directory(name)).threshold(GoldenGliner.threshold(name));
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(GoldenGliner.directory(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void bundleFindsWhatTheModelFinds(String name) {
    TypeLabels labels = TypeLabels.names(GoldenGliner.schema(name));
    List<String> texts = GoldenGliner.records(name).stream().map(Golden::text).toList();
    // Single files are read whole, graphs in a directory where they lie.
    for (String bundle : List.of("made.nerine", "directory")) {
      BundleManifest manifest = read(name).save(folder.resolve(bundle), labels);
      assertThat(manifest.backend()).isEqualTo("gliner");
      try (Extractor direct = read(name).extractor(labels, LoadOptions.defaults());
          Extractor loaded = Extractors.load(folder.resolve(bundle))) {
        assertThat(loaded.schema()).isEqualTo(GoldenGliner.schema(name));
        List<Extraction> expected = direct.extractAll(texts);
        List<Extraction> found = loaded.extractAll(texts);
        for (int i = 0; i < texts.size(); i++) {
          assertThat(found.get(i).entities()).isEqualTo(expected.get(i).entities());
        }
      }
    }
  }

  @Test
  void bundleSaysWhatItIs() throws IOException {
    Path directory = copy(GoldenGliner.SPAN);
    Files.writeString(directory.resolve("README.md"), "---\nlicense: apache-2.0\n---\n");
    Files.createDirectory(directory.resolve("onnx"));
    Files.move(directory.resolve("model.onnx"), directory.resolve("onnx/model.onnx"));
    Path bundle = folder.resolve("made.nerine");
    TypeLabels labels = TypeLabels.names(EntitySchema.of("quay", "Ship", "PartNo"));
    BundleManifest manifest =
        GlinerModel.read(directory)
            .threshold(0.4)
            .windows(20, 5)
            .typesAtOnce(7)
            .save(bundle, labels.with("PartNo", "spare part number"));
    assertThat(manifest.provenance())
        .containsEntry("format", "GLiNER")
        .containsEntry("license", "apache-2.0")
        .containsEntry("weights", "onnx/model.onnx");
    assertThat(manifest.thresholds()).isEqualTo(Map.of("Ship", 0.4, "PartNo", 0.4));
    assertThat(manifest.settings())
        .containsEntry("labels", Map.of("Ship", "ship", "PartNo", "spare part number"))
        .containsEntry("maxWords", 20)
        .containsEntry("overlapWords", 5)
        .containsEntry("maxTypes", 7);
    try (ModelBundle opened = ModelBundle.open(bundle)) {
      assertThat(new String(opened.read("model-card.md"), StandardCharsets.UTF_8))
          .contains("apache-2.0");
    }
  }

  @Test
  void predictionsBecomeTagsOfADocument() {
    String text = GoldenGliner.records(GoldenGliner.SPAN).get(0).text();
    try (Extractor extractor =
        read(GoldenGliner.SPAN).extractor(GoldenGliner.schema(GoldenGliner.SPAN))) {
      Extraction extraction = extractor.extract(text);
      AnnotatedDocument draft =
          AnnotatedDocument.builder("doc-1", text)
              .spans(extraction.entities().stream().map(Entity::toSpan).toList())
              .build();
      assertThat(draft.spans()).hasSameSizeAs(extraction.entities()).isNotEmpty();
    }
  }

  @Test
  void thresholdsOfABundleCanBeChanged() {
    Path bundle = folder.resolve("made");
    TypeLabels labels = TypeLabels.names(GoldenGliner.schema(GoldenGliner.SPAN));
    read(GoldenGliner.SPAN).save(bundle, labels);
    Path strict = folder.resolve("strict.nerine");
    try (ModelBundle opened = ModelBundle.open(bundle)) {
      Map<String, Double> thresholds =
          Map.of("person", 1.0, "place", 1.0, "ship", 1.0, "part number", 1.0);
      BundleWriter.from(opened).thresholds(thresholds).write(strict);
    }
    try (Extractor extractor = Extractors.load(strict)) {
      for (Golden golden : GoldenGliner.records(GoldenGliner.SPAN)) {
        assertThat(extractor.extract(golden.text()).entities())
            .allMatch(entity -> entity.type().equals("organisation") && entity.confidence() > 0.5);
      }
    }
  }

  @Test
  void storeDeploysItLikeAnyModel() {
    Path bundle = folder.resolve("made.nerine");
    TypeLabels labels = TypeLabels.names(GoldenGliner.schema(GoldenGliner.TOKEN));
    read(GoldenGliner.TOKEN).save(bundle, labels);
    ModelStore store = ModelStore.open(folder.resolve("store"));
    store.deploy("drafts", store.add("quay", bundle));
    try (Deployment deployment = Deployment.open(store, "drafts");
        Extractor direct = Extractors.load(bundle)) {
      for (Golden golden : GoldenGliner.records(GoldenGliner.TOKEN)) {
        assertThat(deployment.extract(golden.text()).entities())
            .isEqualTo(direct.extract(golden.text()).entities());
      }
    }
  }

  @Test
  void settingsComeFromTheFiles() throws IOException {
    GlinerSettings span = GlinerModel.read(GoldenGliner.directory(GoldenGliner.SPAN)).settings();
    assertThat(span.maxTokens()).isEqualTo(1024);
    assertThat(span.maxWords()).isEqualTo(24);
    assertThat(span.overlapWords()).isEqualTo(6);
    assertThat(span.maxWidth()).isEqualTo(4);
    assertThat(span.maxTypes()).isEqualTo(25);
    assertThat(GlinerModel.read(GoldenGliner.directory(GoldenGliner.TOKEN)).settings().maxTokens())
        .isEqualTo(128);
    Path bare = copy(GoldenGliner.TOKEN);
    Files.writeString(
        bare.resolve("gliner_config.json"), "{\"model_name\": \"microsoft/deberta-v3-small\"}");
    Files.delete(bare.resolve("tokenizer_config.json"));
    GlinerSettings defaults = GlinerModel.read(bare).settings();
    assertThat(defaults.maxWords()).isEqualTo(384);
    assertThat(defaults.overlapWords()).isEqualTo(96);
    assertThat(defaults.maxWidth()).isEqualTo(12);
    assertThat(defaults.maxTokens()).isEqualTo(1024);
  }

  @Test
  void weightsBesideTheGraphGoIntoTheBundle() throws IOException {
    Path directory = copy(GoldenGliner.SPAN);
    Path file = directory.resolve("model.onnx");
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    GraphProto.Builder graph = model.getGraph().toBuilder();
    try (var data = Files.newOutputStream(directory.resolve("weights.bin"))) {
      long offset = 0;
      for (int i = 0; i < graph.getInitializerCount(); i++) {
        TensorProto tensor = graph.getInitializer(i);
        byte[] raw = tensor.getRawData().toByteArray();
        if (raw.length > 1_000) {
          data.write(raw);
          graph.setInitializer(
              i,
              tensor.toBuilder()
                  .clearRawData()
                  .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                  .addExternalData(entry("location", "weights.bin"))
                  .addExternalData(entry("offset", Long.toString(offset)))
                  .addExternalData(entry("length", Integer.toString(raw.length))));
          offset += raw.length;
        }
      }
      assertThat(offset).isPositive();
    }
    Files.write(file, model.toBuilder().setGraph(graph).build().toByteArray());
    Path bundle = folder.resolve("made.nerine");
    TypeLabels labels = TypeLabels.names(GoldenGliner.schema(GoldenGliner.SPAN));
    GlinerModel.read(directory).save(bundle, labels);
    Golden golden = GoldenGliner.records(GoldenGliner.SPAN).get(0);
    try (Extractor extractor = Extractors.load(bundle)) {
      assertThat(extractor.extract(golden.text()).entities())
          .hasSameSizeAs(golden.entities())
          .isNotEmpty();
    }
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void misuseIsNamed() {
    GlinerModel model = read(GoldenGliner.SPAN);
    assertThatThrownBy(() -> model.threshold(1.5)).hasMessageContaining("found 1.5");
    assertThatThrownBy(() -> model.windows(25, 5)).hasMessageContaining("at most 24");
    assertThatThrownBy(() -> model.windows(20, 15)).hasMessageContaining("overlapWords");
    assertThatThrownBy(() -> model.typesAtOnce(0)).hasMessageContaining("maxTypes");
    assertThatThrownBy(() -> model.graph("absent.onnx"))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("absent.onnx");
    assertThat(GlinerModel.isIn(folder)).isFalse();
    assertThat(GlinerModel.isIn(GoldenGliner.directory(GoldenGliner.SPAN))).isTrue();
  }

  @Test
  void missingFilesAreNamedWithTheWayOut() throws IOException {
    Path directory = copy(GoldenGliner.SPAN);
    Files.move(directory.resolve("model.onnx"), directory.resolve("pytorch_model.bin"));
    refused(directory, "pytorch_model.bin but no graph", "export_to_onnx");
    Files.delete(directory.resolve("pytorch_model.bin"));
    refused(directory, "holds none of model.onnx, onnx/model.onnx");
    Files.write(directory.resolve("model.onnx"), new byte[0]);
    Files.delete(directory.resolve("tokenizer.json"));
    refused(directory, "no tokenizer.json");
    Files.delete(directory.resolve("gliner_config.json"));
    refused(directory, "no gliner_config.json", "gliner exports it");
    refused(folder.resolve("nowhere"), "is no directory");
  }

  private static void refused(Path directory, String... messages) {
    assertThatThrownBy(
            () -> GlinerModel.read(directory).extractor(EntitySchema.of("one", "Ship")).close())
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContainingAll(messages);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model_type\": null | \"model_type\": \"gliner_bi_encoder_span\" | a bi-encoder",
        "\"model_type\": null | \"model_type\": \"gliner_uni_encoder_span_decoder\" | generates",
        "\"model_type\": null | \"model_type\": \"gliner_uni_encoder_token_relex\" | relations",
        "\"model_type\": null | \"labels_encoder\": \"BAAI/bge-small-en\" | bge-small-en",
        "\"model_type\": null | \"labels_decoder\": \"gpt2\" | generates labels",
        "\"model_type\": null | \"relations_layer\": \"gcn\" | relations",
        "\"words_splitter_type\": \"whitespace\" | \"words_splitter_type\": \"spacy\" | 'spacy'",
        "\"precomputed_prompts_mode\": null | \"precomputed_prompts_mode\": true | fixed labels",
        "\"subtoken_pooling\": \"first\" | \"subtoken_pooling\": \"median\" | 'median'",
        "\"max_len\": 24 | \"max_len\": 1 | maxWords must be 2",
        "\"max_width\": 4 | \"max_width\": \"four\" | positive integer max_width",
        "\"max_width\": 4 | \"max_width\": 5 | gliner_config.json do not fit",
        "<<ENT>> | <<TYPE>> | lacks the token '<<TYPE>>'",
        "\"class_token_index\": 1 | \"class_token_index\": 2 | class_token_index 2"
      })
  void wrongConfigurationsAreNamed(String found, String replaced, String message)
      throws IOException {
    Path directory = copy(GoldenGliner.SPAN);
    Path config = directory.resolve("gliner_config.json");
    String before = Files.readString(config);
    Files.writeString(config, before.replaceFirst(found, replaced));
    assertThat(Files.readString(config)).isNotEqualTo(before);
    refused(directory, message);
  }

  @Test
  void graphsOfOtherModelsAreNamed() throws IOException {
    Path directory = copy(GoldenGliner.SPAN);
    Path file = directory.resolve("model.onnx");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, new byte[] {1, 2, 3});
    refused(directory, "model.onnx", "can't load the graph");
    renamed(file, whole, "words_mask", "labels_embeds");
    refused(directory, "takes 'labels_embeds'", "bi-encoder");
    renamed(file, whole, "words_mask", "words");
    refused(directory, "words_mask", "words=", "export_to_onnx");
    renamed(file, whole, "logits", "rel_logits");
    refused(directory, "gives 'rel_logits'", "relations");
    renamed(file, whole, "logits", "scores");
    refused(directory, "float tensor logits", "scores=");
  }

  /** Gives an input or an output of the graph another name. */
  private static void renamed(Path file, byte[] graph, String name, String other)
      throws IOException {
    ModelProto model = ModelProto.parseFrom(graph);
    GraphProto.Builder changed = model.getGraph().toBuilder();
    changed.getInputBuilderList().stream()
        .filter(input -> input.getName().equals(name))
        .forEach(input -> input.setName(other));
    changed.getOutputBuilderList().stream()
        .filter(output -> output.getName().equals(name))
        .forEach(output -> output.setName(other));
    changed
        .getNodeBuilderList()
        .forEach(
            node -> {
              for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(name)) {
                  node.setInput(i, other);
                }
              }
              for (int i = 0; i < node.getOutputCount(); i++) {
                if (node.getOutput(i).equals(name)) {
                  node.setOutput(i, other);
                }
              }
            });
    Files.write(file, model.toBuilder().setGraph(changed).build().toByteArray());
  }

  /** The order of dimensions that the exporter names in the graph. */
  @Test
  void scoresOfTokensComeInEitherOrder() throws IOException {
    Path directory = copy(GoldenGliner.TOKEN);
    Path file = directory.resolve("model.onnx");
    AttributeProto.Builder order =
        AttributeProto.newBuilder()
            .setName("perm")
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(List.of(3L, 0L, 1L, 2L));
    withLastNode(file, NodeProto.newBuilder().setOpType("Transpose").addAttribute(order));
    List<Golden> goldens = GoldenGliner.records(GoldenGliner.TOKEN);
    try (Extractor extractor =
        GlinerModel.read(directory)
            .threshold(GoldenGliner.threshold(GoldenGliner.TOKEN))
            .extractor(GoldenGliner.schema(GoldenGliner.TOKEN))) {
      List<Extraction> found = extractor.extractAll(goldens.stream().map(Golden::text).toList());
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.get(i).entities())
            .extracting(entity -> entity.start() + ".." + entity.end() + " " + entity.type())
            .isEqualTo(goldens.get(i).entities());
      }
    }
  }

  /** Puts a node between the scores and the output. */
  private static void withLastNode(Path file, NodeProto.Builder node) throws IOException {
    renamed(file, Files.readAllBytes(file), "logits", "inner");
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    GraphProto.Builder graph = model.getGraph().toBuilder();
    graph.addNode(node.addInput("inner").addOutput("logits"));
    graph.getOutputBuilder(0).setName("logits");
    Files.write(file, model.toBuilder().setGraph(graph).build().toByteArray());
  }

  @Test
  void textWhoseScoresAreNoNumbersFailsAlone() throws IOException {
    Path directory = copy(GoldenGliner.SPAN);
    // No angle has a cosine above 1.
    withLastNode(directory.resolve("model.onnx"), NodeProto.newBuilder().setOpType("Acos"));
    String text = GoldenGliner.records(GoldenGliner.SPAN).get(0).text();
    try (Extractor extractor =
        GlinerModel.read(directory).extractor(GoldenGliner.schema(GoldenGliner.SPAN))) {
      List<Extraction> found = extractor.extractAll(List.of("", text, " "));
      assertThat(found)
          .extracting(one -> one.failure().isPresent())
          .containsExactly(false, true, false);
      assertThatThrownBy(() -> extractor.extract(text))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("not a number");
    }
  }

  @Test
  void tokenizerOfTheEncoderAloneIsNamed() throws IOException {
    Path directory = copy(GoldenGliner.TOKEN);
    Path tokenizer = directory.resolve("tokenizer.json");
    Files.writeString(tokenizer, Files.readString(tokenizer).replace("<<SEP>>", "<<S>>"));
    refused(directory, "lacks the token '<<SEP>>'", "not that of its encoder");
  }

  @Test
  void damagedBundlesAreNamed() {
    Path bundle = folder.resolve("made");
    TypeLabels labels = TypeLabels.names(EntitySchema.of("one", "Ship"));
    read(GoldenGliner.TOKEN).save(bundle, labels);
    Path other = folder.resolve("other");
    try (ModelBundle opened = ModelBundle.open(bundle)) {
      BundleWriter.from(opened).settings(Map.of("maxWidth", 4)).write(other);
    }
    assertThatThrownBy(() -> Extractors.load(other))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("Model 'token-bert'")
        .hasMessageContaining("'labels' must be labels by type");
  }
}
