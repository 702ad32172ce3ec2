package io.nerine.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Evaluator;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the corpus to what its data card says. */
class ServiceReportsTests {

  private final Dataset reports = Dataset.of(ServiceReports.schema(), ServiceReports.tagged());

  private static String card() throws IOException {
    return Files.readString(Path.of("DATA-CARD.md"));
  }

  /** The mentions as strings, by type. */
  private Map<String, List<Mention>> mentions() {
    Map<String, List<Mention>> mentions = new LinkedHashMap<>();
    reports.schema().typeNames().forEach(type -> mentions.put(type, new ArrayList<>()));
    for (AnnotatedDocument document : reports.documents()) {
      for (EntitySpan span : document.spans()) {
        mentions
            .get(span.type())
            .add(new Mention(document.id(), document.textOf(span), span.type()));
      }
    }
    return mentions;
  }

  private record Mention(String document, String text, String type) {}

  @Test
  void cardCountsMentions() throws IOException {
    List<String> rows = new ArrayList<>();
    List<Mention> all = new ArrayList<>();
    mentions()
        .forEach(
            (type, mentions) -> {
              rows.add(row(type, mentions));
              all.addAll(mentions);
            });
    rows.add(row("All", all).replaceAll("(?<=\\| )([^|]+)(?= \\|)", "**$1**"));
    assertThat(card().lines()).containsSubsequence(rows);
  }

  private static String row(String type, List<Mention> mentions) {
    long distinct =
        mentions.stream().map(mention -> mention.text() + "\n" + mention.type()).distinct().count();
    Map<String, List<String>> documentsOf = new LinkedHashMap<>();
    for (Mention mention : mentions) {
      documentsOf
          .computeIfAbsent(mention.text() + "\n" + mention.type(), key -> new ArrayList<>())
          .add(mention.document());
    }
    long inOne =
        documentsOf.values().stream()
            .filter(documents -> documents.stream().distinct().count() == 1)
            .mapToLong(List::size)
            .sum();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.0f %% |",
        type,
        mentions.size(),
        distinct,
        100.0 * inOne / mentions.size());
  }

  @Test
  void cardCountsDocumentsAndWords() throws IOException {
    long without = reports.documents().stream().filter(report -> report.spans().isEmpty()).count();
    int[] words =
        reports.documents().stream()
            .mapToInt(report -> report.text().trim().split("\\s+").length)
            .sorted()
            .toArray();
    int median = (words[words.length / 2 - 1] + words[words.length / 2]) / 2;
    assertThat(card().replaceAll("\\s+", " "))
        .contains("Documents: %d, of which %d without any".formatted(reports.size(), without))
        .contains("space): %d; per document".formatted(Arrays.stream(words).sum()))
        .contains("document %d to %d,".formatted(words[0], words[words.length - 1]))
        .contains("median %d.".formatted(median));
    assertThat(card()).contains("%d further documents".formatted(ServiceReports.untagged().size()));
  }

  @Test
  void mentionsAreTrimmedWholeWordsInOrderAndApart() {
    for (AnnotatedDocument report : reports.documents()) {
      int end = 0;
      for (EntitySpan span : report.spans()) {
        String mention = report.textOf(span);
        assertThat(mention).as(report.id()).isEqualTo(mention.strip());
        assertThat(span.start()).as("%s: %s", report.id(), mention).isGreaterThanOrEqualTo(end);
        assertThat(cutsWord(report.text(), span.start())).as(mention).isFalse();
        assertThat(cutsWord(report.text(), span.end())).as(mention).isFalse();
        end = span.end();
      }
    }
  }

  private static boolean cutsWord(String text, int offset) {
    return offset > 0
        && offset < text.length()
        && Character.isLetterOrDigit(text.charAt(offset - 1))
        && Character.isLetterOrDigit(text.charAt(offset));
  }

  @Test
  void schemaDescribesEachOfItsEightTypesAndEachIsUsed() {
    assertThat(reports.schema().types())
        .hasSize(8)
        .allSatisfy(type -> assertThat(type.description()).isNotBlank())
        .extracting(EntityType::examples)
        .allSatisfy(examples -> assertThat(examples).isNotEmpty());
    assertThat(reports.mentions().values()).allMatch(count -> count > 100);
  }

  @Test
  void newReportsAreNotAmongTheTaggedOnes() {
    List<String> texts = reports.documents().stream().map(AnnotatedDocument::text).toList();
    assertThat(ServiceReports.untagged())
        .hasSize(6)
        .allSatisfy(report -> assertThat(texts).doesNotContain(report.text()))
        .allSatisfy(report -> assertThat(report.spans()).isEmpty());
  }

  @Test
  void dictionaryDoesNotSolveTheTaskAndTheCardSaysWhatItScores() throws IOException {
    DatasetSplit parts = reports.split(Quickstart.splitOptions());
    double f1 = Evaluator.evaluate(DictionaryBaseline.of(parts.train()), parts.test()).micro().f1();
    assertThat(f1).isLessThan(0.5);
    Matcher figure =
        Pattern.compile("Dictionary baseline:[^=]*F1 = ([0-9]\\.[0-9]+)").matcher(card());
    assertThat(figure.find()).isTrue();
    assertThat(figure.group(1)).isEqualTo(String.format(Locale.ROOT, "%.3f", f1));
  }
}
