package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.JsonLines;
import io.nerine.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeCommandTests {

  @TempDir private Path folder;

  private static final AnnotatedDocument ORDER =
      AnnotatedDocument.builder("o", "Send 3 bolts M8 to Basel.")
          .span(7, 15, "PART")
          .span(19, 24, "PLACE")
          .build();

  @Test
  void smallerBundleIsWrittenAndUsable() {
    Path model = TinyModel.copyTo(folder.resolve("orders.nerine"));
    Path dev = folder.resolve("dev.jsonl");
    JsonLines.write(dev, List.of(ORDER));
    Path output = folder.resolve("orders-int8.nerine");
    Run run =
        Run.nerine(
            "quantize",
            "--model",
            model,
            "--output",
            output,
            "--gate-data",
            dev,
            "--max-f1-loss",
            "100",
            "--min-agreement",
            "0");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("int8", "accepted", "floats");
    assertThat(Run.nerine("info", output).out()).contains("precision", "int8");
    assertThat(output.toFile().length()).isLessThan(model.toFile().length());
  }

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
    Path notes = Files.writeString(folder.resolve("notes.nerine"), "mine");
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
