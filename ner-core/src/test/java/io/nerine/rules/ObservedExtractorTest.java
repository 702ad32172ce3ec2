package io.nerine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionListener.Outcome;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObservedExtractorTest {

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final Extractor extractor =
      ObservedExtractor.of(
          CompositeExtractor.of(
              MergePolicy.PRIORITY,
              new FixedExtractor("one", "Part").finds("Part", 0, 2, 1),
              new FixedExtractor("two", "Town").finds("Town", 3, 5, 1)),
          events::add);

  private void assertNext(Outcome outcome, int documents, int failures, int windows) {
    Event event = events.remove();
    assertThat(event.outcome()).isEqualTo(outcome);
    assertThat(event.documents()).isEqualTo(documents);
    assertThat(event.failures()).isEqualTo(failures);
    assertThat(event.windows()).isEqualTo(windows);
    assertThat(event.tokens()).isEqualTo(3L * windows);
    assertThat(event.queueTime()).isZero();
    assertThat(event.runTime()).isPositive();
  }

  @Test
  void compositeIsOneCall() {
    assertThat(extractor.extract("xx xx").entities()).hasSize(2);
    assertThat(events.element().characters()).isEqualTo(5);
    assertNext(Outcome.COMPLETED, 1, 0, 2);
    assertThat(events).isEmpty();
  }

  @Test
  void eachWayOfCallingIsReported() throws Exception {
    extractor.extractAll(List.of("xx xx", "fail", "xx"));
    assertNext(Outcome.FAILED, 3, 1, 4);
    assertThatThrownBy(() -> extractor.extract("fail")).isInstanceOf(InferenceException.class);
    assertNext(Outcome.FAILED, 1, 1, 0);
    assertThat(extractor.extractStream(Stream.of("xx xx", "fail"))).hasSize(2);
    assertNext(Outcome.COMPLETED, 1, 0, 2);
    assertNext(Outcome.FAILED, 1, 1, 0);
    assertThat(extractor.extractAsync("xx xx").get().entities()).hasSize(2);
    assertNext(Outcome.COMPLETED, 1, 0, 2);
    assertThatThrownBy(extractor.extractAsync("fail")::get)
        .hasCauseInstanceOf(InferenceException.class);
    assertNext(Outcome.FAILED, 1, 1, 0);
    assertThat(events).isEmpty();
  }

  @Test
  void interruptAndClosingAreTold() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> extractor.extractAll(List.of("xx", "xx")))
        .isInstanceOfAny(ExtractionCancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertNext(Outcome.CANCELLED, 2, 2, 0);
    extractor.close();
    assertThatThrownBy(() -> extractor.extract("xx")).isInstanceOf(ExtractorClosedException.class);
    assertNext(Outcome.CLOSED, 1, 1, 0);
  }

  @Test
  void timeThatRanOutIsTold() {
    Extractor patterns =
        ObservedExtractor.of(
            PatternExtractor.builder(EntitySchema.of("parts", "Part"))
                .pattern("Part", "(a+)+b")
                .build(),
            events::add);
    ExtractionOptions hasty = ExtractionOptions.builder().timeout(Duration.ofNanos(1)).build();
    assertThat(patterns.extractAll(List.of("a".repeat(40), "aab"), hasty))
        .allMatch(extraction -> extraction.failure().isPresent());
    assertNext(Outcome.TIMED_OUT, 2, 2, 0);
  }

  @Test
  void cancellingReachesTheOtherExtractorAndIsReported() throws Exception {
    CompletableFuture<Extraction> never = new CompletableFuture<>();
    Extractor waiting =
        ObservedExtractor.of(
            new Extractor() {
              @Override
              public EntitySchema schema() {
                return EntitySchema.of("none", "None");
              }

              @Override
              public Extraction extract(String text, ExtractionOptions options) {
                return Extraction.builder(text).build();
              }

              @Override
              public CompletableFuture<Extraction> extractAsync(
                  String text, ExtractionOptions options) {
                return never;
              }

              @Override
              public void close() {
                never.cancel(true);
              }
            },
            events::add);
    waiting.extractAsync("xx").cancel(true);
    assertThat(never).isCancelled();
    Event event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).extracting(Event::outcome).isEqualTo(Outcome.CANCELLED);
    assertThat(events).isEmpty();
    waiting.close();
  }

  @Test
  void brokenListenerDoesNoHarm() throws Exception {
    Extractor unlucky =
        ObservedExtractor.of(
            new FixedExtractor("one", "Part").finds("Part", 0, 2, 1),
            event -> {
              throw new NoClassDefFoundError("a metrics library that is not there");
            });
    assertThat(unlucky.extract("xx").entities()).hasSize(1);
    assertThat(unlucky.extractAsync("xx").get().entities()).hasSize(1);
    assertThat(unlucky.extractAll(List.of("xx"))).hasSize(1);
  }
}
