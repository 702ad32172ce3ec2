package io.nerine.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that the tools themselves wrote, where a folder with public data is at hand: named by the
 * system property {@code nerine.shared} or the environment variable {@code NERINE_SHARED}, it holds
 * {@code data/formats/TOOL/expected.jsonl}, which says what the files mean.
 */
class SharedJsonFilesTest {

  @TempDir Path directory;

  /** The folder of each format, and the files in it in the order of what is expected. */
  private static final Map<String, List<String>> FILES =
      new TreeMap<>(
          Map.of(
              "doccano",
              List.of(
                  "doccano/export-sequence-labeling.jsonl",
                  "doccano/import-entities-relations.jsonl",
                  "doccano/text-label.jsonl"),
              "prodigy",
              List.of("prodigy/fashion-brands.jsonl")));

  @TestFactory
  Stream<DynamicTest> meanWhatIsExpected(TestReporter reporter) {
    String property = System.getProperty("nerine.shared", "");
    String shared = property.isBlank() ? System.getenv("NERINE_SHARED") : property;
    if (shared == null || !Files.isDirectory(Path.of(shared, "data", "formats"))) {
      reporter.publishEntry("left out", "no folder data/formats; set NERINE_SHARED");
      return Stream.empty();
    }
    Path formats = Path.of(shared, "data", "formats");
    return FILES.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> check(formats, entry.getKey())));
  }

  private void check(Path formats, String name) {
    List<AnnotatedDocument> read = new ArrayList<>();
    for (String file : FILES.get(name)) {
      Path path = formats.resolve(file);
      assertThat(Formats.detect(path).name()).as(file).isEqualTo(name);
      Imported imported = Formats.read(path, Formats.named(name), ReadOptions.defaults());
      assertThat(imported.report().warnings()).as("%s", imported.report()).isZero();
      read.addAll(imported.documents());
      checkRoundTrip(name, imported.documents());
    }
    Path expected = formats.resolve(FILES.get(name).get(0)).resolveSibling("expected.jsonl");
    assertThat(read.stream().map(SharedJsonFilesTest::textAndTags).toList())
        .isEqualTo(
            JsonLines.read(expected).stream().map(SharedJsonFilesTest::textAndTags).toList());
  }

  private void checkRoundTrip(String name, List<AnnotatedDocument> documents) {
    Path copy = directory.resolve(name);
    Formats.write(copy, Formats.named(name), documents, WriteOptions.defaults());
    List<AnnotatedDocument> again =
        Formats.read(copy, Formats.named(name), ReadOptions.defaults()).documents();
    assertThat(again.stream().map(SharedJsonFilesTest::textAndTags).toList())
        .isEqualTo(documents.stream().map(SharedJsonFilesTest::textAndTags).toList());
    assertThat(again)
        .extracting(AnnotatedDocument::id, AnnotatedDocument::metadata)
        .isEqualTo(
            documents.stream()
                .map(d -> org.assertj.core.groups.Tuple.tuple(d.id(), d.metadata()))
                .toList());
  }

  /** A tag that repeats counts once. */
  private static String textAndTags(AnnotatedDocument document) {
    TreeSet<String> tags = new TreeSet<>();
    for (EntitySpan span : document.spans()) {
      tags.add("%09d %09d %s".formatted(span.start(), span.end(), span.type()));
    }
    return document.text() + "\n" + String.join("\n", tags);
  }
}
