package io.nerine.samples.benchmarks;

import io.nerine.Extractors;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows how long it takes from the start of a virtual machine to the first entities, in fresh ones
 * by turns: as it comes, and with an archive of the classes that a run before it loaded (class-data
 * sharing, {@code -XX:ArchiveClassesAtExit}). The class path must hold jars alone, as the archive
 * asks for.
 *
 * <p>{@code StartTime BUNDLE [TURNS]}: the model and the number of turns, 9 if not given.
 */
public final class StartTime {

  private static final String TEXT =
      "Marta Kowalczyk replaced the drive belt of conveyor 7 in Leeds on Tuesday.";

  /** What a fresh machine does. */
  static final class FirstEntity {

    private FirstEntity() {}

    public static void main(String[] args) {
      long start = System.nanoTime();
      try (Extractor extractor = Extractors.load(Path.of(args[0]))) {
        long loaded = System.nanoTime();
        Extraction extraction = extractor.extract(TEXT);
        long end = System.nanoTime();
        System.out.println(
            String.format(
                Locale.ROOT,
                "%d entities; loading %.0f ms, first call %.0f ms, processor time %d ms",
                extraction.entities().size(),
                (loaded - start) / 1e6,
                (end - loaded) / 1e6,
                ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toMillis)
                    .orElse(-1L)));
      }
    }
  }

  private StartTime() {}

  /**
   * Prints the median of both ways.
   *
   * @param args as above
   * @throws IOException if no process can be started
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int turns = args.length > 1 ? Integer.parseInt(args[1]) : 9;
    Path archive = Files.createTempFile("nerine-classes", ".jsa");
    try {
      // The file has to be absent for the machine to write it.
      Files.delete(archive);
      System.out.println(
          "writing the archive: " + run(args[0], "-XX:ArchiveClassesAtExit=" + archive));
      List<Double> plain = new ArrayList<>();
      List<Double> shared = new ArrayList<>();
      for (int turn = 0; turn < turns; turn++) {
        plain.add(seconds(args[0], "-Xshare:auto"));
        shared.add(seconds(args[0], "-XX:SharedArchiveFile=" + archive));
      }
      print("as it comes", plain);
      print("with an archive of " + Files.size(archive) / 1_000_000 + " MB", shared);
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private static void print(String what, List<Double> seconds) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "start to first entities, %s: median %.2f s (%.2f to %.2f, %d turns)",
            what,
            Turns.median(seconds),
            seconds.stream().min(Double::compare).orElseThrow(),
            seconds.stream().max(Double::compare).orElseThrow(),
            seconds.size()));
  }

  private static double seconds(String bundle, String option)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start(bundle, option);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      double seconds = (System.nanoTime() - start) / 1e9;
      check(process, line);
      System.out.println(String.format(Locale.ROOT, "  %.2f s, %s: %s", seconds, option, line));
      return seconds;
    }
  }

  private static String run(String bundle, String option) throws IOException, InterruptedException {
    Process process = start(bundle, option);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      check(process, line);
      return line;
    }
  }

  private static void check(Process process, @Nullable String line) throws InterruptedException {
    if (process.waitFor() != 0 || line == null) {
      throw new IllegalStateException("The process failed, exit code " + process.exitValue());
    }
  }

  private static Process start(String bundle, String option) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            option,
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-cp",
            System.getProperty("java.class.path"),
            FirstEntity.class.getName(),
            bundle)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
