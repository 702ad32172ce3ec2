package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.testing.TinyModel;
import io.nerine.training.encoder.Encoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptCommandTests {

  private static final String TEXTS =
      """
      {"id": "1", "text": "The pump in the cellar leaks at the gasket."}
      {"id": "2", "text": "The valve in the attic sticks at the spindle."}
      {"id": "3", "text": "The pump in the attic hums at the bearing."}
      """;

  @TempDir private Path folder;
  private Path texts;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    texts = Files.writeString(folder.resolve("texts.jsonl"), TEXTS);
    output = folder.resolve("adapted");
  }

  @Test
  void anAdaptedEncoderCanBeLoaded() {
    Run run =
        Run.nerine(
            "adapt",
            "--texts",
            texts,
            "--encoder",
            "all-MiniLM-L6-v2",
            "--output",
            output,
            "--epochs",
            "1",
            "--quiet");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("1 update", "held back", "adapted");
    assertThat(Encoders.load(output.toString()).config())
        .isEqualTo(Encoders.load("all-MiniLM-L6-v2").config());
  }

  @Test
  void directoriesOfOthersAreRefusedFirst() throws IOException {
    Files.createDirectory(output);
    Files.delete(texts);
    Run run = Run.nerine("adapt", "--texts", texts, "--output", output);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("adapted", "another name");
  }

  @Test
  void encodersThatCannotHideWordsAreRefused() {
    Path model = TinyModel.copyTo(folder.resolve("tiny.nerine"));
    Run run =
        Run.nerine("adapt", "--texts", texts, "--encoder", model, "--output", output, "--quiet");
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("[MASK]");
    assertThat(output).doesNotExist();
  }
}
