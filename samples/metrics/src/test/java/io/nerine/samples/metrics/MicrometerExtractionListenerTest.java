package io.nerine.samples.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionListener.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerExtractionListenerTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double count(String name) {
    return registry.get(name).tag("extractor", "tickets").counter().count();
  }

  private Timer timer(String name, String outcome) {
    return registry.get(name).tag("extractor", "tickets").tag("outcome", outcome).timer();
  }

  @Test
  void everyFigureOfAnEventHasItsMeter() {
    MicrometerExtractionListener listener = new MicrometerExtractionListener(registry, "tickets");
    Duration queued = Duration.ofMillis(3);
    listener.onExtraction(
        new Event(Outcome.COMPLETED, 5, 0, 700, 6, 180, queued, Duration.ofMillis(20)));
    listener.onExtraction(
        new Event(Outcome.COMPLETED, 1, 0, 40, 1, 12, Duration.ZERO, Duration.ofMillis(4)));
    listener.onExtraction(
        new Event(Outcome.CANCELLED, 1, 1, 9_000, 2, 128, queued, Duration.ofMillis(7)));
    assertThat(count("ner.extraction.documents")).isEqualTo(7);
    assertThat(count("ner.extraction.failures")).isEqualTo(1);
    assertThat(count("ner.extraction.windows")).isEqualTo(9);
    assertThat(count("ner.extraction.tokens")).isEqualTo(320);
    assertThat(registry.get("ner.extraction.size").summary().max()).isEqualTo(9_000);
    assertThat(timer("ner.extraction.run", "completed").count()).isEqualTo(2);
    assertThat(timer("ner.extraction.run", "completed").totalTime(TimeUnit.MILLISECONDS))
        .isCloseTo(24, within(1e-6));
    assertThat(timer("ner.extraction.queue", "completed").totalTime(TimeUnit.MILLISECONDS))
        .isCloseTo(3, within(1e-6));
    assertThat(timer("ner.extraction.run", "cancelled").count()).isEqualTo(1);
  }

  @Test
  void sampleCountsFiveDocumentsInThreeCalls() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Metrics.run(new PrintStream(printed, true, UTF_8));
    assertThat(printed.toString(UTF_8).lines())
        .anyMatch(line -> line.startsWith("ner.extraction.documents") && line.contains("=5"))
        .anyMatch(
            line ->
                line.startsWith("ner.extraction.run(TIMER)")
                    && line.contains("outcome='completed'")
                    && line.contains("count=3"));
  }
}
