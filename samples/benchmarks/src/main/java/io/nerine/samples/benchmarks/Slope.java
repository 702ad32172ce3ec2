package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.document.AnnotatedDocument;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Shows how time and memory grow with the number of sentences in a stream, from a thousand on, and
 * with the length of a document, from a thousand characters on, by tens.
 *
 * <p>{@code Slope MODEL [SENTENCES [CHARACTERS]]}: a bundle, the greatest number of sentences
 * (10,000 if not given) and the greatest length of a document (100,000 if not given).
 */
public final class Slope {

  private static final int FIRST = 1_000;

  private static final int WARM_UP_SENTENCES = 500;

  private final Extractor extractor;

  /** The seconds a sentence or a character of the first line took. */
  private double first;

  private Slope(Extractor extractor) {
    this.extractor = extractor;
  }

  /**
   * Prints a line a size: time per unit and as a ratio to that of the first size, the growth of the
   * heap that is in use afterwards, and the resident memory of the process where it is known.
   *
   * @param args as above
   */
  public static void main(String[] args) {
    long sentences = args.length > 1 ? Long.parseLong(args[1]) : 10_000;
    int characters = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
    try (Extractor extractor = Extractors.load(Path.of(args[0]))) {
      Slope slope = new Slope(extractor);
      slope.stream(WARM_UP_SENTENCES);
      for (long size = FIRST; size <= sentences; size *= 10) {
        long count = size;
        slope.measure("sentence", count, () -> slope.stream(count));
      }
      slope.first = 0;
      for (int size = FIRST; size <= characters; size *= 10) {
        String text = document(size);
        slope.measure("character", text.length(), () -> extractor.extract(text).entities().size());
      }
    }
  }

  private long stream(long count) {
    try (Stream<Extraction> extractions = extractor.extractStream(sentences(count))) {
      return extractions.mapToLong(extraction -> extraction.entities().size()).sum();
    }
  }

  private static Stream<String> sentences(long count) {
    return StreamSupport.stream(new InventedDocuments(1, count).spliterator(), false)
        .map(AnnotatedDocument::text)
        .map(
            text -> text.substring(0, text.indexOf(". ") < 0 ? text.length() : text.indexOf(". ")));
  }

  private static String document(int characters) {
    StringBuilder text = new StringBuilder(characters + 500);
    Iterator<String> sentences = sentences(characters).iterator();
    while (text.length() < characters) {
      text.append(sentences.next()).append(". ");
    }
    text.setLength(characters);
    return text.toString();
  }

  private void measure(String unit, long units, LongSupplier work) {
    long before = heapInUse();
    long start = System.nanoTime();
    long entities = work.getAsLong();
    double seconds = (System.nanoTime() - start) / 1e9 / units;
    long growth = heapInUse() - before;
    first = first == 0 ? seconds : first;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%,11d %ss, %,9d entities: %8.1f us each (%.2f of the first), %5.1f MiB more heap in"
                + " use, %s resident",
            units,
            unit,
            entities,
            1e6 * seconds,
            seconds / first,
            growth / 1048576.0,
            ProcessFigures.known()
                ? ProcessFigures.now().residentKibibytes() / 1024 + " MiB"
                : "unknown"));
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
