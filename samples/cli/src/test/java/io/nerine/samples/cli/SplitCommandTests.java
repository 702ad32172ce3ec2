package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.format.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitCommandTests {

  @TempDir private Path folder;
  private Path data;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append(
          "{\"id\": \"%d\", \"text\": \"n%d here\", \"spans\": [{\"start\": 0, \"end\": 2, \"label\": \"%s\"}], \"team\": %d}\n"
              .formatted(i, i, i % 4 == 0 ? "Rare" : "Common", i));
    }
    data = Files.writeString(folder.resolve("all.jsonl"), lines);
    out = folder.resolve("parts/new");
  }

  private static List<String> ids(Path... files) {
    List<String> ids = new ArrayList<>();
    for (Path file : files) {
      JsonLines.read(file).forEach(document -> ids.add(document.id()));
    }
    return ids;
  }

  @Test
  void partsHoldEachDocumentOnceAndTheTableCountsThem() {
    Run run = Run.nerine("split", "--data", data, "--out", out, "--dev", "0.2", "--test", "0.3");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    Path train = out.resolve("train.jsonl");
    Path dev = out.resolve("dev.jsonl");
    Path test = out.resolve("test.jsonl");
    assertThat(ids(train, dev, test))
        .containsExactlyInAnyOrderElementsOf(
            Dataset.read(data).documents().stream().map(AnnotatedDocument::id).toList());
    assertThat(ids(train)).hasSize(20);
    assertThat(ids(dev)).hasSize(8);
    assertThat(ids(test)).hasSize(12);
    assertThat(JsonLines.read(dev).get(0).metadata()).containsKey("team");
    assertThat(run.outLines())
        .containsExactly(
            "            train     dev    test",
            "documents      20       8      12",
            "Common         15       6       9",
            "Rare            5       2       3",
            "distance   0.0000  0.0000  0.0000");
  }

  @Test
  void sameSeedGivesTheSameParts() throws IOException {
    Run.nerine("split", "--data", data, "--out", out, "--seed", "7");
    String first = Files.readString(out.resolve("test.jsonl"));
    Run.nerine("split", "--data", data, "--out", out, "--seed", "7");
    assertThat(out.resolve("test.jsonl")).hasContent(first);
    Run.nerine("split", "--data", data, "--out", out, "--seed", "8");
    assertThat(Files.readString(out.resolve("test.jsonl"))).isNotEqualTo(first);
  }

  @Test
  void foldsTestEachDocumentOnce() {
    Run run = Run.nerine("split", "--data", data, "--out", out, "--folds", "4");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    List<String> tested = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      Path fold = out.resolve("fold-" + i);
      tested.addAll(ids(fold.resolve("test.jsonl")));
      assertThat(ids(fold.resolve("train.jsonl"), fold.resolve("test.jsonl")))
          .hasSize(40)
          .doesNotHaveDuplicates();
    }
    assertThat(tested).hasSize(40).doesNotHaveDuplicates();
    assertThat(run.out()).contains("all  fold-1  fold-2  fold-3  fold-4");
    assertThat(out.resolve("fold-5")).doesNotExist();
  }

  @Test
  void documentsSayTheirPart() {
    Run.nerine("split", "--data", data, "--out", out);
    assertThat(JsonLines.read(out.resolve("dev.jsonl")))
        .allMatch(document -> document.part().orElseThrow() == DatasetPart.DEV);
  }

  @Test
  void documentsOfOneValueStayTogether() throws IOException {
    String grouped =
        Files.readString(data).replaceAll("\"team\": \\d*(\\d)}", "\"team\": \"t$1\"}");
    Files.writeString(data, grouped);
    for (String[] more : new String[][] {{}, {"--folds", "3"}}) {
      List<Object> line = new ArrayList<>(List.of("split", "--data", data, "--out", out));
      line.addAll(List.of("--group-by", "team"));
      line.addAll(List.of(more));
      Run run = Run.nerine(line.toArray());
      assertThat(run.code()).isEqualTo(ExitCode.DONE);
    }
    assertThat(teams("train.jsonl")).isNotEmpty().doesNotContainAnyElementsOf(teams("test.jsonl"));
    assertThat(teams("fold-1/train.jsonl"))
        .hasSizeBetween(6, 7)
        .doesNotContainAnyElementsOf(teams("fold-1/test.jsonl"));
  }

  private Set<Object> teams(String file) {
    Set<Object> teams = new HashSet<>();
    JsonLines.read(out.resolve(file))
        .forEach(document -> teams.add(document.metadata().get("team")));
    return teams;
  }

  @Test
  void aKeyThatNoDocumentHasIsRefused() {
    Run run = Run.nerine("split", "--data", data, "--out", out, "--group-by", "patient");
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("'patient'", "there is team");
    assertThat(out).doesNotExist();
  }

  @Test
  void nearDuplicatesStayTogetherUnlessIgnored() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      lines.append(
          "{\"id\": \"%d\", \"text\": \"Pump 7 at Narvik was greased%s\", \"spans\": [{\"start\": 10, \"end\": 16, \"label\": \"Site\"}]}\n"
              .formatted(i, " ".repeat(i)));
    }
    Files.writeString(data, lines);
    Run together = Run.nerine("split", "--data", data, "--out", out);
    assertThat(together.code()).isEqualTo(ExitCode.DONE);
    assertThat(together.outLines())
        .containsExactly(
            "            train  dev  test",
            "documents      10    0     0",
            "Site           10    0     0",
            "distance   0.0000    -     -");
    Run.nerine("split", "--data", data, "--out", out, "--ignore-near-duplicates");
    assertThat(ids(out.resolve("train.jsonl"))).hasSize(8);
  }

  @Test
  void partsThatDocumentsSayAreKeptAndConflictsTold() throws IOException {
    String marked = Files.readString(data).replace("n8 here\",", "n7  here\",");
    marked = marked.replace("{\"id\"", "{\"split\": \"train\", \"id\"");
    marked = marked.replace("\"train\", \"id\": \"8\"", "\"test\", \"id\": \"8\"");
    Files.writeString(data, marked);
    Run kept = Run.nerine("split", "--data", data, "--out", out);
    assertThat(ids(out.resolve("test.jsonl"))).containsExactly("8");
    assertThat(kept.err())
        .contains("warning: 1 group of near-duplicates in different parts")
        .contains("first train in '7', test in '8'");
    Run anew = Run.nerine("split", "--data", data, "--out", out, "--ignore-splits");
    assertThat(ids(out.resolve("test.jsonl"))).hasSize(4);
    assertThat(anew.err()).isEmpty();
  }

  @Test
  void moreFoldsThanTextsAreRefused() {
    Run run = Run.nerine("split", "--data", data, "--out", out, "--folds", "41");
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--folds", "40", "41");
    assertThat(out).doesNotExist();
  }

  @Test
  void partWithoutDocumentsIsAnEmptyFileSoThatNoOlderOneIsTakenForIt() throws IOException {
    Run.nerine("split", "--data", data, "--out", out);
    Run.nerine("split", "--data", data, "--out", out, "--dev", "0");
    assertThat(out.resolve("dev.jsonl")).isEmptyFile();
  }

  @Test
  void emptyDataAreRefused() throws IOException {
    Files.writeString(data, "");
    Run run = Run.nerine("split", "--data", data, "--out", out);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("all.jsonl");
  }

  @Test
  void outputThatIsAFileIsRefused() {
    Run run = Run.nerine("split", "--data", data, "--out", data);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("all.jsonl");
  }
}
