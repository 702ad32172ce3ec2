package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionListener.Outcome;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.LoadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of an extractor with one worker and two places, whose worker can be held. */
@Timeout(60)
class AsyncTests {

  private static final int CAPACITY = 2;
  private static final String LONG = "Anna visits Paris. ".repeat(20_000);

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private OnnxExtractor extractor;

  @BeforeEach
  void load() {
    extractor =
        (OnnxExtractor)
            TinyModel.load(
                TinyGraph.mixing(TinyModel.table()),
                TinyModel.SETTINGS,
                LoadOptions.builder()
                    .threads(1)
                    .queueCapacity(CAPACITY)
                    .listener(events::add)
                    .build());
  }

  @AfterEach
  void closeWithoutALeak() {
    release.countDown();
    extractor.close();
    assertThat(extractor.liveNatives()).isZero();
  }

  /** Holds the worker in what depends on a future, until {@link #release}. */
  private void holdWorker() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CompletableFuture<Void> unused =
        extractor
            .extractAsync(LONG)
            .thenRun(
                () -> {
                  held.countDown();
                  await(release);
                });
    held.await();
    assertThat(events.remove().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<CompletableFuture<Extraction>> fillQueue() {
    List<CompletableFuture<Extraction>> waiting = new ArrayList<>();
    for (int i = 0; i < CAPACITY; i++) {
      waiting.add(extractor.extractAsync("Anna visits Paris"));
    }
    return waiting;
  }

  /** Begins a long call: the one worker does a step of it after each short one. */
  private CompletableFuture<Extraction> beginLong() throws Exception {
    CompletableFuture<Extraction> running = extractor.extractAsync(LONG);
    for (int i = 0; i < 4; i++) {
      extractor.extractAsync("Bob").get();
    }
    return running;
  }

  private static ExtractionOptions within(Duration time) {
    return ExtractionOptions.builder().timeout(time).build();
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void callerWaitsWhileTheQueueIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    holdWorker();
    List<CompletableFuture<Extraction>> waiting = fillQueue();
    CompletableFuture<CompletableFuture<Extraction>> made = new CompletableFuture<>();
    Thread caller = new Thread(() -> made.complete(extractor.extractAsync("Bob")));
    caller.start();
    awaitWaiting(caller);
    assertThat(made).isNotDone();
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    release.countDown();
    assertThat(made.get().get().entities()).hasSize(1);
    for (CompletableFuture<Extraction> future : waiting) {
      assertThat(future.get().entities()).hasSize(2);
    }
    assertThat(events).hasSize(CAPACITY + 1).allMatch(event -> !event.queueTime().isZero());
  }

  @Test
  void fullQueueFailsTheCallWhenItsTimeIsOver() throws Exception {
    holdWorker();
    fillQueue();
    Duration time = Duration.ofMillis(30);
    long begun = System.nanoTime();
    CompletableFuture<Extraction> late = extractor.extractAsync("Bob", within(time));
    assertThat(late).isCompletedExceptionally();
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(time.toNanos());
    assertThatThrownBy(late::join)
        .hasCauseInstanceOf(ExtractionTimeoutException.class)
        .hasMessageContaining("PT0.03S")
        .hasMessageContaining("waited for its turn");
    Event event = events.remove();
    assertThat(event.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(event.failures()).isEqualTo(1);
    assertThat(event.queueTime()).isGreaterThanOrEqualTo(time);
    assertThat(event.runTime()).isZero();
    assertThat(event.windows()).isZero();
  }

  @Test
  void callFailsInTheQueueWhenItsTimeIsOverAndLeavesItsPlace() throws Exception {
    holdWorker();
    for (int i = 0; i < 3 * CAPACITY; i++) {
      CompletableFuture<Extraction> queued =
          extractor.extractAsync("Bob", within(Duration.ofMillis(20)));
      assertThatThrownBy(() -> queued.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(ExtractionTimeoutException.class);
      assertThat(events.remove().outcome()).isEqualTo(Outcome.TIMED_OUT);
    }
  }

  @Test
  void cancelledCallLeavesItsPlaceAndIsNotDone() throws Exception {
    holdWorker();
    for (int i = 0; i < 3 * CAPACITY; i++) {
      CompletableFuture<Extraction> queued = extractor.extractAsync("Anna");
      assertThat(queued.cancel(false)).isTrue();
      Event event = events.remove();
      assertThat(event.outcome()).isEqualTo(Outcome.CANCELLED);
      assertThat(event.documents()).isEqualTo(1);
      assertThat(event.failures()).isEqualTo(1);
      assertThat(event.tokens()).isZero();
    }
    // There is room, so the second call of this thread returns at once.
    List<CompletableFuture<Extraction>> waiting = fillQueue();
    assertThat(waiting.get(0).complete(Extraction.builder("mine").build())).isTrue();
    assertThat(events.remove().outcome()).isEqualTo(Outcome.CANCELLED);
    release.countDown();
    assertThat(waiting.get(1).get().entities()).hasSize(2);
    assertThat(events).hasSize(1);
  }

  @Test
  void cancellingACallThatRunsEndsItAtTheNextBatch() throws Exception {
    int windows = extractor.extract(LONG).windows();
    events.clear();
    CompletableFuture<Extraction> running = beginLong();
    events.clear();
    assertThat(running.cancel(true)).isTrue();
    assertThatThrownBy(running::join).isInstanceOf(CancellationException.class);
    Event event = events.take();
    assertThat(event.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(event.windows()).isPositive().isLessThan(windows / 2);
    assertThat(event.characters()).isEqualTo(LONG.length());
    // What it held is free: closing does not wait for it.
    assertThat(extractor.extractAsync("Bob").get().entities()).hasSize(1);
  }

  @Test
  void shortCallsWaitForABatchOfALongOneAndNotForAllOfIt() throws Exception {
    CompletableFuture<Extraction> big = extractor.extractAsync(LONG);
    for (int i = 0; i < 20; i++) {
      assertThat(extractor.extractAsync("Bob").get().entities()).hasSize(1);
    }
    assertThat(big).isNotDone();
    assertThat(big.get().complete()).isTrue();
  }

  @Test
  void longCallGoesOnHoweverManyShortOnesThereAre() throws Exception {
    CompletableFuture<Extraction> big = extractor.extractAsync("Anna visits Paris. ".repeat(2_000));
    List<CompletableFuture<Extraction>> small = new ArrayList<>();
    do {
      small.add(extractor.extractAsync("Bob"));
    } while (!big.isDone());
    assertThat(big.get().complete()).isTrue();
    // A fast machine may be through with the long one before the first short one is.
    for (CompletableFuture<Extraction> one : small) {
      assertThat(one.get().entities()).hasSize(1);
    }
  }

  @Test
  void interruptEndsTheWaitForRoom() throws Exception {
    holdWorker();
    fillQueue();
    Thread.currentThread().interrupt();
    CompletableFuture<Extraction> call = extractor.extractAsync("Bob");
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(call::get).hasCauseInstanceOf(ExtractionCancelledException.class);
    assertThat(events.remove().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void closingFailsWhatWaitsInTheQueueAndBeforeIt() throws Exception {
    holdWorker();
    List<CompletableFuture<Extraction>> waiting = fillQueue();
    CompletableFuture<CompletableFuture<Extraction>> made = new CompletableFuture<>();
    Thread caller = new Thread(() -> made.complete(extractor.extractAsync("Bob")));
    caller.start();
    awaitWaiting(caller);
    extractor.close();
    waiting.add(made.get());
    for (CompletableFuture<Extraction> future : waiting) {
      assertThatThrownBy(future::get).hasCauseInstanceOf(ExtractorClosedException.class);
    }
    assertThat(events)
        .hasSize(CAPACITY + 1)
        .allMatch(event -> event.outcome() == Outcome.CLOSED && event.failures() == 1);
    assertThatThrownBy(extractor.extractAsync("Bob")::get)
        .hasCauseInstanceOf(ExtractorClosedException.class);
    assertThat(events).hasSize(CAPACITY + 1);
  }

  @Test
  void callbackMayMakeMoreCallsThanThereAreWorkersAndPlaces() throws Exception {
    List<CompletableFuture<Extraction>> more = new ArrayList<>();
    extractor
        .extractAsync("Bob")
        .thenRun(
            () -> {
              for (int i = 0; i < 5 * CAPACITY; i++) {
                more.add(extractor.extractAsync("Anna visits Paris"));
              }
            })
        .get();
    for (CompletableFuture<Extraction> future : more) {
      assertThat(future.get().entities()).hasSize(2);
    }
    assertThat(more).hasSize(5 * CAPACITY);
  }

  @Test
  void callbackMayCloseTheExtractorBesideALongCall() throws Exception {
    CompletableFuture<Extraction> big = beginLong();
    extractor.extractAsync("Bob").thenRun(extractor::close).get();
    assertThat(big.get().complete()).isTrue();
    assertThat(extractor.liveNatives()).isZero();
  }

  @Test
  void manyChainedCallsNeedNoStack() throws Exception {
    CompletableFuture<Integer> done = new CompletableFuture<>();
    chain(20_000, done);
    assertThat(done.get()).isZero();
  }

  private void chain(int left, CompletableFuture<Integer> done) {
    if (left == 0) {
      done.complete(left);
      return;
    }
    CompletableFuture<Void> unused =
        extractor.extractAsync("Bob").thenRun(() -> chain(left - 1, done));
  }
}
