package io.nerine.samples.benchmarks;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Shows how fast a large file is read, and in how much memory: writes one of invented documents in
 * each format and reads it in a virtual machine with a heap of 256 MB.
 */
public final class ReadingSpeed {

  private static final String HEAP = "-Xmx256m";
  private static final long MEGABYTE = 1_000_000;
  private static final int SAMPLE = 5_000;

  private ReadingSpeed() {}

  /**
   * Prints a line a format: size, time, megabytes a second and a second of processor time, what a
   * plain read of the bytes takes at the same time, the peak of the heap and what was read.
   *
   * @param args the size of the file in megabytes, 2,000 if not given; then the formats, {@code
   *     jsonl} and {@code conll} if not given
   * @throws IOException if a file cannot be written or read, or there is no room for it in the
   *     directory for temporary files
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 3 && args[0].equals("read")) {
      read(args[1], Path.of(args[2]));
      return;
    }
    long bytes = (args.length > 0 ? Long.parseLong(args[0]) : 2_000) * MEGABYTE;
    List<String> formats =
        args.length > 1 ? List.of(args).subList(1, args.length) : List.of("jsonl", "conll");
    Path directory = Files.createTempDirectory("reading-speed");
    try {
      long free = Files.getFileStore(directory).getUsableSpace();
      if (free < bytes + bytes / 4) {
        throw new IOException(
            "'%s' has room for %,d MB only; give another by -Djava.io.tmpdir or a smaller size"
                .formatted(directory, free / MEGABYTE));
      }
      for (String format : formats) {
        Path file = directory.resolve("documents-" + format);
        write(Formats.named(format), file, bytes);
        readInChild(format, file);
        Files.delete(file);
      }
    } finally {
      try (Stream<Path> left = Files.list(directory)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private static void write(DocumentFormat format, Path file, long bytes) throws IOException {
    WriteOptions options = WriteOptions.defaults();
    Formats.write(file, format, new InventedDocuments(1, SAMPLE), options);
    long count = bytes * SAMPLE / Files.size(file);
    FormatReport written = Formats.write(file, format, new InventedDocuments(1, count), options);
    System.out.printf(
        Locale.ROOT,
        "%s: wrote %,d documents, %,d tags%n",
        format.name(),
        written.documents(),
        written.spans());
  }

  private static void readInChild(String format, Path file)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                ReadingSpeed.class.getName(),
                "read",
                format,
                file.toString())
            .inheritIO()
            .start();
    if (child.waitFor() != 0) {
      throw new IOException("Reading '%s' with %s failed".formatted(file, HEAP));
    }
  }

  /** The seconds that reading the bytes takes, with nothing done but to count lines. */
  private static double plainSeconds(Path file) throws IOException {
    long start = System.nanoTime();
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    if (lines == 0) {
      throw new IOException("'%s' has no lines".formatted(file));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void read(String format, Path file) throws IOException {
    double plain = plainSeconds(file);
    double before = processorSeconds();
    long start = System.nanoTime();
    long documents = 0;
    long tags = 0;
    try (Stream<AnnotatedDocument> stream = stream(format, file)) {
      for (Iterator<AnnotatedDocument> iterator = stream.iterator(); iterator.hasNext(); ) {
        documents++;
        tags += iterator.next().spans().size();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double megabytes = (double) Files.size(file) / MEGABYTE;
    System.out.printf(
        Locale.ROOT,
        "%s: read %,.0f MB in %.1f s, %.0f MB/s, %.0f MB a second of processor time, %.0f times as"
            + " long as the bytes alone (load %.1f), %s, peak %.0f MiB, %,d documents, %,d tags%n",
        format,
        megabytes,
        seconds,
        megabytes / seconds,
        megabytes / (processorSeconds() - before),
        seconds / plain,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        HEAP,
        peakHeap() / 1048576.0,
        documents,
        tags);
  }

  /** Those of this process from its start, which on a machine that others use tell more. */
  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(time -> time.toNanos() / 1e9)
        .orElse(Double.NaN);
  }

  private static Stream<AnnotatedDocument> stream(String format, Path file) {
    return format.equals(JsonLines.FORMAT)
        ? JsonLines.stream(file)
        : Formats.stream(file, Formats.named(format), ReadOptions.defaults(), report -> {});
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(ReadingSpeed::peak)
        .sum();
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }
}
