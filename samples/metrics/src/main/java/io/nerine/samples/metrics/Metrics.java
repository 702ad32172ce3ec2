package io.nerine.samples.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nerine.extract.Extractor;
import io.nerine.rules.ObservedExtractor;
import io.nerine.rules.PatternExtractor;
import io.nerine.schema.EntitySchema;
import java.io.PrintStream;
import java.util.List;

/** Extracts from some texts and prints what the registry holds then. */
final class Metrics {

  private Metrics() {}

  /**
   * Runs the sample.
   *
   * @param args none
   */
  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    EntitySchema schema = EntitySchema.of("tickets", "PartNumber");
    try (Extractor parts =
        ObservedExtractor.of(
            PatternExtractor.builder(schema).pattern("PartNumber", "[A-Z]{2}-\\d{3,4}").build(),
            new MicrometerExtractionListener(registry, schema.name()))) {
      parts.extract("Valve GX-4471 leaks again.");
      parts.extractAll(List.of("Swapped PM-210 for PM-211.", "Nothing found.", "Ordered KL-9001."));
      parts.extractAsync("GX-4471 is back in stock.").join();
    }
    out.println(registry.getMetersAsString());
  }
}
