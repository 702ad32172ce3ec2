package io.nerine.samples.benchmarks;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads spoilt files of every format for some minutes, to show that nothing but a refusal or a
 * report comes of them, soon, and that no memory stays behind.
 */
public final class FormatFuzz {

  private static final int SEED_DOCUMENTS = 4;
  private static final long MOST_GROWTH = 64L << 20;
  private static final int BETWEEN_MEASUREMENTS = 1_000;

  private FormatFuzz() {}

  /**
   * Prints how many files were read in each format and what came of them; exits with 1 at the first
   * that breaks the rule, which is kept.
   *
   * @param args the minutes, 10 if not given; then files and directories to spoil beside those that
   *     the program writes itself, each of a format that its content tells
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 10;
    long end = System.nanoTime() + (long) (minutes * 60e9);
    Path directory = Files.createTempDirectory("format-fuzz");
    boolean sound = false;
    try (FuzzedReading reading = new FuzzedReading(directory)) {
      List<FuzzSeed> seeds = seeds(directory);
      for (String name : List.of(args).subList(Math.min(1, args.length), args.length)) {
        seeds.addAll(found(Path.of(name)));
      }
      System.out.printf(
          Locale.ROOT, "%d seeds, %.1f minutes, in %s%n", seeds.size(), minutes, directory);
      sound = run(seeds, reading, end);
    } finally {
      if (sound) {
        delete(directory);
      }
    }
    if (!sound) {
      System.exit(1);
    }
  }

  private static boolean run(List<FuzzSeed> seeds, FuzzedReading reading, long end)
      throws IOException {
    Map<String, FuzzTally> tallies = new TreeMap<>();
    long baseline = 0;
    long seed = 0;
    while (System.nanoTime() < end) {
      FuzzSeed file = seeds.get((int) (seed % seeds.size()));
      FuzzTally tally = tallies.computeIfAbsent(file.format().name(), name -> new FuzzTally());
      String failure = reading.attempt(file, seeds, seed, tally);
      if (failure != null) {
        System.out.println(failure);
        return false;
      }
      seed++;
      if (seed % BETWEEN_MEASUREMENTS == 0) {
        long used = usedHeap();
        baseline = baseline == 0 ? used : baseline;
        if (used - baseline > MOST_GROWTH) {
          System.out.printf(
              Locale.ROOT, "%,d bytes more in use after %,d files%n", used - baseline, seed);
          return false;
        }
      }
    }
    tallies.forEach((name, tally) -> System.out.println(name + ": " + tally));
    System.out.printf(
        Locale.ROOT,
        "%,d files, nothing but refusals and reports; slowest %d ms; %.1f MiB more in use than"
            + " after the first %,d%n",
        seed,
        tallies.values().stream().mapToLong(FuzzTally::slowestMillis).max().orElse(0),
        baseline == 0 ? 0 : (usedHeap() - baseline) / 1048576.0,
        BETWEEN_MEASUREMENTS);
    return true;
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Files of all formats, of invented documents. */
  static List<FuzzSeed> seeds(Path directory) throws IOException {
    List<FuzzSeed> seeds = new ArrayList<>();
    List<AnnotatedDocument> documents =
        StreamSupport.stream(new InventedDocuments(11, SEED_DOCUMENTS).spliterator(), false)
            .toList();
    for (DocumentFormat format : Formats.all()) {
      Path file = directory.resolve("seed-" + format.name());
      FormatReport written = Formats.write(file, format, documents, WriteOptions.defaults());
      if (written.documents() == 0) {
        throw new IOException("%s wrote no document: %s".formatted(format.name(), written));
      }
      seeds.add(FuzzSeed.of(file, format));
    }
    return seeds;
  }

  /** A file, or all files below a directory that is itself of no format. */
  private static List<FuzzSeed> found(Path path) throws IOException {
    List<DocumentFormat> fitting = Formats.fitting(path);
    if (fitting.size() == 1 && size(path) <= FuzzSeed.MOST_BYTES) {
      return List.of(FuzzSeed.of(path, fitting.get(0)));
    }
    List<FuzzSeed> seeds = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> below = Files.list(path)) {
        for (Path file : below.sorted().toList()) {
          seeds.addAll(found(file));
        }
      }
    }
    return seeds;
  }

  private static long size(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      long size = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
