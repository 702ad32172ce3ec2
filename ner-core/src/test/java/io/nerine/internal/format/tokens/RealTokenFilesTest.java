package io.nerine.internal.format.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.JsonLines;
import io.nerine.format.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads real files of token-based formats and compares them with what others made of the same
 * corpora. Needs a folder, named by the system property {@code nerine.shared} or the environment
 * variable {@code NERINE_SHARED}, that holds {@code data/formats} and the data sets beside it.
 */
class RealTokenFilesTest {

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> readsRealFiles(TestReporter reporter) {
    String property = System.getProperty("nerine.shared", "");
    String shared = property.isBlank() ? System.getenv("NERINE_SHARED") : property;
    if (shared == null || shared.isBlank()) {
      reporter.publishEntry(
          "left out", "real files: neither nerine.shared nor NERINE_SHARED names a folder");
      return Stream.empty();
    }
    Path data = Path.of(shared, "data");
    Path conll = data.resolve("formats").resolve("conll");
    if (!Files.isDirectory(conll)) {
      reporter.publishEntry("left out", "real files: there is no " + conll);
      return Stream.empty();
    }
    return Stream.of(
        dynamicTest(
            "WNUT-17",
            () ->
                assertBeginsLike(
                    conll.resolve("wnut17-iob2.conll"), data.resolve("wnut17/dev.jsonl"), 60)),
        dynamicTest(
            "GermEval, both levels",
            () ->
                assertBeginsLike(
                    conll.resolve("germeval2014-nested-four-columns.tsv"),
                    data.resolve("germeval2014/dev.nested.jsonl"),
                    60)),
        dynamicTest(
            "Chinese résumés",
            () ->
                assertBeginsLike(
                    conll.resolve("resume-zh-bmes.txt"), data.resolve("resume-zh/dev.jsonl"), 20)),
        dynamicTest("loan agreements", () -> assertLoanAgreements(conll, data)),
        dynamicTest("two schemes of one corpus", () -> assertSchemesAgree(conll)),
        dynamicTest("data sets, written and read back", () -> assertDataSetsSurvive(data)));
  }

  /** Compares with the first documents of a data set. */
  private static void assertBeginsLike(Path file, Path dataSet, int atLeast) {
    assertThat(Formats.detect(file).name()).isEqualTo("conll");
    Imported imported = Formats.read(file);
    List<AnnotatedDocument> documents = imported.documents();
    assertThat(documents).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(imported.report().warnings()).as("%s", imported.report()).isZero();
    List<AnnotatedDocument> expected = JsonLines.read(dataSet).subList(0, documents.size());
    assertThat(documents.stream().map(RealTokenFilesTest::content).toList())
        .isEqualTo(expected.stream().map(RealTokenFilesTest::content).toList());
  }

  private static String content(AnnotatedDocument document) {
    return document.text() + "\n" + document.spans();
  }

  private static void assertLoanAgreements(Path conll, Path data) {
    Imported imported = Formats.read(conll.resolve("sec-loan-agreements-iob1-docstart.txt"));
    assertThat(imported.report().warnings()).as("%s", imported.report()).isZero();
    assertThat(imported.documents()).hasSize(1);
    AnnotatedDocument document = imported.documents().get(0);
    AnnotatedDocument whole = JsonLines.read(data.resolve("sec-loan-agreements/test.jsonl")).get(0);
    assertThat(whole.text()).startsWith(document.text());
    assertThat(document.spans())
        .isNotEmpty()
        .isEqualTo(
            whole.spans().stream().filter(span -> span.end() <= document.text().length()).toList());
  }

  private static void assertSchemesAgree(Path conll) {
    Imported iob2 = Formats.read(conll.resolve("bc5cdr-iob2.tsv"));
    Imported iobes = Formats.read(conll.resolve("bc5cdr-iobes.tsv"));
    assertThat(iob2.report().warnings()).isZero();
    assertThat(iobes.report().warnings()).as("%s", iobes.report()).isZero();
    assertThat(iob2.documents()).hasSize(60).isEqualTo(iobes.documents());
    assertThat(iob2.report().spans()).isPositive();
  }

  private void assertDataSetsSurvive(Path data) {
    for (String set : List.of("conll2003/dev", "bc5cdr/dev", "resume-zh/dev", "wnut17/dev")) {
      List<AnnotatedDocument> documents = JsonLines.read(data.resolve(set + ".jsonl"));
      Path file = directory.resolve(set.replace('/', '-') + ".conll");
      Formats.write(file, Formats.named("conll"), documents, WriteOptions.defaults());
      assertThat(Formats.detect(file).name()).isEqualTo("conll");
      assertThat(Formats.read(file).documents()).as(set).isEqualTo(documents);
    }
  }
}
