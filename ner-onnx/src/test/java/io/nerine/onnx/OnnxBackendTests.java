package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.Extractors;
import io.nerine.bundle.BundleBackend;
import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.TinyTokenizer;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxBackendTests {

  @TempDir private Path folder;

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(TinyModel.SETTINGS.toMap());
    settings.put("tagScheme", "BIO");
    settings.put("vocabularySize", TinyModel.vocabularySize());
    return settings;
  }

  private static BundleWriter bundle(Map<String, Object> settings) {
    return BundleWriter.of("tiny-tickets", "onnx", TinyModel.SCHEMA)
        .part("model.onnx", TinyGraph.byIdentity(TinyModel.table()))
        .part("tokenizer.json", TinyModel.tokenizer())
        .settings(settings);
  }

  private static Extractor load(Path path) {
    try (ModelBundle bundle = ModelBundle.open(path)) {
      return new OnnxBackend().load(bundle, LoadOptions.defaults());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "model.nerine"})
  void bundleLoadsAsDirectoryAndAsFileAndOutlivesIt(String name) {
    Path path = folder.resolve(name);
    bundle(settings()).thresholds(Map.of("Place", 1.0)).write(path);
    try (Extractor extractor = load(path)) {
      assertThat(extractor.schema()).isEqualTo(TinyModel.SCHEMA);
      assertThat(extractor.extract("Anna visits Paris").entities())
          .singleElement()
          .satisfies(
              entity -> {
                assertThat(entity.text()).isEqualTo("Anna");
                assertThat(entity.source()).isEqualTo("tiny-tickets");
              });
    }
  }

  @Test
  void serviceLoaderFindsTheBackend() {
    assertThat(ServiceLoader.load(BundleBackend.class))
        .hasAtLeastOneElementOfType(OnnxBackend.class)
        .extracting(BundleBackend::name)
        .contains("onnx");
  }

  @Test
  void applicationsLoadItWithoutNamingABackend() {
    Path path = folder.resolve("model.nerine");
    bundle(settings()).write(path);
    try (Extractor extractor = Extractors.load(path)) {
      assertThat(extractor.extract("Bob visits").entities())
          .extracting(Entity::text)
          .containsExactly("Bob");
    }
  }

  @Test
  void damagedPartIsRefused() throws IOException {
    Path path = folder.resolve("model");
    bundle(settings()).write(path);
    Path graph = path.resolve("model.onnx");
    byte[] content = Files.readAllBytes(graph);
    content[content.length / 2] ^= 1;
    Files.write(graph, content);
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("model.onnx");
  }

  @Test
  void missingPartIsNamed() {
    Path path = folder.resolve("model.nerine");
    BundleWriter.of("tiny", "onnx", TinyModel.SCHEMA)
        .part("model.onnx", TinyGraph.byIdentity(TinyModel.table()))
        .settings(settings())
        .write(path);
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @Test
  void graphThatIsNoGraphIsRefusedWithTheNameOfTheModel() {
    Path path = folder.resolve("model.nerine");
    BundleWriter.of("tiny", "onnx", TinyModel.SCHEMA)
        .part("model.onnx", new byte[] {1, 2, 3})
        .part("tokenizer.json", TinyModel.tokenizer())
        .settings(settings())
        .write(path);
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("Model 'tiny'")
        .hasMessageContaining("graph");
  }

  @Test
  void tokenizerThatDoesNotFitTheGraphIsRefused() {
    Path path = folder.resolve("model.nerine");
    BundleWriter.of("tiny", "onnx", TinyModel.SCHEMA)
        .part("model.onnx", TinyGraph.byIdentity(TinyModel.table()))
        .part(
            "tokenizer.json",
            TinyTokenizer.json(
                List.of("1a", "2a", "3a", "4a", "5a", "6a", "7a", "8a", "9a", "10a"), false))
        .settings(settings())
        .write(path);
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("ids up to " + TinyModel.vocabularySize())
        .hasMessageContaining("below " + TinyModel.vocabularySize());
  }

  @Test
  void schemaThatDoesNotFitTheGraphIsRefused() {
    Path path = folder.resolve("model.nerine");
    BundleWriter.of("tiny", "onnx", EntitySchema.of("other", "A", "B"))
        .part("model.onnx", TinyGraph.byIdentity(TinyModel.table()))
        .part("tokenizer.json", TinyModel.tokenizer())
        .settings(settings())
        .write(path);
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("gives 9 scores")
        .hasMessageContaining("needs 5");
  }

  @Test
  void tagSchemeThatIsNotKnownIsRefused() {
    for (Object scheme : new Object[] {"IOE1", 3}) {
      Map<String, Object> settings = settings();
      settings.put("tagScheme", scheme);
      Path path = folder.resolve("model.nerine");
      bundle(settings).write(path);
      assertThatThrownBy(() -> load(path))
          .isInstanceOf(ModelLoadingException.class)
          .hasMessageContaining("BILOU], found " + scheme);
    }
  }

  @Test
  void settingsThatAreMissingAreNamed() {
    for (String key : List.of("tagScheme", "vocabularySize", "maxTokens", "caseFeatures")) {
      Map<String, Object> settings = settings();
      settings.remove(key);
      Path path = folder.resolve("model.nerine");
      bundle(settings).write(path);
      assertThatThrownBy(() -> load(path))
          .isInstanceOf(ModelLoadingException.class)
          .hasMessageContaining(key.equals("tagScheme") ? "tag scheme" : key);
    }
  }

  @Test
  void windowsLongerThanTheGraphTakesAreRefused() {
    Map<String, Object> settings = settings();
    settings.putAll(new PipelineSettings(128, 32, false).toMap());
    Path path = folder.resolve("model.nerine");
    BundleWriter.of("tiny", "onnx", TinyModel.SCHEMA)
        .part("model.onnx", TinyGraph.withPositions(TinyModel.table(), 64))
        .part("tokenizer.json", TinyModel.tokenizer())
        .settings(settings)
        .write(path);
    assertThatThrownBy(() -> load(path))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("128 tokens");
  }
}
