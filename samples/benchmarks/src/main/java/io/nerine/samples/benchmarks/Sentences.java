package io.nerine.samples.benchmarks;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.JsonLines;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Sentences of a file of documents: each line of a text is one. */
final class Sentences {

  private Sentences() {}

  /**
   * Reads the first sentences of a file.
   *
   * @param file JSON Lines with {@code text}
   * @param most how many at most
   * @return the sentences, without blank lines
   */
  static List<String> of(Path file, int most) {
    try (Stream<AnnotatedDocument> documents = JsonLines.stream(file)) {
      return documents
          .flatMap(document -> document.text().lines())
          .filter(line -> !line.isBlank())
          .limit(most)
          .toList();
    }
  }
}
