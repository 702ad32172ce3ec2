package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Freeing native memory under a call would end the JVM, so these tests fail loudly. */
@Timeout(60)
class ClosingTests {

  private static final String TEXT = "Anna Smith visits Paris. ".repeat(40);

  private interface Call {
    List<Extraction> make(Extractor extractor);
  }

  private static final List<Call> CALLS =
      List.of(
          extractor -> List.of(extractor.extract(TEXT)),
          extractor -> extractor.extractAll(List.of(TEXT, "Bob", TEXT, "", "Anna Smith")),
          extractor -> extractor.extractStream(Stream.of(TEXT, "Bob")).toList(),
          extractor -> List.of(join(extractor.extractAsync(TEXT))));

  private static Extraction join(CompletableFuture<Extraction> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Test
  void closingUnderManyCallsEndsThemCleanly() throws Exception {
    for (int round = 0; round < 12; round++) {
      Extractor extractor = TinyModel.load(TinyGraph.mixing(TinyModel.table()));
      int threads = 8;
      CountDownLatch atWork = new CountDownLatch(threads);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Call call = CALLS.get(thread % CALLS.size());
        counts.add(
            pool.submit(
                () -> {
                  int done = 0;
                  while (true) {
                    try {
                      List<Extraction> extractions = call.make(extractor);
                      assertThat(extractions).isNotEmpty().allMatch(Extraction::complete);
                      done++;
                    } catch (ExtractorClosedException e) {
                      return done;
                    } finally {
                      if (done == 1) {
                        atWork.countDown();
                      }
                    }
                  }
                }));
      }
      atWork.await();
      extractor.close();
      assertThatThrownBy(() -> extractor.extract("Anna"))
          .isInstanceOf(ExtractorClosedException.class);
      for (Future<Integer> count : counts) {
        assertThat(count.get(30, TimeUnit.SECONDS)).isPositive();
      }
      pool.shutdown();
    }
  }

  /** A share of the calls is cancelled or interrupted, the rest must be right or closed. */
  @Test
  void closingAtAnyMomentLosesNoNativeObject() throws Exception {
    byte[] graph = TinyGraph.mixing(TinyModel.table());
    Random random = new Random(17);
    int threads = 6;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicInteger done = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    for (int round = 0; round < 300; round++) {
      LoadOptions options =
          LoadOptions.builder().threads(1 + round % 3).queueCapacity(1 + round % 5).build();
      OnnxExtractor extractor = (OnnxExtractor) TinyModel.load(graph, TinyModel.SETTINGS, options);
      List<Future<?>> futures = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int seed = random.nextInt();
        futures.add(pool.submit(() -> callUntilClosed(extractor, new Random(seed), done, refused)));
      }
      int calls = done.get() + random.nextInt(20);
      while (done.get() < calls) {
        Thread.onSpinWait();
      }
      extractor.close();
      assertThat(extractor.liveNatives()).as("round %d", round).isZero();
      for (Future<?> future : futures) {
        future.get(30, TimeUnit.SECONDS);
      }
      assertThat(extractor.liveNatives()).as("round %d", round).isZero();
    }
    pool.shutdown();
    assertThat(done).hasPositiveValue();
    assertThat(refused).hasValueGreaterThanOrEqualTo(300 * threads);
  }

  private static void callUntilClosed(
      Extractor extractor, Random random, AtomicInteger done, AtomicInteger refused) {
    while (true) {
      int kind = random.nextInt(6);
      try {
        if (kind < CALLS.size()) {
          assertThat(CALLS.get(kind).make(extractor)).allMatch(Extraction::complete);
        } else if (kind == 4) {
          extractor.extractAsync(TEXT).cancel(true);
        } else {
          Thread.currentThread().interrupt();
          assertThatThrownBy(() -> extractor.extract(TEXT))
              .isInstanceOfAny(ExtractionCancelledException.class, ExtractorClosedException.class);
        }
        done.incrementAndGet();
      } catch (ExtractorClosedException e) {
        refused.incrementAndGet();
        return;
      } finally {
        Thread.interrupted();
      }
    }
  }

  @Test
  void closeReturnsWhenTheCallsInsideHaveEnded() throws Exception {
    UseGate gate = new UseGate();
    assertThat(gate.enter()).isTrue();
    AtomicInteger freed = new AtomicInteger();
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(() -> gate.close(freed::incrementAndGet));
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> gate.close(freed::incrementAndGet));
    while (gate.enter()) {
      gate.leave();
      Thread.onSpinWait();
    }
    assertThat(freed).hasValue(0);
    assertThat(first).isNotDone();
    gate.leave();
    CompletableFuture.allOf(first, second).get(30, TimeUnit.SECONDS);
    assertThat(freed).hasValue(1);
    gate.close(freed::incrementAndGet);
    assertThat(freed).hasValue(1);
  }

  @Test
  void interruptDoesNotLetCloseGoBeforeTheCallsAndIsKept() throws Exception {
    UseGate gate = new UseGate();
    gate.enter();
    AtomicInteger freed = new AtomicInteger();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              gate.close(freed::incrementAndGet);
              interrupted.complete(Thread.interrupted());
            });
    closer.start();
    while (gate.enter()) {
      gate.leave();
      Thread.onSpinWait();
    }
    assertThat(freed).hasValue(0);
    gate.leave();
    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(freed).hasValue(1);
  }

  @Test
  void listenerMayCloseTheExtractor() {
    List<Extractor> self = new ArrayList<>();
    Extractor extractor =
        TinyModel.load(
            TinyGraph.byIdentity(TinyModel.table()),
            TinyModel.SETTINGS,
            LoadOptions.builder().listener(event -> self.get(0).close()).build());
    self.add(extractor);
    assertThat(extractor.extract("Anna").entities()).hasSize(1);
    assertThatThrownBy(() -> extractor.extract("Anna"))
        .isInstanceOf(ExtractorClosedException.class);
  }

  @Test
  void tasksThatWaitedWhenTheExtractorWasClosedFailWithOurException() {
    Extractor extractor =
        TinyModel.load(
            TinyGraph.byIdentity(TinyModel.table()),
            TinyModel.SETTINGS,
            LoadOptions.builder().threads(1).build());
    List<CompletableFuture<Extraction>> futures = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      futures.add(extractor.extractAsync(TEXT));
    }
    extractor.close();
    for (CompletableFuture<Extraction> future : futures) {
      try {
        assertThat(future.join().complete()).isTrue();
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(ExtractorClosedException.class);
      }
    }
  }
}
