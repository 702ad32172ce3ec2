package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Reads files that tools and published corpora wrote: each is recognised, read without an error and
 * holds what it is known to hold. Needs a folder, named by the system property {@code
 * nerine.shared} or the environment variable {@code NERINE_SHARED}, that holds {@code
 * data/formats}.
 */
class SharedFilesTest {

  private record Original(String path, String format, int documents) {}

  private static final String NOT_AMONG_THE_EXPECTED = "doccano/import-sequence-labeling.jsonl";

  private static final List<Original> ORIGINALS =
      List.of(
          new Original("azure-custom-ner/loanAgreementsLabels.json", "azure", 14),
          new Original("brat", "brat", 17),
          new Original("brat/materials-synthesis", "brat", 15),
          new Original("brat/opennlp", "brat", 2),
          new Original("conll/bc5cdr-iob2.tsv", "conll", 60),
          new Original("conll/bc5cdr-iobes.tsv", "conll", 60),
          new Original("conll/germeval2014-nested-four-columns.tsv", "conll", 60),
          new Original("conll/resume-zh-bmes.txt", "conll", 30),
          new Original("conll/sec-loan-agreements-iob1-docstart.txt", "conll", 1),
          new Original("conll/wnut17-iob2.conll", "conll", 60),
          new Original("doccano/export-sequence-labeling.jsonl", "doccano", 3),
          new Original("doccano/import-entities-relations.jsonl", "doccano", 1),
          new Original("doccano/import-sequence-labeling.jsonl", "doccano", 3),
          new Original("doccano/text-label.jsonl", "doccano", 2),
          new Original("label-studio/export.json", "label-studio", 3),
          new Original("opennlp-namefinder/AnnotatedSentencesWithTypes.txt", "opennlp", 17),
          new Original("opennlp-namefinder/OnlyWithEntitiesWithTypes.train", "opennlp", 1),
          new Original("opennlp-namefinder/voa1.train", "opennlp", 2),
          new Original("prodigy/fashion-brands.jsonl", "prodigy", 100),
          new Original("pubtator/bc5cdr.PubTator.txt", "pubtator", 10),
          new Original("spacy2-json/ner-sent-per-line.iob", "iob-line", 2),
          new Original("spacy2-json/ner-sent-per-line.json", "spacy2", 1),
          new Original("spacy2-json/ner-token-per-line.iob", "conll", 1),
          new Original("spacy2-json/ner-token-per-line.json", "spacy2", 1),
          new Original("spacy2-json/simple-train.json", "spacy", 2),
          new Original("uima-cas-xmi", "uima-xmi", 12),
          new Original("webanno-tsv3", "webanno-tsv", 12));

  @TestFactory
  Stream<DynamicTest> everyOriginalIsRecognisedAndRead(TestReporter reporter) {
    String property = System.getProperty("nerine.shared", "");
    String shared = property.isBlank() ? System.getenv("NERINE_SHARED") : property;
    Path folder = Path.of(shared == null ? "" : shared, "data", "formats");
    if (shared == null || shared.isBlank() || !Files.isDirectory(folder)) {
      reporter.publishEntry(
          "left out", "reading originals of tools: nerine.shared names no folder data/formats");
      return Stream.empty();
    }
    return ORIGINALS.stream()
        .map(original -> dynamicTest(original.path, () -> read(folder, original)));
  }

  private static void read(Path folder, Original original) throws IOException {
    Path input = folder.resolve(original.path);
    DocumentFormat format = Formats.detect(input);
    assertThat(format.name()).isEqualTo(original.format);

    Imported strict = Formats.read(input);
    Imported lenient = Formats.read(input, format, ReadOptions.builder().lenient().build());

    assertThat(strict.documents()).hasSize(original.documents).isEqualTo(lenient.documents());
    assertThat(strict.report().spans()).isPositive();
    Path expected = folder.resolve(original.path).resolveSibling("expected.jsonl");
    if (Files.exists(expected) && !original.path.equals(NOT_AMONG_THE_EXPECTED)) {
      assertThat(tagged(JsonLines.read(expected))).containsAll(tagged(strict.documents()));
    }
  }

  /** Each document's text with its tags, a repeated one once. */
  private static Set<String> tagged(List<AnnotatedDocument> documents) {
    return documents.stream()
        .map(
            document ->
                document.text()
                    + document.spans().stream()
                        .map(span -> shown(document, span))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining()))
        .collect(Collectors.toSet());
  }

  private static String shown(AnnotatedDocument document, EntitySpan span) {
    return "%n%d..%d %s '%s'"
        .formatted(span.start(), span.end(), span.type(), document.textOf(span));
  }
}
