package io.nerine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorsTest {

  @Test
  void saysThatThereIsNoModel(@TempDir Path directory) {
    assertThatThrownBy(() -> Extractors.load(directory.resolve("missing.nerine")))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("missing.nerine");
  }

  @Test
  void saysWhatToAddWhereNoBackendIsPresent(@TempDir Path directory) {
    assertThatThrownBy(() -> Extractors.load(directory))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("io.nerine:ner-onnx");
  }
}
