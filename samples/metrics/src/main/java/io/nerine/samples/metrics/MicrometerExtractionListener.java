package io.nerine.samples.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.nerine.extract.ExtractionListener;
import java.util.Locale;

/**
 * Records what an extractor does in a Micrometer registry, under names and units as Micrometer
 * recommends them. Each meter carries the name of the extractor; timers say how calls ended too.
 */
final class MicrometerExtractionListener implements ExtractionListener {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Counter documents;
  private final Counter failures;
  private final Counter windows;
  private final Counter tokens;
  private final DistributionSummary characters;

  /**
   * Creates a listener, to be given to {@code LoadOptions.Builder.listener} or {@code
   * ObservedExtractor.of}.
   *
   * @param registry takes the meters
   * @param extractor the name of the extractor
   */
  MicrometerExtractionListener(MeterRegistry registry, String extractor) {
    this.registry = registry;
    this.tags = Tags.of("extractor", extractor);
    this.documents = counter("documents");
    this.failures = counter("failures");
    this.windows = counter("windows");
    this.tokens = counter("tokens");
    this.characters =
        DistributionSummary.builder("ner.extraction.size")
            .description("The size of what one call is given")
            .baseUnit("characters")
            .tags(tags)
            .register(registry);
  }

  private Counter counter(String what) {
    return Counter.builder("ner.extraction." + what).baseUnit(what).tags(tags).register(registry);
  }

  @Override
  public void onExtraction(Event event) {
    documents.increment(event.documents());
    failures.increment(event.failures());
    windows.increment(event.windows());
    tokens.increment((double) event.tokens());
    characters.record((double) event.characters());
    // A closed set of five values, as a tag must have.
    Tags ended = tags.and("outcome", event.outcome().name().toLowerCase(Locale.ROOT));
    timer("ner.extraction.queue", ended).record(event.queueTime());
    timer("ner.extraction.run", ended).record(event.runTime());
  }

  private Timer timer(String name, Tags ended) {
    return Timer.builder(name).tags(ended).publishPercentileHistogram().register(registry);
  }
}
