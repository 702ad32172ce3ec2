package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.format.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            "           train  dev  test",
            "documents     20    8    12",
            "Common        15    6     9",
            "Rare           5    2     3");
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
