package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTests {

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.writeString(folder.resolve("all.jsonl"), lines("a", "Site", 0));
  }

  /** Documents of one mention each, of which one may have a blank too much. */
  private static String lines(String prefix, String type, int blank) {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 40; i++) {
      lines.append(
          "{\"id\": \"%s%d\", \"text\": \"Crate %d of %s went to Depot North\", \"spans\": [{\"start\": %d, \"end\": %d, \"label\": \"%s\"}]}\n"
              .formatted(
                  prefix,
                  i,
                  100 + i,
                  prefix,
                  (i == blank ? 21 : 22) + prefix.length(),
                  33 + prefix.length(),
                  type));
    }
    return lines.toString();
  }

  @Test
  void warningsLeaveTheExitCodeAndShowTheSurestOfEachKind() {
    Run run = Run.nerine("check", "--data", data, "--threshold", "few-mentions=45");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.outLines().get(0)).isEqualTo("train: 40 documents, 320 words, 40 mentions");
    assertThat(run.out()).contains("WARNING few-mentions (1)", "40 mentions of Site", "0 errors");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void errorGivesExitCodeOneAndTheReportIsWritten() throws IOException {
    Files.writeString(data, lines("a", "Site", 7));
    Path json = folder.resolve("report.json");
    Run run = Run.nerine("check", "--data", data, "--json", json);
    assertThat(run.code()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(run.out()).contains("ERROR white-space-edge (1)", "train a7 22..34");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    JsonNode finding = report.get("findings").get(0);
    assertThat(finding.get("code").asText()).isEqualTo("white-space-edge");
    assertThat(finding.get("severity").asText()).isEqualTo("error");
    assertThat(finding.get("places").get(0).get("document").asText()).isEqualTo("a7");
    assertThat(finding.get("places").get(0).get("start").asInt()).isEqualTo(22);
    assertThat(report.get("severities").get("error").asInt()).isEqualTo(1);
  }

  @Test
  void verboseShowsAllPlaces() {
    Run brief = Run.nerine("check", "--data", data);
    Run verbose = Run.nerine("check", "--data", data, "--verbose");
    assertThat(verbose.code()).isEqualTo(brief.code());
    assertThat(verbose.outLines().size()).isGreaterThan(brief.outLines().size());
  }

  @Test
  void testPartIsCompared() throws IOException {
    Path test = Files.writeString(folder.resolve("test.jsonl"), lines("b", "Place", 0));
    Run run = Run.nerine("check", "--data", data, "--test", test);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains(
            "test: 40 documents",
            "WARNING absent-from-training",
            "WARNING absent-from-test",
            "WARNING leaked-near-duplicate");
    Files.copy(data, folder.resolve("same.jsonl"));
    Run same = Run.nerine("check", "--data", data, "--test", folder.resolve("same.jsonl"));
    assertThat(same.code()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(same.out()).contains("ERROR leaked-duplicate");
  }

  @Test
  void schemaDeclaresTypesThatTheDataLack() throws IOException {
    Path schema =
        Files.writeString(
            folder.resolve("schema.json"),
            "{\"name\": \"stock\", \"types\": [\"Site\", \"Crate\"]}");
    Run run = Run.nerine("check", "--data", data, "--schema", schema);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("WARNING no-mentions (1)", "No mention of Crate in train");
    Files.writeString(schema, "{\"name\": \"stock\", \"types\": [\"Crate\"]}");
    Run refused = Run.nerine("check", "--data", data, "--schema", schema, "--test", data);
    assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err()).contains("all.jsonl", "'Site'", "40 times");
  }

  @Test
  void badInputIsNamed() throws IOException {
    Files.writeString(data, lines("a", "Site", 0) + "{\"id\": 3");
    Run run = Run.nerine("check", "--data", data);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("all.jsonl, line 41");
  }
}
