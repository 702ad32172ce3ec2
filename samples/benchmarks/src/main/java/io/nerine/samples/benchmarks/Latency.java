package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Shows how long one call takes on one sentence, after the virtual machine has warmed up. */
public final class Latency {

  private static final String SENTENCE =
      "Marta Kowalczyk replaced the drive belt of conveyor 7 on Tuesday, and the noise at 6.3 mm/s"
          + " is gone for now.";

  private static final int WARM_UP = 300;

  private Latency() {}

  /**
   * Prints the median, the 99th percentile and the greatest time of a call.
   *
   * @param args the model, and the number of calls, 3,000 if not given
   */
  public static void main(String[] args) {
    int calls = args.length > 1 ? Integer.parseInt(args[1]) : 3_000;
    double[] millis = new double[calls];
    int tokens = 0;
    try (Extractor extractor = Extractors.load(Path.of(args[0]))) {
      for (int i = -WARM_UP; i < calls; i++) {
        long start = System.nanoTime();
        Extraction extraction = extractor.extract(SENTENCE);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / 1e6;
        }
        tokens = extraction.tokens();
      }
    }
    Arrays.sort(millis);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d calls on a sentence of %d tokens: median %.1f ms, 99th percentile %.1f ms, at most"
                + " %.1f ms",
            calls,
            tokens,
            millis[calls / 2],
            millis[(int) (calls * 0.99)],
            millis[calls - 1]));
  }
}
