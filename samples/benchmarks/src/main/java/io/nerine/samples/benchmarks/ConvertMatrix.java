package io.nerine.samples.benchmarks;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatProblem;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Converts whole data sets to every format and back, and counts what was lost on the way. */
public final class ConvertMatrix {

  private ConvertMatrix() {}

  /**
   * Prints a line a file and format: documents and tags that were there before and after, how many
   * documents came back as they were, the first warning of the writer if there was one, and the
   * time. Exits with 1 if anything was lost without a warning or could not be read back.
   *
   * @param args JSON Lines files
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("convert-matrix");
    boolean silent = false;
    try {
      for (String name : args) {
        Path file = Path.of(name);
        List<AnnotatedDocument> documents =
            JsonLines.read(file).stream().map(ConvertMatrix::textAndTagsOnly).toList();
        System.out.printf(
            Locale.ROOT, "%s: %,d documents, %,d tags%n", file, documents.size(), tags(documents));
        for (DocumentFormat format : Formats.all()) {
          silent |= lostSilently(documents, format, directory);
        }
      }
    } finally {
      FormatFuzz.delete(directory);
    }
    if (silent) {
      System.exit(1);
    }
  }

  private static boolean lostSilently(
      List<AnnotatedDocument> documents, DocumentFormat format, Path directory) throws IOException {
    Path target = directory.resolve("through-" + format.name());
    long start = System.nanoTime();
    FormatReport written = Formats.write(target, format, documents, WriteOptions.defaults());
    Imported read;
    try {
      read = Formats.read(target, format, ReadOptions.defaults());
    } catch (DataFormatException e) {
      System.out.printf(
          Locale.ROOT, "  %-14s CANNOT BE READ BACK: %s%n", format.name(), e.getMessage());
      return true;
    } finally {
      FormatFuzz.delete(target);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long same = same(documents, read.documents());
    boolean all = same == documents.size();
    System.out.printf(
        Locale.ROOT,
        "  %-14s %,7d documents, %,7d tags, %,7d of the documents as they were, %5.1f s%s%n",
        format.name(),
        read.documents().size(),
        tags(read.documents()),
        same,
        seconds,
        all ? "" : "; " + warning(written).map(FormatProblem::found).orElse("NO WARNING"));
    return !all && warning(written).isEmpty();
  }

  private static AnnotatedDocument textAndTagsOnly(AnnotatedDocument document) {
    return AnnotatedDocument.builder(document.id(), document.text())
        .spans(
            document.spans().stream()
                .map(span -> new EntitySpan(span.start(), span.end(), span.type()))
                .toList())
        .build();
  }

  private static long tags(List<AnnotatedDocument> documents) {
    return documents.stream().mapToLong(document -> document.spans().size()).sum();
  }

  /** How many documents have a twin with the same text and tags among those that came back. */
  private static long same(List<AnnotatedDocument> before, List<AnnotatedDocument> after) {
    Map<List<Object>, Integer> left = new HashMap<>();
    after.forEach(document -> left.merge(textAndTags(document), 1, Integer::sum));
    return before.stream()
        .filter(document -> left.merge(textAndTags(document), -1, Integer::sum) >= 0)
        .count();
  }

  private static List<Object> textAndTags(AnnotatedDocument document) {
    return List.of(
        document.text(),
        document.spans().stream()
            .map(span -> new EntitySpan(span.start(), span.end(), span.type()))
            .toList());
  }

  private static Optional<FormatProblem> warning(FormatReport written) {
    return written.problems().stream()
        .filter(problem -> problem.severity() != FormatProblem.Severity.INFO)
        .findFirst();
  }
}
