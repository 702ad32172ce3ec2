package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeCommandTests {

  @TempDir private Path folder;

  @Test
  void modelWithoutProductsIsRefusedByName() {
    Path model = TinyBundle.write(folder.resolve("tiny.nerine"));
    Path output = folder.resolve("tiny-int8.nerine");
    Run run = Run.nerine("quantize", "--model", model, "--output", output);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("tiny.nerine", "no product in 32-bit floats");
    assertThat(output).doesNotExist();
  }

  @Test
  void somethingElseIsNotOverwritten() throws Exception {
    Path notes = java.nio.file.Files.writeString(folder.resolve("notes.nerine"), "mine");
    Run run =
        Run.nerine(
            "quantize",
            "--model",
            TinyBundle.write(folder.resolve("tiny.nerine")),
            "--output",
            notes);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(notes).hasContent("mine");
  }
}
