package io.nerine.samples.benchmarks;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Calls of all kinds at random, whose results are held against the expected ones. Thread-safe. */
final class SoakCalls {

  private static final int MOST_TEXTS = 5;

  private final Extractor extractor;
  private final SoakAnswers answers;
  final LongAdder texts = new LongAdder();
  final LongAdder characters = new LongAdder();
  final LongAdder cancelled = new LongAdder();
  final LongAdder timedOut = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder wrong = new LongAdder();
  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

  SoakCalls(Extractor extractor, SoakAnswers answers) {
    this.extractor = extractor;
    this.answers = answers;
  }

  /** {@return what the first call that failed threw, or {@code null} if none did} */
  @Nullable Throwable firstFailure() {
    return firstFailure.get();
  }

  void make(Random random) {
    try {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> check(extractor.extract(document(random)));
        case 3, 4 -> extractor.extractAll(documents(random)).forEach(this::check);
        case 5 -> {
          try (var stream = extractor.extractStream(documents(random).stream())) {
            stream.forEach(this::check);
          }
        }
        case 6, 7 -> check(extractor.extractAsync(document(random)).join());
        case 8 -> cancel(random);
        default -> hurry(random);
      }
    } catch (CompletionException e) {
      fail(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Now and then one of the longest, which take as long as hundreds of others. */
  private String document(Random random) {
    List<String> all = answers.documents();
    return all.get(random.nextInt(random.nextInt(50) == 0 ? all.size() : all.size() - 2));
  }

  private List<String> documents(Random random) {
    return IntStream.rangeClosed(1, 1 + random.nextInt(MOST_TEXTS))
        .mapToObj(i -> document(random))
        .toList();
  }

  private void cancel(Random random) {
    CompletableFuture<Extraction> future = extractor.extractAsync(document(random));
    int patience = random.nextInt(2_000);
    for (int i = 0; i < patience && !future.isDone(); i++) {
      Thread.onSpinWait();
    }
    future.cancel(true);
    try {
      check(future.join());
    } catch (CancellationException e) {
      cancelled.increment();
    }
  }

  private void hurry(Random random) {
    ExtractionOptions options =
        ExtractionOptions.builder()
            .timeout(Duration.ofNanos(1 + random.nextInt(3_000_000)))
            .build();
    try {
      check(
          random.nextBoolean()
              ? extractor.extract(document(random), options)
              : join(extractor.extractAsync(document(random), options)));
    } catch (ExtractionTimeoutException e) {
      timedOut.increment();
    }
  }

  private static Extraction join(CompletableFuture<Extraction> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ExtractionTimeoutException timeout) {
        throw timeout;
      }
      throw e;
    }
  }

  private void check(Extraction extraction) {
    texts.increment();
    characters.add(extraction.text().length());
    if (!answers.hold(extraction)) {
      wrong.increment();
      firstFailure.compareAndSet(
          null,
          new IllegalStateException(
              "Another answer than alone by version %s on a text of %d characters"
                  .formatted(
                      extraction.modelVersion().orElse("none"), extraction.text().length())));
    }
  }

  private void fail(Throwable failure) {
    failed.increment();
    firstFailure.compareAndSet(null, failure);
  }
}
