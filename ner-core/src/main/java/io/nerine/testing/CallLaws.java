package io.nerine.testing;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The laws by which all kinds of calls give what single calls give. */
final class CallLaws {

  /** Far more texts than an extractor may draw ahead. */
  private static final int MANY = 50_000;

  private static final int SECONDS = 120;

  private final Extractor extractor;
  private final SingleCalls singles;
  private final int threads;
  private final BrokenLaws broken;

  CallLaws(Extractor extractor, SingleCalls singles, int threads, BrokenLaws broken) {
    this.extractor = extractor;
    this.singles = singles;
    this.threads = threads;
    this.broken = broken;
  }

  void check(Optional<String> failing) {
    List<String> texts = singles.texts();
    guarded(
        Law.BATCH, "a batch", () -> checkAll(Law.BATCH, extractor.extractAll(texts), "a batch"));
    guarded(
        Law.BATCH,
        "an empty batch",
        () -> {
          if (!extractor.extractAll(List.of()).isEmpty()) {
            broken.add(Law.BATCH, "an empty batch gave extractions");
          }
        });
    guarded(
        Law.STREAM,
        "a stream",
        () -> {
          try (Stream<Extraction> stream = extractor.extractStream(texts.stream())) {
            checkAll(Law.STREAM, stream.toList(), "a stream");
          }
        });
    guarded(Law.STREAM_IS_LAZY, "a stream", this::checkLazy);
    guarded(Law.ASYNC, "an asynchronous call", this::checkAsync);
    guarded(Law.CANCELLATION, "a cancelled call", this::checkCancelled);
    checkThreads();
    failing.ifPresent(
        text -> guarded(Law.FAILS_ALONE, "a batch with a text that fails", () -> failAlone(text)));
  }

  /** An act that may throw. */
  @FunctionalInterface
  private interface Check {
    void run() throws Exception;
  }

  private void guarded(Law law, String call, Check check) {
    Throwable thrown =
        Outcome.thrownBy(
            () -> {
              check.run();
              return null;
            });
    if (thrown != null) {
      broken.add(law, call, thrown);
    }
  }

  private void checkAll(Law law, List<Extraction> found, String call) {
    List<String> texts = singles.texts();
    if (found.size() != texts.size()) {
      broken.add(
          law, "%s of %d texts gave %d extractions".formatted(call, texts.size(), found.size()));
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      Extraction extraction = found.get(i);
      if (extraction != null && !extraction.text().equals(texts.get(i))) {
        broken.add(
            law,
            "%s gave at place %d, for %s, an extraction of %s"
                .formatted(
                    call, i, ShownText.quoted(texts.get(i)), ShownText.quoted(extraction.text())));
        return;
      }
      broken.expectEqual(law, singles.extraction(texts.get(i)), extraction, call);
    }
  }

  private void checkLazy() {
    AtomicInteger drawn = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<String> texts =
        IntStream.range(0, MANY)
            .mapToObj(i -> "text " + drawn.incrementAndGet())
            .onClose(() -> closed.set(true));
    try (Stream<Extraction> stream = extractor.extractStream(texts)) {
      stream.iterator().next();
    }
    if (drawn.get() == MANY) {
      broken.add(
          Law.STREAM_IS_LAZY, "all of %d texts were drawn for one extraction".formatted(MANY));
    }
    if (!closed.get()) {
      broken.add(Law.STREAM_IS_LAZY, "closing the extractions did not close the texts");
    }
  }

  private void checkAsync() throws Exception {
    List<String> texts = singles.shortTexts();
    List<CompletableFuture<Extraction>> futures = new ArrayList<>();
    for (String text : texts) {
      futures.add(extractor.extractAsync(text));
    }
    for (int i = 0; i < texts.size(); i++) {
      Extraction found = futures.get(i).get(SECONDS, TimeUnit.SECONDS);
      broken.expectEqual(
          Law.ASYNC, singles.extraction(texts.get(i)), found, "an asynchronous call");
    }
  }

  private void checkCancelled() throws Exception {
    for (String text : singles.shortTexts()) {
      CompletableFuture<Extraction> cancelled = extractor.extractAsync(text);
      CompletableFuture<Extraction> other = extractor.extractAsync(text);
      cancelled.cancel(true);
      broken.expectEqual(
          Law.CANCELLATION,
          singles.extraction(text),
          other.get(SECONDS, TimeUnit.SECONDS),
          "a call beside a cancelled one");
    }
  }

  private void checkThreads() {
    inThreads(
        threads,
        Law.THREADS,
        broken,
        thread -> {
          List<String> texts = singles.shortTexts();
          for (int i = 0; i < texts.size(); i++) {
            // Each thread begins elsewhere, so that different texts meet.
            String text = texts.get((i + thread * texts.size() / threads) % texts.size());
            broken.expectEqual(
                Law.THREADS, singles.extraction(text), extractor.extract(text), "a thread's call");
          }
        });
  }

  /** What a thread does, by its number. */
  @FunctionalInterface
  interface ThreadAct {
    void run(int thread) throws Exception;
  }

  /** Runs something in threads that begin together. */
  static void inThreads(int threads, Law law, BrokenLaws broken, ThreadAct act) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CountDownLatch ready = new CountDownLatch(threads);
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      futures.add(
          executor.submit(
              () -> {
                ready.countDown();
                ready.await();
                act.run(thread);
                return null;
              }));
    }
    executor.shutdown();
    for (Future<?> future : futures) {
      Throwable thrown = Outcome.thrownBy(() -> future.get(SECONDS, TimeUnit.SECONDS));
      if (thrown != null) {
        broken.add(law, "a thread", thrown);
      }
    }
    executor.shutdownNow();
  }

  private void failAlone(String failing) {
    Throwable alone = Outcome.thrownBy(() -> extractor.extract(failing));
    if (alone == null || !SingleCalls.isOurs(alone) || alone instanceof ExtractorClosedException) {
      broken.add(
          Law.FAILS_ALONE,
          "%s should throw one of our failures, found %s"
              .formatted(ShownText.quoted(failing), alone));
    }
    List<String> texts = new ArrayList<>(singles.shortTexts());
    int middle = texts.size() / 2;
    texts.add(middle, failing);
    List<Extraction> found = extractor.extractAll(texts);
    for (int i = 0; i < found.size(); i++) {
      if (i != middle) {
        broken.expectEqual(
            Law.FAILS_ALONE,
            singles.extraction(texts.get(i)),
            found.get(i),
            "a batch with a text that fails");
      } else if (found.get(i).failure().isEmpty()) {
        broken.add(
            Law.FAILS_ALONE,
            "%s fails alone and has no failure in a batch".formatted(ShownText.quoted(failing)));
      }
    }
  }
}
