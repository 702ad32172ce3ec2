package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTests {

  private static final String GOLD =
      """
      {"id": "1", "text": "Anna saw Paris", "spans": [{"start": 0, "end": 4, "label": "Person"}, {"start": 9, "end": 14, "label": "Place"}]}
      {"id": "2", "text": "Rome", "spans": [{"start": 0, "end": 4, "label": "Place"}]}
      """;

  @TempDir private Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void writeModelAndData() throws IOException {
    model = TinyBundle.write(folder.resolve("m"));
    data = Files.writeString(folder.resolve("gold.jsonl"), GOLD);
  }

  @Test
  void tableAndJsonHoldTheScores() throws IOException {
    Path json = folder.resolve("scores.json");
    Run run = Run.nerine("evaluate", "--model", model, "--data", data, "--json", json);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("precision", "Person", "Place", "micro", "0.8000");
    JsonNode scores = new ObjectMapper().readTree(json.toFile());
    JsonNode micro = scores.get("exact").get("micro");
    assertThat(micro.get("precision").asDouble()).isEqualTo(1);
    assertThat(micro.get("recall").asDouble()).isEqualTo(2 / 3.0);
    assertThat(micro.get("f1").asDouble()).isEqualTo(0.8);
    JsonNode place = scores.get("types").get("Place");
    assertThat(place.get("gold").asInt()).isEqualTo(2);
    assertThat(place.get("predicted").asInt()).isEqualTo(1);
    assertThat(place.get("tp").asInt()).isEqualTo(1);
    assertThat(run.err()).contains("2 documents");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("m", "gold.jsonl", "scores.json");
    }
  }

  @Test
  void quietSaysNothingButTheTable() {
    Run run = Run.nerine("evaluate", "--quiet", "--model", model, "--data", data);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("micro");
  }

  @Test
  void pageAndJsonTellOfBothModelsAndOfTraining() throws IOException {
    Path html = folder.resolve("report.html");
    Path json = folder.resolve("report.json");
    Run run =
        Run.nerine(
            "evaluate",
            "--model",
            model,
            "--data",
            data,
            "--against",
            model,
            "--train",
            data,
            "--html",
            html,
            "--json",
            json);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("micro", "F1 0.8000 (", "no difference shown");
    assertThat(html)
        .content()
        .contains("<h1>m on gold.jsonl</h1>", "Missed", "Rome", "seen in training");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/exact/micro/f1").asDouble()).isEqualTo(0.8);
    assertThat(report.at("/intervals/micro/f1/estimate").asDouble()).isEqualTo(0.8);
    assertThat(report.at("/comparison/verdict").asText()).isEqualTo("noDifferenceShown");
    assertThat(report.at("/guidance").isArray()).isTrue();
  }

  @Test
  void reportScoresPredictionsOfAFile() throws IOException {
    Path predicted = folder.resolve("predicted.jsonl");
    Path html = folder.resolve("report.html");
    Run extract = Run.nerine("extract", "--model", model, "--input", data, "--output", predicted);
    assertThat(extract.code()).isEqualTo(ExitCode.DONE);
    Run run = Run.nerine("report", "--data", data, "--predicted", predicted, "--html", html);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("0.8000");
    assertThat(html).content().contains("How far to trust its confidence", "Rome");
  }

  @Test
  void reportNamesADocumentThatIsNotInTheData() throws IOException {
    Path predicted =
        Files.writeString(folder.resolve("predicted.jsonl"), GOLD.replace("\"2\"", "\"3\""));
    Run run = Run.nerine("report", "--data", data, "--predicted", predicted);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("'3'");
  }

  @Test
  void labelThatTheModelDoesNotKnowIsNamed() throws IOException {
    Files.writeString(data, GOLD.replace("Person", "Persn"));
    assertRefused("gold.jsonl", "'Persn'", "document '1'");
  }

  @Test
  void brokenJsonIsNamedByLine() throws IOException {
    Files.writeString(data, GOLD + "{\"id\": 3");
    assertRefused("gold.jsonl, line 3");
  }

  @Test
  void spanOutsideTheTextIsNamed() throws IOException {
    Files.writeString(data, GOLD.replace("\"end\": 14", "\"end\": 15"));
    assertRefused("gold.jsonl, line 1", "15");
  }

  @Test
  void emptyDataIsRefused() throws IOException {
    Files.writeString(data, "\n");
    assertRefused("gold.jsonl", "no document");
  }

  @Test
  void missingDataIsNamed() throws IOException {
    Files.delete(data);
    assertRefused("gold.jsonl");
  }

  @Test
  void fileThatIsNoModelIsRefused() throws IOException {
    model = Files.writeString(folder.resolve("m.nerine"), "not a bundle");
    assertRefused("m.nerine");
  }

  @Test
  void documentThatTheModelFailsOnIsAFailure() throws IOException {
    Files.writeString(data, "{\"id\": \"x\", \"text\": \"poison\"}\n");
    Run run = Run.nerine("evaluate", "--model", model, "--data", data);
    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("'x'");
  }

  private void assertRefused(String... parts) {
    Path json = folder.resolve("scores.json");
    Run run = Run.nerine("evaluate", "--model", model, "--data", data, "--json", json);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("nerine: ").contains(parts).doesNotContain("\tat ");
    assertThat(json).doesNotExist();
  }
}
