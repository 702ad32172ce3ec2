package io.nerine.samples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds of the system, as Linux tells it.
 *
 * @param residentKibibytes the memory that it has in RAM
 * @param threads the number of its threads
 * @param files the number of its open files
 */
record ProcessFigures(long residentKibibytes, int threads, int files) {

  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Path FILES = Path.of("/proc/self/fd");

  static boolean known() {
    return Files.isReadable(STATUS) && Files.isDirectory(FILES);
  }

  static ProcessFigures now() {
    try (Stream<Path> files = Files.list(FILES)) {
      return new ProcessFigures(status("VmRSS:"), (int) status("Threads:"), (int) files.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long status(String name) throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IOException(STATUS + " has no line " + name);
  }
}
