package io.nerine.extract;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.NerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The calls of extractors that have no threads of their own, built on the call for one text. */
final class DefaultCalls {

  private static final int IDLE_SECONDS = 10;

  /**
   * Threads for all such extractors together. Not the common pool, which has no thread to spare on
   * small machines and then makes one a call.
   */
  private static final ForkJoinPool POOL = pool();

  private static final Semaphore PLACES = new Semaphore(LoadOptions.QUEUE_CAPACITY, true);

  /** For calls that threads of the pool make, which must not wait for themselves. */
  private static final Semaphore RESERVE = new Semaphore(LoadOptions.QUEUE_CAPACITY);

  private DefaultCalls() {}

  private static ForkJoinPool pool() {
    int threads = Runtime.getRuntime().availableProcessors();
    return new ForkJoinPool(
        threads,
        pool -> {
          ForkJoinWorkerThread thread =
              ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
          thread.setName("nerine-async-" + thread.getPoolIndex());
          return thread;
        },
        null,
        true,
        0,
        threads + 256,
        1,
        pool -> true,
        IDLE_SECONDS,
        TimeUnit.SECONDS);
  }

  /** See {@link Extractor#extractAll(List, ExtractionOptions)}. */
  static List<Extraction> all(Extractor extractor, List<String> texts, ExtractionOptions options) {
    long called = System.nanoTime();
    List<Extraction> extractions = new ArrayList<>(texts.size());
    for (String text : texts) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ExtractionCancelledException(
            "The thread was interrupted when %d of %d texts were done"
                .formatted(extractions.size(), texts.size()));
      }
      try {
        extractions.add(extractor.extract(text, remaining(options, called)));
      } catch (ExtractorClosedException | ExtractionCancelledException e) {
        throw e;
      } catch (NerException e) {
        extractions.add(Extraction.failed(text, e));
      }
    }
    return extractions;
  }

  /** Returns the same options with the time that is left. */
  private static ExtractionOptions remaining(ExtractionOptions options, long called) {
    Duration allowed = options.timeout().orElse(null);
    if (allowed == null) {
      return options;
    }
    long left = allowed.toNanos() - (System.nanoTime() - called);
    if (left <= 0) {
      throw new ExtractionTimeoutException(
          "The time allowed, %s, ran out before the text had its turn; allow more time or give less"
                  .formatted(allowed)
              + " text to one call");
    }
    return options.toBuilder().timeout(Duration.ofNanos(left)).build();
  }

  /** See {@link Extractor#extractAsync(String, ExtractionOptions)}. */
  static CompletableFuture<Extraction> async(
      Extractor extractor, String text, ExtractionOptions options) {
    CompletableFuture<Extraction> future = new CompletableFuture<>();
    Call call = new Call(extractor, text, options, System.nanoTime(), future);
    boolean inside = ForkJoinTask.getPool() == POOL;
    Semaphore places = inside ? RESERVE : PLACES;
    if (inside) {
      if (!places.tryAcquire()) {
        call.run();
        return future;
      }
    } else if (!acquire(options, future)) {
      return future;
    }
    // The text need not wait with a call that was cancelled.
    AtomicReference<@Nullable Call> waiting = new AtomicReference<>(call);
    CompletableFuture<Extraction> unused =
        future.whenComplete((extraction, failure) -> waiting.set(null));
    POOL.execute(
        () -> {
          places.release();
          Call next = waiting.getAndSet(null);
          if (next != null) {
            next.run();
          }
        });
    return future;
  }

  private static boolean acquire(ExtractionOptions options, CompletableFuture<Extraction> future) {
    try {
      long nanos = options.timeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
      if (PLACES.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        return true;
      }
      future.completeExceptionally(
          new ExtractionTimeoutException(
              "The time allowed, %s, ran out while the call waited for room in the queue"
                  .formatted(options.timeout().orElseThrow())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      future.completeExceptionally(
          new ExtractionCancelledException(
              "The thread was interrupted while the call waited for room in the queue"));
    }
    return false;
  }

  private record Call(
      Extractor extractor,
      String text,
      ExtractionOptions options,
      long called,
      CompletableFuture<Extraction> future) {

    void run() {
      if (future.isDone()) {
        return;
      }
      try {
        future.complete(extractor.extract(text, remaining(options, called)));
      } catch (RuntimeException | Error e) {
        future.completeExceptionally(e);
      }
    }
  }
}
