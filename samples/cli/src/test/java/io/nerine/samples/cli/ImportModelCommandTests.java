package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.bundle.ModelBundle;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportModelCommandTests {

  /** The tiny models that the tests of ner-onnx have. */
  private static final Path MODELS =
      Path.of("..", "..", "ner-onnx", "src", "test", "resources", "huggingface");

  @TempDir private Path folder;

  @Test
  void bundleExtracts() {
    Path bundle = folder.resolve("harbour.nerine");
    Run run = Run.nerine("import-model", MODELS.resolve("bert-iob2"), "--model", bundle);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("LOC, PER, tag scheme BIO, licence not stated");
    Run extract =
        Run.withInput(
            "{\"text\": \"Ingrid Solheim works in Ostend.\"}\n", "extract", "--model", bundle);
    assertThat(extract.code()).as(extract.err()).isEqualTo(ExitCode.DONE);
    assertThat(extract.out()).contains("\"entities\"", "\"type\"");
  }

  @Test
  void tagSchemeCanBeGiven() {
    Path bundle = folder.resolve("harbour.nerine");
    Run run =
        Run.nerine(
            "import-model", MODELS.resolve("bert-iob2"), "--model", bundle, "--tag-scheme", "iob1");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    try (ModelBundle opened = ModelBundle.open(bundle)) {
      assertThat(opened.manifest().settings()).containsEntry("tagScheme", "IOB1");
    }
  }

  @Test
  void directoryThatHoldsNoModelIsBadInput() {
    Path bundle = folder.resolve("out.nerine");
    Run run = Run.nerine("import-model", folder, "--model", bundle);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("holds no config.json");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void directoryInPlaceOfABundleIsToldHowToBeImported() {
    Run run = Run.withInput("", "extract", "--model", MODELS.resolve("bert-iob2"));
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("nerine import-model");
  }
}
