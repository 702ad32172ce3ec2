package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes documents of public data sets in every format and reads them back: without loss where the
 * format can hold them, and without a tag that was not there where it cannot. Needs a folder, named
 * by the system property {@code nerine.shared} or the environment variable {@code NERINE_SHARED},
 * that holds {@code data/*}.
 */
class ConversionMatrixTest {

  /** Of each set; the whole sets are converted by a program of the samples. */
  private static final int DOCUMENTS = 30;

  private static final int LONGEST = 20_000;

  private static final Pattern WORDS_AND_SPACES = Pattern.compile("[^\\s\\p{Cntrl}]+( \\S+)*+");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> everySetThroughEveryFormat(TestReporter reporter) throws IOException {
    String property = System.getProperty("nerine.shared", "");
    String shared = property.isBlank() ? System.getenv("NERINE_SHARED") : property;
    if (shared == null || shared.isBlank() || !Files.isDirectory(Path.of(shared, "data"))) {
      reporter.publishEntry(
          "left out", "converting public data: nerine.shared names no folder with data/*");
      return Stream.empty();
    }
    List<Path> files;
    try (Stream<Path> found = Files.walk(Path.of(shared, "data"), 2)) {
      files = found.filter(file -> file.endsWith("train.jsonl")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .flatMap(
            file -> {
              List<AnnotatedDocument> documents = sample(file);
              Path set = file.getName(file.getNameCount() - 2);
              return Formats.all().stream()
                  .map(
                      format ->
                          dynamicTest(
                              "%s through %s".formatted(set, format.name()),
                              () -> convert(documents, format)));
            });
  }

  private void convert(List<AnnotatedDocument> documents, DocumentFormat format) {
    Path target = directory.resolve("through-" + format.name());

    FormatReport written = Formats.write(target, format, documents, WriteOptions.defaults());
    Imported read = Formats.read(target, format, ReadOptions.defaults());

    Set<FormatCapability> needed = EnumSet.noneOf(FormatCapability.class);
    documents.forEach(document -> needed.addAll(needs(document)));
    if (format.capabilities().containsAll(needed)) {
      assertThat(written.warnings() + written.errors()).as("%s", written).isZero();
      assertThat(described(read.documents(), format)).isEqualTo(described(documents, format));
    } else if (written.warnings() == 0) {
      assertThat(described(read.documents(), format))
          .as("%s needs %s, but no warning says so", format.name(), needed)
          .isEqualTo(described(documents, format));
    } else {
      Map<String, Integer> before = mentions(documents);
      mentions(read.documents())
          .forEach(
              (mention, count) ->
                  assertThat(count)
                      .as("mentions '%s' of %s", mention, format.name())
                      .isLessThanOrEqualTo(before.getOrDefault(mention, 0)));
    }
  }

  /** Documents spread over a set, texts and tags alone. */
  private static List<AnnotatedDocument> sample(Path file) {
    List<AnnotatedDocument> all =
        JsonLines.read(file).stream()
            .filter(document -> document.text().length() <= LONGEST)
            .toList();
    int step = Math.max(1, all.size() / DOCUMENTS);
    List<AnnotatedDocument> sample = new ArrayList<>();
    for (int i = 0; i < all.size() && sample.size() < DOCUMENTS; i += step) {
      AnnotatedDocument document = all.get(i);
      sample.add(
          AnnotatedDocument.builder(document.id(), document.text())
              .spans(document.spans())
              .build());
    }
    return sample;
  }

  /** The capabilities without which texts and tags cannot be held. */
  private static Set<FormatCapability> needs(AnnotatedDocument document) {
    Set<FormatCapability> needed = EnumSet.noneOf(FormatCapability.class);
    String text = document.text();
    if (!WORDS_AND_SPACES.matcher(text).matches()) {
      needed.add(FormatCapability.ANY_TEXT);
    }
    List<EntitySpan> open = new ArrayList<>();
    for (EntitySpan span : document.spans()) {
      if ((span.start() > 0 && text.charAt(span.start() - 1) != ' ')
          || (span.end() < text.length() && text.charAt(span.end()) != ' ')) {
        needed.add(FormatCapability.WORD_PARTS);
      }
      open.removeIf(other -> other.end() <= span.start());
      for (EntitySpan other : open) {
        if (span.matches(other)) {
          needed.add(FormatCapability.REPEATED_SPANS);
        } else if (span.end() <= other.end() || span.start() == other.start()) {
          needed.add(FormatCapability.NESTED_SPANS);
        } else {
          needed.add(FormatCapability.CROSSING_SPANS);
        }
      }
      open.add(span);
    }
    return needed;
  }

  /** Texts and tags, in the order of the ids where the format keeps them. */
  private static List<String> described(List<AnnotatedDocument> documents, DocumentFormat format) {
    boolean ids = format.capabilities().contains(FormatCapability.IDS);
    Stream<AnnotatedDocument> ordered =
        ids
            ? documents.stream().sorted(Comparator.comparing(AnnotatedDocument::id))
            : documents.stream();
    return ordered
        .map(document -> (ids ? document.id() : "") + "\n" + textAndTags(document))
        .toList();
  }

  private static String textAndTags(AnnotatedDocument document) {
    StringBuilder described = new StringBuilder(document.text());
    for (EntitySpan span : document.spans()) {
      described.append(
          "%n%d..%d %s '%s'"
              .formatted(span.start(), span.end(), span.type(), document.textOf(span)));
    }
    return described.toString();
  }

  private static Map<String, Integer> mentions(List<AnnotatedDocument> documents) {
    Map<String, Integer> mentions = new HashMap<>();
    for (AnnotatedDocument document : documents) {
      for (EntitySpan span : document.spans()) {
        String mention = document.textOf(span).replaceAll("[\\s\\p{Cntrl}]", "");
        mentions.merge(span.type() + " " + mention, 1, Integer::sum);
      }
    }
    return mentions;
  }
}
