package io.nerine.samples.benchmarks;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.quality.DataQuality;
import io.nerine.quality.QualityReport;
import io.nerine.quality.Severity;
import io.nerine.schema.EntitySchema;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows how the time of data checks grows with the data: checks tagged documents, and ten times as
 * many. Each copy is written in an alphabet of its own (letters moved by its number), so that
 * lengths, cases and tags are those of the documents, but words, names and texts are ten times as
 * many as well.
 */
public final class CheckSpeed {

  private static final int[] TIMES = {1, 2, 5, 10};
  private static final int INVENTED = 5_000;
  private static final int LETTERS = 26;

  private CheckSpeed() {}

  /**
   * Prints a line a size.
   *
   * @param args a file of tagged documents; invented ones if none is given
   */
  public static void main(String[] args) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    if (args.length > 0) {
      documents.addAll(Dataset.read(Path.of(args[0])).documents());
    } else {
      new InventedDocuments(1, INVENTED).forEach(documents::add);
    }
    EntitySchema schema = Dataset.inferSchema("measured", documents);
    measure(Dataset.of(schema, documents));
    for (int times : TIMES) {
      List<AnnotatedDocument> copies = new ArrayList<>();
      for (int copy = 0; copy < times; copy++) {
        for (AnnotatedDocument document : documents) {
          copies.add(rewritten(document, copy));
        }
      }
      System.out.println(measure(Dataset.of(schema, copies)));
    }
  }

  private static String measure(Dataset data) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long processorStart = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    QualityReport report = DataQuality.check(data);
    long nanos = System.nanoTime() - start;
    long processorNanos = threads.getCurrentThreadCpuTime() - processorStart;
    return String.format(
        Locale.ROOT,
        "%,7d documents, %,11d characters, %,9d mentions: %.1f s (%.1f s of processor time), %,d"
            + " errors, %,d warnings, %,d for information",
        data.size(),
        data.documents().stream().mapToLong(document -> document.text().length()).sum(),
        data.documents().stream().mapToLong(document -> document.spans().size()).sum(),
        nanos / 1e9,
        processorNanos / 1e9,
        report.findings(Severity.ERROR).size(),
        report.findings(Severity.WARNING).size(),
        report.findings(Severity.INFO).size());
  }

  private static AnnotatedDocument rewritten(AnnotatedDocument document, int copy) {
    StringBuilder text = new StringBuilder(document.text());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= 'a' && letter <= 'z') {
        text.setCharAt(i, (char) ('a' + (letter - 'a' + copy) % LETTERS));
      } else if (letter >= 'A' && letter <= 'Z') {
        text.setCharAt(i, (char) ('A' + (letter - 'A' + copy) % LETTERS));
      }
    }
    return AnnotatedDocument.builder(document.id() + "-" + copy, text.toString())
        .spans(document.spans())
        .build();
  }
}
