package io.nerine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an extractor that implements three methods gets for nothing. */
class ExtractorTest {

  /** Finds the first word that begins with a capital; fails on a text with an exclamation mark. */
  private static final class Capitals implements Extractor {

    final AtomicInteger calls = new AtomicInteger();
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public EntitySchema schema() {
      return EntitySchema.of("capitals", "Name");
    }

    @Override
    public Extraction extract(String text, ExtractionOptions options) {
      calls.incrementAndGet();
      if (closed.get()) {
        throw new ExtractorClosedException("capitals");
      }
      if (text.indexOf('!') >= 0) {
        throw new InferenceException("too loud");
      }
      Extraction.Builder extraction = Extraction.builder(text);
      for (int i = 0; i < text.length(); i++) {
        if (Character.isUpperCase(text.charAt(i))) {
          int end = text.indexOf(' ', i) < 0 ? text.length() : text.indexOf(' ', i);
          extraction.entity(new Entity(i, end, text.substring(i, end), "Name", 1, "capitals"));
          break;
        }
      }
      return extraction.build();
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void oneBadTextDoesNotSinkABatch() {
    try (Capitals extractor = new Capitals()) {
      List<Extraction> extractions = extractor.extractAll(List.of("ask Anna", "Bob!", "see Kim"));
      assertThat(extractions).hasSize(3);
      assertThat(extractions.get(0).entities()).extracting(Entity::text).containsExactly("Anna");
      assertThat(extractions.get(1).failure()).containsInstanceOf(InferenceException.class);
      assertThat(extractions.get(2).entities()).extracting(Entity::text).containsExactly("Kim");
    }
  }

  @Test
  void aClosedExtractorFailsTheWholeBatch() {
    Capitals extractor = new Capitals();
    extractor.close();
    assertThatThrownBy(() -> extractor.extractAll(List.of("a", "b")))
        .isInstanceOf(ExtractorClosedException.class);
  }

  @Test
  void streamsAreDrawnAsTheyAreUsed() {
    try (Capitals extractor = new Capitals()) {
      List<String> found =
          extractor
              .extractStream(Stream.iterate(1, i -> i + 1).map(i -> "N" + i))
              .limit(3)
              .map(extraction -> extraction.entities().get(0).text())
              .toList();
      assertThat(found).containsExactly("N1", "N2", "N3");
      assertThat(extractor.calls.get()).isEqualTo(3);
    }
  }

  @Test
  void anAsynchronousCallCompletesOrFailsAsACallDoes() {
    try (Capitals extractor = new Capitals()) {
      assertThat(extractor.extractAsync("ask Anna").join().entities()).hasSize(1);
      assertThatThrownBy(() -> extractor.extractAsync("Bob!").join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(InferenceException.class);
    }
  }

  @Test
  void nullIsRefusedAtTheDoor() {
    try (Capitals extractor = new Capitals()) {
      assertThatThrownBy(() -> extractor.extractAsync(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("text");
      assertThatThrownBy(() -> extractor.extractAll(List.of(), null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("options");
    }
  }

  /** Waits in a text until it is released. */
  private static final class Slow implements Extractor {

    final CountDownLatch release = new CountDownLatch(1);
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public EntitySchema schema() {
      return EntitySchema.of("slow", "Name");
    }

    @Override
    public Extraction extract(String text, ExtractionOptions options) {
      calls.incrementAndGet();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Extraction.builder(text).build();
    }

    @Override
    public void close() {
      release.countDown();
    }
  }

  @Test
  @Timeout(60)
  void asynchronousCallsWaitInAQueueThatHasAnEnd() throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Slow slow = new Slow()) {
      List<CompletableFuture<Extraction>> futures = new ArrayList<>();
      for (int i = 0; i < LoadOptions.QUEUE_CAPACITY; i++) {
        futures.add(slow.extractAsync("text " + i));
      }
      ExtractionOptions hasty = ExtractionOptions.builder().timeout(Duration.ofMillis(5)).build();
      CompletableFuture<Extraction> refused = null;
      for (int i = 0; i <= threads && (refused == null || !refused.isDone()); i++) {
        refused = slow.extractAsync("one too many", hasty);
      }
      assertThatThrownBy(refused::get)
          .hasCauseInstanceOf(ExtractionTimeoutException.class)
          .hasMessageContaining("room in the queue");
      assertThat(slow.calls.get()).isLessThanOrEqualTo(threads);
      Thread.currentThread().interrupt();
      CompletableFuture<Extraction> interrupted = slow.extractAsync("never");
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(interrupted::get).hasCauseInstanceOf(ExtractionCancelledException.class);
      futures.get(futures.size() - 1).cancel(false);
      slow.release.countDown();
      for (CompletableFuture<Extraction> future : futures.subList(0, futures.size() - 1)) {
        assertThat(future.get().complete()).isTrue();
      }
      assertThat(slow.calls.get()).isGreaterThanOrEqualTo(LoadOptions.QUEUE_CAPACITY - 1);
    }
  }

  @Test
  @Timeout(60)
  void callsThatCallsMakeDoNotWaitForThemselves() throws Exception {
    try (Capitals extractor = new Capitals()) {
      List<CompletableFuture<Integer>> outer = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        outer.add(
            extractor
                .extractAsync("ask Anna")
                .thenApply(
                    first -> {
                      int found = 0;
                      for (int inner = 0; inner < 20; inner++) {
                        found += extractor.extractAsync("see Kim").join().entities().size();
                      }
                      return found;
                    }));
      }
      for (CompletableFuture<Integer> future : outer) {
        assertThat(future.get()).isEqualTo(20);
      }
    }
  }

  @Test
  void anInterruptEndsABatchAndStaysSet() {
    try (Capitals extractor = new Capitals()) {
      Stream<String> texts =
          Stream.iterate(1, i -> i + 1)
              .peek(
                  i -> {
                    if (i == 3) {
                      Thread.currentThread().interrupt();
                    }
                  })
              .map(i -> "N" + i);
      assertThatThrownBy(() -> extractor.extractStream(texts).count())
          .isInstanceOf(ExtractionCancelledException.class)
          .hasMessageContaining("0 of 1 texts");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(extractor.calls.get()).isEqualTo(2);
    }
  }

  @Test
  void theTimeOfABatchIsForAllItsTexts() {
    try (Capitals extractor = new Capitals()) {
      ExtractionOptions hasty = ExtractionOptions.builder().timeout(Duration.ofNanos(1)).build();
      List<Extraction> extractions = extractor.extractAll(List.of("ask Anna", "see Kim"), hasty);
      assertThat(extractions)
          .hasSize(2)
          .allSatisfy(
              extraction ->
                  assertThat(extraction.failure())
                      .containsInstanceOf(ExtractionTimeoutException.class));
      assertThat(extractor.calls).hasValue(0);
    }
  }

  @Test
  void optionsOfALoadAndOfACallAreChecked() {
    assertThatThrownBy(() -> LoadOptions.builder().queueCapacity(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queueCapacity");
    assertThat(LoadOptions.defaults().queueCapacity()).isEqualTo(1024);
    ExtractionOptions options =
        ExtractionOptions.builder()
            .lengthPolicy(LengthPolicy.FAIL)
            .minConfidence(0.2)
            .minConfidence("Name", 0.7)
            .timeout(Duration.ofSeconds(Long.MAX_VALUE))
            .build();
    ExtractionOptions copy = options.toBuilder().build();
    assertThat(copy.lengthPolicy()).isEqualTo(LengthPolicy.FAIL);
    assertThat(copy.minConfidence("Name")).isEqualTo(0.7);
    assertThat(copy.minConfidence("Other")).isEqualTo(0.2);
    assertThat(copy.timeout()).contains(Duration.ofNanos(Long.MAX_VALUE));
  }
}
