package io.nerine.samples.artifact;

import io.nerine.Extractors;
import io.nerine.extract.Extractor;
import java.util.List;

/**
 * Reads what is ordered, and where it goes, by the model that the build depends on. Owns that
 * model. Thread-safe.
 */
public final class OrderReader implements AutoCloseable {

  /** Where the jar of the model has it. */
  static final String MODEL = "META-INF/nerine/tiny.nerine";

  private final Extractor extractor = Extractors.loadResource(MODEL);

  /**
   * Reads a line.
   *
   * @param line the line
   * @return what was found, in order, each as its type and its text
   */
  public List<String> read(String line) {
    return extractor.extract(line).entities().stream()
        .map(entity -> entity.type() + ": " + entity.text())
        .toList();
  }

  @Override
  public void close() {
    extractor.close();
  }

  /**
   * Prints what lines of orders hold.
   *
   * @param lines the lines
   */
  public static void main(String[] lines) {
    try (OrderReader reader = new OrderReader()) {
      for (String line : lines) {
        System.out.println(reader.read(line));
      }
    }
  }
}
