package io.nerine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.Extractors;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of an application: {@link Extractors#load(Path)}, and nothing else. */
class BundleLoadingTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("s", "Greeting");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"model.nerine", "model.zip", "model.ZIP", "model"})
  void loadsABundleThroughTheBackendThatItNames(String fileName) {
    Path target = directory.resolve(fileName);
    BundleWriter.of("greetings", FirstWordBackend.NAME, SCHEMA)
        .part("word.txt", "Hello".getBytes(StandardCharsets.UTF_8))
        .write(target);

    try (Extractor extractor = Extractors.load(target)) {
      assertThat(extractor.schema()).isEqualTo(SCHEMA);
      assertThat(extractor.extract("Hello there").entities())
          .containsExactly(new Entity(0, 5, "Hello", "Greeting", 1, FirstWordBackend.NAME));
      assertThat(extractor.extract("Well, Hello").entities()).isEmpty();
    }
  }

  @Test
  void namesTheArtifactOfABackendThatIsNotPresent() {
    Path onnx = directory.resolve("onnx.nerine");
    Path other = directory.resolve("other.nerine");
    BundleWriter.of("m", "onnx", SCHEMA).write(onnx);
    BundleWriter.of("m", "quantum", SCHEMA).write(other);

    assertThatThrownBy(() -> Extractors.load(onnx))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessage(
            "Bundle '%s' needs the backend 'onnx', which is not present (present: first-word);"
                    .formatted(onnx)
                + " add io.nerine:ner-onnx to the class path");
    assertThatThrownBy(() -> Extractors.load(other))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("add the artifact that brings it to the class path");
  }

  @Test
  void letsABackendSayWhatABundleLacks() {
    Path target = directory.resolve("model.nerine");
    BundleWriter.of("m", FirstWordBackend.NAME, SCHEMA).write(target);

    assertThatThrownBy(() -> Extractors.load(target))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessage("Bundle '%s' has no part 'word.txt'; it has schema.json".formatted(target));
  }

  @Test
  void saysWhatIsWrongWithABundleAndNotThatNoBackendKnowsIt() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.nerine"));
    Path cut = Files.write(directory.resolve("cut"), new byte[] {'P', 'K', 3, 4, 0});

    assertThatThrownBy(() -> Extractors.load(empty))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> Extractors.load(cut))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("it is cut short");
  }

  @Test
  void leavesOtherFilesToOtherBackends() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.txt"), "notes");
    Path empty = Files.createDirectory(directory.resolve("empty"));

    assertThatThrownBy(() -> Extractors.load(text))
        .hasMessage(
            "'%s' is not a model that the backends present can load (bundle)".formatted(text));
    assertThatThrownBy(() -> Extractors.load(empty))
        .hasMessageContaining("is not a model that the backends present can load");
  }
}
