package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Shows how time and memory grow with the length of a document, 10,000 to 1,000,000 characters, and
 * that a mention in the last line is found. Takes a model that finds people, as one trained on the
 * quickstart's reports does.
 */
public final class LongDocuments {

  private static final int[] LENGTHS = {10_000, 30_000, 100_000, 300_000, 1_000_000};

  private static final String[] SENTENCES = {
    "The gasket was checked and nothing out of the ordinary turned up.",
    "Pressure stayed within the usual band all through the second shift.",
    "We left the covers off so that the day crew can look again.",
    "Paperwork is in the folder by the door, signed and dated.",
    "No parts were used and the site asked for no further visit.",
    "A quote for the overhaul will follow once the workshop has answered.",
  };

  private static final String LAST_LINE = "Signed off by technician Marta Kowalczyk.";

  private LongDocuments() {}

  /**
   * Prints a line a length: characters, time, time per character as a ratio to the shortest, the
   * growth of the heap that is in use, and whether the last mention was found.
   *
   * @param args the model
   */
  public static void main(String[] args) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    try (Extractor extractor = Extractors.load(Path.of(args[0]))) {
      extractor.extract(document(30_000));
      double first = 0;
      for (int length : LENGTHS) {
        String text = document(length);
        System.gc();
        long before = memory.getHeapMemoryUsage().getUsed();
        long start = System.nanoTime();
        Extraction extraction = extractor.extract(text);
        double nanos = (double) (System.nanoTime() - start) / text.length();
        System.gc();
        long growth = memory.getHeapMemoryUsage().getUsed() - before;
        first = first == 0 ? nanos : first;
        System.out.println(
            String.format(
                Locale.ROOT,
                "%,9d characters, %,5d windows, %6.0f ns a character (%.2f of the first),"
                    + " %5.1f MiB more in use, last line: %s",
                text.length(),
                extraction.windows(),
                nanos,
                nanos / first,
                growth / 1048576.0,
                lastMention(extraction)));
      }
    }
  }

  private static String document(int length) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder(length + 100);
    while (text.length() < length - LAST_LINE.length() - 1) {
      text.append(SENTENCES[random.nextInt(SENTENCES.length)]);
      text.append(random.nextInt(5) == 0 ? '\n' : ' ');
    }
    return text.append('\n').append(LAST_LINE).toString();
  }

  private static String lastMention(Extraction extraction) {
    List<Entity> entities = extraction.entities();
    int lastLine = extraction.text().length() - LAST_LINE.length();
    return entities.stream()
        .filter(entity -> entity.start() >= lastLine)
        .map(entity -> entity.type() + " '" + entity.text() + "'")
        .findFirst()
        .orElse("nothing found");
  }
}
