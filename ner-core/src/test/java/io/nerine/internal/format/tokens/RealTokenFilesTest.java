package io.nerine.internal.format.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.JsonLines;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        dynamicTest("WebAnno and its twins in XMI", () -> assertLikeXmi(data.resolve("formats"))),
        dynamicTest("WebAnno of archives", () -> assertArchives(data.resolve("formats"))),
        dynamicTest(
            "spaCy 2 and what it was made from", () -> assertSpacy(data.resolve("formats"))),
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

  /** The XMI holds more: annotations of no character and white space at edges. */
  private static void assertLikeXmi(Path formats) throws IOException {
    Path suite = formats.resolve("webanno-tsv3").resolve("inception-suite");
    List<AnnotatedDocument> documents = Formats.read(suite).documents();
    assertThat(documents).hasSize(11);
    for (AnnotatedDocument document : documents) {
      String xmi =
          Files.readString(
              formats.resolve("uima-cas-xmi/inception-suite").resolve(document.id() + ".xmi"));
      Matcher text = Pattern.compile("sofaString=\"([^\"]*)\"").matcher(xmi);
      assertThat(text.find()).isTrue();
      assertThat(document.text()).as(document.id()).isEqualTo(unescaped(text.group(1)));
      Matcher tag = Pattern.compile("<type4:NamedEntity ([^>]*)/>").matcher(xmi);
      List<String> expected = new ArrayList<>();
      while (tag.find()) {
        int start = Integer.parseInt(attribute(tag.group(1), "begin"));
        int end = Integer.parseInt(attribute(tag.group(1), "end"));
        if (start < end) {
          expected.add(
              document.text().substring(start, end).strip()
                  + " "
                  + unescaped(attribute(tag.group(1), "value")));
        }
      }
      assertThat(document.spans())
          .as(document.id())
          .extracting(span -> document.textOf(span) + " " + value(span.type()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** An annotation without value has the name of its layer as type. */
  private static String value(String type) {
    return type.equals("NamedEntity") || type.equals("Span") ? "" : type;
  }

  private static String attribute(String tag, String name) {
    Matcher attribute = Pattern.compile(" %s=\"([^\"]*)\"".formatted(name)).matcher(" " + tag);
    return attribute.find() ? attribute.group(1) : "";
  }

  private static String unescaped(String xml) {
    return Pattern.compile("&#(\\d+);")
        .matcher(xml)
        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1))))
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
  }

  private static void assertArchives(Path formats) throws IOException {
    Path file = formats.resolve("webanno-tsv3").resolve("archives-first-pass.tsv");
    Imported imported = Formats.read(file);
    AnnotatedDocument document = imported.documents().get(0);
    assertThat(imported.report().errors() + imported.report().warnings()).isZero();
    // Each row states where its token stands.
    int rows = 0;
    int tagged = 0;
    Set<String> numbers = new HashSet<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isEmpty() && line.charAt(0) != '#') {
        String[] columns = line.split("\t", -1);
        String[] offsets = columns[1].split("-", -1);
        int start = Integer.parseInt(offsets[0]);
        assertThat(document.text().substring(start, Integer.parseInt(offsets[1])))
            .isEqualTo(columns[2]);
        rows++;
        int bracket = columns[4].indexOf('[');
        boolean again = bracket >= 0 && !numbers.add(columns[4].substring(bracket));
        tagged += columns[4].equals("_") || again ? 0 : 1;
      }
    }
    assertThat(rows).isEqualTo(3130);
    assertThat(document.spans()).hasSize(tagged);
  }

  private static void assertSpacy(Path formats) {
    Path folder = formats.resolve("spacy2-json");
    for (String name : List.of("ner-sent-per-line", "ner-token-per-line")) {
      Imported json = Formats.read(folder.resolve(name + ".json"));
      Imported iob = Formats.read(folder.resolve(name + ".iob"));
      assertThat(json.report().problems()).isEmpty();
      assertThat(iob.report().problems()).isEmpty();
      assertThat(json.report().spans()).isEqualTo(7);
      assertThat(mentions(json)).isEqualTo(mentions(iob));
    }
  }

  private static List<String> mentions(Imported imported) {
    return imported.documents().stream()
        .flatMap(
            document ->
                document.spans().stream().map(span -> span.type() + " " + document.textOf(span)))
        .toList();
  }

  private void assertDataSetsSurvive(Path data) {
    for (String set : List.of("conll2003/dev", "bc5cdr/dev", "resume-zh/dev", "wnut17/dev")) {
      List<AnnotatedDocument> documents = JsonLines.read(data.resolve(set + ".jsonl"));
      for (String format : List.of("conll", "huggingface", "gliner", "spacy2")) {
        assertSurvives(documents, format, WriteOptions.defaults());
      }
    }
    List<AnnotatedDocument> nested =
        JsonLines.read(data.resolve("germeval2014/dev.nested.jsonl")).subList(0, 500);
    assertSurvives(nested, "conll", WriteOptions.builder().option("nested", "2").build());
    assertSurvives(nested, "gliner", WriteOptions.defaults());
    List<AnnotatedDocument> withoutLanguage =
        nested.stream()
            .map(
                document ->
                    AnnotatedDocument.builder(document.id(), document.text())
                        .spans(document.spans())
                        .build())
            .toList();
    assertSurvives(withoutLanguage.subList(0, 50), "webanno-tsv", WriteOptions.defaults());
  }

  private void assertSurvives(
      List<AnnotatedDocument> documents, String format, WriteOptions options) {
    Path target = directory.resolve("written-" + format);
    FormatReport report = Formats.write(target, Formats.named(format), documents, options);
    assertThat(report.problems()).as(format).isEmpty();
    assertThat(Formats.detect(target).name()).isEqualTo(format);
    assertThat(Formats.read(target).documents()).as(format).isEqualTo(documents);
  }
}
