package io.nerine.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads what brat, PubTator, OpenNLP, INCEpTION and cassis themselves wrote. Needs a folder, named
 * by the system property {@code nerine.shared} or the environment variable {@code NERINE_SHARED},
 * that holds {@code data/formats}.
 */
class RealStandoffFilesTest {

  /** The tags of the files that have no expectation beside them. */
  private static final Map<String, Integer> TAGS =
      new TreeMap<>(
          Map.of(
              "opennlp-namefinder/voa1.train", 35,
              "opennlp-namefinder/OnlyWithEntitiesWithTypes.train", 12,
              "opennlp-namefinder/AnnotatedSentencesWithTypes.txt", 24,
              "uima-cas-xmi/inception-suite", 33,
              "uima-cas-xmi/inception-suite/testSubMultiTokenSpanWithFeatureValue.xmi", 9,
              "uima-cas-xmi/dkpro-cassis", 0,
              "uima-cas-xmi/dkpro-cassis/small_cas.xmi", 0,
              "uima-cas-xmi/dkpro-cassis/text-and-annotations.xmi", 0));

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> meanWhatIsExpected(TestReporter reporter) {
    String property = System.getProperty("nerine.shared", "");
    String shared = property.isBlank() ? System.getenv("NERINE_SHARED") : property;
    if (shared == null || !Files.isDirectory(Path.of(shared, "data", "formats"))) {
      reporter.publishEntry(
          "left out", "real standoff files: no folder data/formats; set NERINE_SHARED");
      return Stream.empty();
    }
    Path formats = Path.of(shared, "data", "formats");
    Stream<DynamicTest> counted =
        TAGS.keySet().stream()
            .map(name -> dynamicTest(name, () -> counted(formats.resolve(name), TAGS.get(name))));
    return Stream.concat(
        counted,
        Stream.of(
            dynamicTest("brat", () -> expected(formats.resolve("brat"), "brat")),
            dynamicTest(
                "PubTator", () -> expected(formats.resolve("pubtator/bc5cdr.PubTator.txt"), "")),
            dynamicTest("twins of WebAnno TSV", () -> twins(formats))));
  }

  private void expected(Path input, String folder) {
    Imported imported = read(input);
    Path expected =
        folder.isEmpty() ? input.resolveSibling("expected.jsonl") : input.resolve("expected.jsonl");
    assertThat(imported.documents())
        .extracting(AnnotatedDocument::id, RealStandoffFilesTest::textAndTags)
        .containsExactlyElementsOf(
            JsonLines.read(expected).stream()
                .map(d -> org.assertj.core.groups.Tuple.tuple(d.id(), textAndTags(d)))
                .toList());
    assertThat(imported.report().warnings()).as("%s", imported.report()).isZero();
  }

  private void counted(Path input, int tags) {
    assertThat(read(input).report().spans()).isEqualTo(tags);
  }

  /** Reads strictly, and the same again from a copy of its own writing. */
  private Imported read(Path input) {
    Imported imported = Formats.read(input);
    DocumentFormat format = Formats.detect(input);
    Path copy = directory.resolve(format.name());
    FormatReport written =
        Formats.write(copy, format, imported.documents(), WriteOptions.defaults());
    Imported again = Formats.read(copy, format, ReadOptions.defaults());
    assertThat(again.report().spans()).isEqualTo(imported.report().spans());
    if (written.warnings() == 0) {
      assertThat(again.documents())
          .extracting(RealStandoffFilesTest::textAndTags)
          .isEqualTo(
              imported.documents().stream().map(RealStandoffFilesTest::textAndTags).toList());
    }
    return imported;
  }

  /** The suite of INCEpTION holds the same documents in both of its formats. */
  private void twins(Path formats) throws IOException {
    if (Formats.all().stream().noneMatch(format -> format.name().startsWith("webanno"))) {
      return;
    }
    try (Stream<Path> files = Files.list(formats.resolve("uima-cas-xmi/inception-suite"))) {
      for (Path xmi : files.sorted().toList()) {
        String name = xmi.getFileName().toString().replace(".xmi", ".tsv");
        Path tsv = formats.resolve("webanno-tsv3/inception-suite").resolve(name);
        List<AnnotatedDocument> documents = Formats.read(tsv).documents();
        assertThat(documents).as(name).hasSize(1);
        AnnotatedDocument twin = Formats.read(xmi).documents().get(0);
        assertThat(places(documents.get(0))).as(name).isEqualTo(places(twin));
      }
    }
  }

  /**
   * The tags without white space at their edges, which the rows of TSV cannot hold. Where they have
   * no label, their type is the name of their layer, which is another in the two.
   */
  private static List<String> places(AnnotatedDocument document) {
    return document.spans().stream()
        .map(
            span -> {
              String mention = document.textOf(span);
              int start = span.end() - mention.stripLeading().length();
              boolean labelled = !Set.of("NamedEntity", "Span").contains(span.type());
              return start + ".." + span.end() + " " + (labelled ? span.type() : "");
            })
        .sorted()
        .toList();
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
