package io.nerine.rules;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionListener.Outcome;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another extractor whose calls are reported to a listener, as a model reports its own: for rules,
 * and for a {@link CompositeExtractor}, whose calls are then one each, whatever it is made of. Owns
 * the other extractor and closes it; as thread-safe as that one.
 *
 * <p>Windows and tokens are those of texts that did not fail. Only the other extractor knows how
 * long an asynchronous call waits in its queue, so that is part of the run time here and the queue
 * time is zero. A stream is reported text by text; the time that a text takes includes that of
 * drawing it from the source.
 *
 * <pre>{@code
 * Extractor extractor =
 *     ObservedExtractor.of(
 *         CompositeExtractor.of(MergePolicy.PRIORITY, DictionaryExtractor.of(schema), model),
 *         event -> documents.add(event.documents()));
 * }</pre>
 */
public final class ObservedExtractor implements Extractor {

  private static final Logger LOGGER = LoggerFactory.getLogger(ObservedExtractor.class);

  private final Extractor delegate;
  private final ExtractionListener listener;

  private ObservedExtractor(Extractor delegate, ExtractionListener listener) {
    this.delegate = Objects.requireNonNull(delegate, "extractor");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * Returns an extractor whose calls are reported.
   *
   * @param extractor the other extractor
   * @param listener takes note of each call
   * @return the extractor
   */
  public static ObservedExtractor of(Extractor extractor, ExtractionListener listener) {
    return new ObservedExtractor(extractor, listener);
  }

  @Override
  public EntitySchema schema() {
    return delegate.schema();
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    long begun = System.nanoTime();
    try {
      Extraction extraction = delegate.extract(text, options);
      report(List.of(text), List.of(extraction), null, begun);
      return extraction;
    } catch (RuntimeException | Error e) {
      report(List.of(text), List.of(), e, begun);
      throw e;
    }
  }

  @Override
  public List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    long begun = System.nanoTime();
    try {
      List<Extraction> extractions = delegate.extractAll(texts, options);
      report(texts, extractions, null, begun);
      return extractions;
    } catch (RuntimeException | Error e) {
      report(texts, List.of(), e, begun);
      throw e;
    }
  }

  @Override
  public Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    // The time of a text is that between two results: those of others are drawn with it.
    long[] begun = {System.nanoTime()};
    return delegate
        .extractStream(texts, options)
        .map(
            extraction -> {
              report(List.of(extraction.text()), List.of(extraction), null, begun[0]);
              begun[0] = System.nanoTime();
              return extraction;
            });
  }

  @Override
  public CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    long begun = System.nanoTime();
    CompletableFuture<Extraction> future = delegate.extractAsync(text, options);
    CompletableFuture<Extraction> reported = new CompletableFuture<>();
    CompletableFuture<Extraction> unused =
        future.whenComplete(
            (extraction, failure) -> {
              List<Extraction> done = extraction == null ? List.of() : List.of(extraction);
              report(List.of(text), done, failure, begun);
              if (failure != null) {
                reported.completeExceptionally(failure);
              } else {
                reported.complete(extraction);
              }
            });
    // Whoever gives up on the result gives up on the work.
    unused = reported.whenComplete((extraction, failure) -> future.cancel(true));
    return reported;
  }

  @Override
  public void close() {
    delegate.close();
  }

  private void report(
      List<String> texts, List<Extraction> extractions, @Nullable Throwable failure, long begun) {
    Duration runTime = Duration.ofNanos(System.nanoTime() - begun);
    int succeeded = 0;
    int windows = 0;
    long tokens = 0;
    Outcome outcome = failure == null ? Outcome.COMPLETED : outcome(failure);
    for (Extraction extraction : extractions) {
      windows += extraction.windows();
      tokens += extraction.tokens();
      if (extraction.failure().isEmpty()) {
        succeeded++;
      } else if (outcome != Outcome.TIMED_OUT) {
        outcome = outcome(extraction.failure().get());
      }
    }
    long characters = texts.stream().mapToLong(String::length).sum();
    int failures = texts.size() - succeeded;
    try {
      listener.onExtraction(
          new Event(
              outcome,
              texts.size(),
              failures,
              characters,
              windows,
              tokens,
              Duration.ZERO,
              runTime));
    } catch (Exception | LinkageError | AssertionError e) {
      LOGGER.warn("The extraction listener failed", e);
    }
  }

  private static Outcome outcome(Throwable failure) {
    if (failure instanceof ExtractionTimeoutException) {
      return Outcome.TIMED_OUT;
    }
    if (failure instanceof ExtractionCancelledException
        || failure instanceof CancellationException) {
      return Outcome.CANCELLED;
    }
    return failure instanceof ExtractorClosedException ? Outcome.CLOSED : Outcome.FAILED;
  }
}
