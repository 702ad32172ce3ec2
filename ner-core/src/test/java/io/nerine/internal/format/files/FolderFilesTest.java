package io.nerine.internal.format.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.format.FormatLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {

  private final FormatLog log = new FormatLog();

  @TempDir Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private List<String> walked() throws IOException {
    FolderFiles files = new FolderFiles(folder, name -> name.endsWith(".txt"), log);
    List<String> walked = new ArrayList<>();
    for (Path file = files.next(); file != null; file = files.next()) {
      walked.add(files.relative(file));
    }
    assertThat(files.next()).isNull();
    return walked;
  }

  @Test
  void walksInTheOrderOfPaths() throws IOException {
    files("b.txt", "a/z.txt", "a/b/c.txt", "c.md", "a.txt", "z/1.txt", ".git/x.txt", "a/.y.txt");

    List<String> walked = walked();

    assertThat(walked).containsExactly("a/b/c.txt", "a/z.txt", "a.txt", "b.txt", "z/1.txt");
    assertThat(walked).isSortedAccordingTo(FolderFiles.ORDER);
    assertThat(log.report().problems()).isEmpty();
  }

  @Test
  void endsInALoopOfLinksAndStaysInside() throws IOException {
    files("data/a.txt", "outside/b.txt");
    Path data = folder.resolve("data");
    Files.createSymbolicLink(data.resolve("again"), data);
    Files.createSymbolicLink(data.resolve("out"), folder.resolve("outside"));
    Files.createSymbolicLink(data.resolve("b.txt"), folder.resolve("outside/b.txt"));
    Files.createSymbolicLink(data.resolve("gone.txt"), folder.resolve("nowhere"));
    Files.createSymbolicLink(data.resolve("same.txt"), data.resolve("a.txt"));
    Files.createSymbolicLink(data.resolve("picture.png"), folder.resolve("nowhere"));
    folder = data;

    assertThat(walked()).containsExactly("a.txt", "same.txt");
    assertThat(log.report().errors()).isEqualTo(2);
    assertThat(log.report().toString())
        .contains("ERROR " + data.resolve("b.txt") + ": a link that leads nowhere or out")
        .contains("ERROR " + data.resolve("gone.txt"))
        .contains("WARNING " + data.resolve("out") + ": a link that leads out of the folder");
  }

  @Test
  void goesNoDeeperThanAnyoneNests() throws IOException {
    Path deep = folder;
    for (int i = 0; i < 80; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);

    assertThat(walked()).isEmpty();
    assertThat(log.report().toString()).contains("more than 64 folders within each other");
    assertThat(FolderFiles.find(folder, name -> name.equals("x"))).isNull();
  }

  @Test
  void findsNamedFilesInsideOnly() throws IOException {
    files("data/a.txt", "secret.txt");
    Path data = folder.resolve("data");
    Files.createSymbolicLink(data.resolve("link.txt"), folder.resolve("secret.txt"));

    assertThat(FolderFiles.inside(data, "a.txt")).isEqualTo(data.resolve("a.txt"));
    assertThat(FolderFiles.inside(data, "x/../a.txt")).isEqualTo(data.resolve("a.txt"));
    for (String name :
        List.of(
            "../secret.txt",
            "link.txt",
            "",
            ".",
            "..",
            "none.txt",
            "/etc/hostname",
            "a.txt\u0000",
            folder.resolve("secret.txt").toString())) {
      assertThat(FolderFiles.inside(data, name)).as(name).isNull();
    }
  }

  @Test
  void takesTheWorkingDirectoryForAFolder() throws IOException {
    for (String here : List.of("", ".", "./src/..")) {
      Path folder = Path.of(here);
      Path found = FolderFiles.inside(folder, "pom.xml");
      assertThat(found).as("'%s'", here).isNotNull();
      FolderFiles files = new FolderFiles(folder, name -> name.equals("pom.xml"), log);
      Path walked = files.next();
      assertThat(walked).isNotNull();
      assertThat(FolderFiles.inside(folder, files.relative(walked))).isNotNull();
    }
  }

  @Test
  void namesAreSafeAndGivenOnce() {
    FileNames names = new FileNames(true);

    assertThat(List.of("a/b", "a/B", "a/b", "..", "../x", "/", "a.b/c", "con", "\u00E9 x", "_ x"))
        .extracting(names::next)
        .containsExactly(
            "a/b", "a/B-2", "a/b-3", "_..", "___/x", "_/_", "a_b/c", "con_", "__x", "__x-2");
    assertThat(names.next("x".repeat(1000))).hasSize(120);
    assertThat(names.next("1/2/3/4/5/6/7/8/9")).isEqualTo("1_2_3_4_5_6_7_8_9");
    assertThat(new FileNames(false).next("a/b")).isEqualTo("a_b");
  }

  @Test
  void manyIdsOfOneNameAreNamedInLinearTime() {
    FileNames names = new FileNames(true);
    String last = "";
    for (int i = 0; i < 200_000; i++) {
      last = names.next("\u0442\u0435\u0441\u0442");
    }
    assertThat(last).isEqualTo("____-200000");
  }

  @Test
  void theIndexIsReadAsFarAsItIsRight() throws IOException {
    Files.writeString(
        folder.resolve(DocumentIndex.NAME),
        """
        {"file":"b.txt","id":"1\\ud800"}
        {"file":"b.txt","id":"2"}

        {"file":"a.txt"}
        {"file":
        {"file":"../c.txt","id":""}
        """);

    assertThat(DocumentIndex.read(folder, log))
        .containsExactly(Map.entry("b.txt", "1\uD800"), Map.entry("../c.txt", ""));
    assertThat(log.report().toString())
        .contains("line 2: the file was named before", "line 4: no strings", "line 5: broken JSON");
  }

  @Test
  void aFileIsNoDirectoryToWrite() throws IOException {
    files("a.txt");

    assertThatThrownBy(() -> FolderTarget.write(folder.resolve("a.txt"), name -> true, at -> {}))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("a.txt': it is no directory");
    assertThat(folder.resolve("a.txt")).hasContent("a.txt");
  }

  @Test
  void countsKindsOnceUpToABound() {
    Tally tally = new Tally(log, "f");
    for (int i = 0; i < 300; i++) {
      tally.info("line " + i, "kind " + i, "left out");
      tally.info("line " + i, "kind 0", "left out");
    }
    tally.report();
    tally.report();

    assertThat(log.report().notes()).isEqualTo(300);
    assertThat(log.report().toString()).contains("f, line 0: kind 0 (301 times, first here)");
  }

  @Test
  void ofOverlappingTagsTheFirstAndLongestStays() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("a", "abcdef")
            .span(0, 2, "short")
            .span(0, 3, "long")
            .span(2, 5, "crossing")
            .span(3, 4, "next")
            .build();

    assertThat(OuterSpans.of(document.spans()))
        .extracting(span -> span.type())
        .containsExactly("long", "next");
  }
}
