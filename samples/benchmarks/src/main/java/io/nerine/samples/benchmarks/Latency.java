package io.nerine.samples.benchmarks;

import com.sun.management.ThreadMXBean;
import io.nerine.Extractors;
import io.nerine.bundle.ModelBundle;
import io.nerine.extract.Extractor;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Shows how long one call takes on one sentence of twenty words, after the virtual machine has
 * warmed up, beside a bare run of ONNX Runtime on the same tensors, call by call in turn; and what
 * a call allocates.
 *
 * <p>{@code Latency MODEL [CALLS]}: a bundle and the number of calls, 3,000 if not given.
 */
public final class Latency {

  private static final String SENTENCE =
      "Marta Kowalczyk replaced the drive belt of conveyor 7 on Tuesday, and the noise at 6.3 mm/s"
          + " is gone for now.";

  private static final int WARM_UP = 300;

  private Latency() {}

  /**
   * Prints the times of the calls and of the bare runs, their ratios, and what was allocated.
   *
   * @param args as above
   * @throws Exception if the model cannot be run
   */
  public static void main(String[] args) throws Exception {
    int calls = args.length > 1 ? Integer.parseInt(args[1]) : 3_000;
    Path model = Path.of(args[0]);
    double[] ours = new double[calls];
    double[] bare = new double[calls];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[2];
    long collections = 0;
    long pauses = 0;
    try (ModelBundle bundle = ModelBundle.open(model);
        RawModel raw = new RawModel(bundle, List.of(SENTENCE), false);
        Extractor extractor = Extractors.load(model)) {
      for (int i = -WARM_UP; i < calls; i++) {
        if (i == 0) {
          collections = -collections();
          pauses = -pauseMillis();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        double own = Turns.seconds(() -> extractor.extract(SENTENCE));
        long after = threads.getCurrentThreadAllocatedBytes();
        double runtime = Turns.seconds(raw::run);
        if (i >= 0) {
          ours[i] = 1000 * own;
          bare[i] = 1000 * runtime;
          allocated[2 * i < calls ? 0 : 1] += after - before;
        }
      }
      System.out.println(
          String.format(Locale.ROOT, "%,d calls on a sentence of %d tokens", calls, raw.tokens()));
    }
    collections += collections();
    pauses += pauseMillis();
    report(ours, bare);
    int half = (calls + 1) / 2;
    System.out.println(
        String.format(
            Locale.ROOT,
            "a call allocates %.1f kB, in the second half of the calls %+.2f %%; %d collections of"
                + " garbage, %d ms in all",
            allocated[0] / 1e3 / half,
            100.0 * allocated[1] / allocated[0] * half / (calls - half) - 100,
            collections,
            pauses));
  }

  private static void report(double[] ours, double[] bare) {
    Arrays.sort(ours);
    Arrays.sort(bare);
    print("a call:     ", ours);
    print("a bare run: ", bare);
    System.out.println(
        String.format(
            Locale.ROOT,
            "median against that of the bare run: %.3f; 99th percentile against the median: %.2f"
                + " (bare %.2f), 99.9th: %.2f (bare %.2f)",
            percentile(ours, 0.5) / percentile(bare, 0.5),
            percentile(ours, 0.99) / percentile(ours, 0.5),
            percentile(bare, 0.99) / percentile(bare, 0.5),
            percentile(ours, 0.999) / percentile(ours, 0.5),
            percentile(bare, 0.999) / percentile(bare, 0.5)));
  }

  private static void print(String what, double[] sorted) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%smedian %.2f ms, 99th percentile %.2f ms, 99.9th %.2f ms, at most %.2f ms",
            what,
            percentile(sorted, 0.5),
            percentile(sorted, 0.99),
            percentile(sorted, 0.999),
            sorted[sorted.length - 1]));
  }

  private static double percentile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long pauseMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }
}
