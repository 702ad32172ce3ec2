package io.nerine.samples.benchmarks;

import io.nerine.format.DocumentFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A sound file or directory to spoil.
 *
 * @param format its format
 * @param files the content of its files by their relative path; one of an empty path is a file
 */
record FuzzSeed(DocumentFormat format, Map<String, byte[]> files) {

  /** Small ones are read often, and what breaks a reader is seldom their size. */
  static final int MOST_BYTES = 200_000;

  static FuzzSeed of(Path path, DocumentFormat format) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> below = Files.walk(path)) {
      for (Path file : below.filter(Files::isRegularFile).toList()) {
        files.put(path.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return new FuzzSeed(format, files);
  }

  boolean isDirectory() {
    return !files.containsKey("");
  }
}
