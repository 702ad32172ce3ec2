package io.nerine.onnx;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionListener.Outcome;
import io.nerine.extract.ExtractionOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One call of an extractor: how to treat its texts, until when it may work, whether anybody still
 * wants its result, and what it has done. Windows are counted by any thread, all else by one at a
 * time.
 */
final class Call {

  final ExtractionOptions options;
  final Deadline deadline;

  private final BooleanSupplier cancelled;
  private final int documents;
  private final long characters;
  private final long called = System.nanoTime();
  private final AtomicInteger windows = new AtomicInteger();
  private final AtomicLong tokens = new AtomicLong();
  private long begun;
  private boolean working;
  private int succeeded;
  private Outcome outcome = Outcome.COMPLETED;

  /**
   * Takes note of a call, which is made now.
   *
   * @param options how to treat its texts
   * @param cancelled whether nobody wants its result any more; asked by any thread
   * @param documents the number of its texts
   * @param characters the number of UTF-16 units of all of them
   */
  Call(ExtractionOptions options, BooleanSupplier cancelled, int documents, long characters) {
    this.options = options;
    this.deadline = Deadline.of(options);
    this.cancelled = cancelled;
    this.documents = documents;
    this.characters = characters;
  }

  /** Begins a call on the thread that makes it, which ends when that thread is interrupted. */
  static Call here(ExtractionOptions options, int documents, long characters) {
    // Others work for this call too, so the flag is not always that of the thread that asks.
    Thread caller = Thread.currentThread();
    Call call = new Call(options, caller::isInterrupted, documents, characters);
    call.begin();
    return call;
  }

  /** Ends the time of waiting. */
  void begin() {
    begun = System.nanoTime();
    working = true;
  }

  /**
   * Ends the work for a call whose result nobody wants.
   *
   * @throws ExtractionCancelledException if that is so
   */
  void checkWanted() {
    if (cancelled.getAsBoolean()) {
      throw new ExtractionCancelledException(
          "The call was ended by an interrupt or by its future when the model had seen %d windows"
              .formatted(windows.get()));
    }
  }

  /** Counts windows that the model has seen. */
  void saw(int moreWindows, long moreTokens) {
    windows.addAndGet(moreWindows);
    tokens.addAndGet(moreTokens);
  }

  /** Counts a text that is done. */
  void add(Extraction extraction) {
    if (extraction.failure().isEmpty()) {
      succeeded++;
    } else if (extraction.failure().get() instanceof ExtractionTimeoutException) {
      outcome = Outcome.TIMED_OUT;
    } else if (outcome == Outcome.COMPLETED) {
      outcome = Outcome.FAILED;
    }
  }

  /** Takes note of what the call as a whole failed with. */
  void failed(Throwable failure) {
    if (failure instanceof ExtractionCancelledException) {
      outcome = Outcome.CANCELLED;
    } else if (failure instanceof ExtractionTimeoutException) {
      outcome = Outcome.TIMED_OUT;
    } else if (failure instanceof ExtractorClosedException) {
      outcome = Outcome.CLOSED;
    } else {
      outcome = Outcome.FAILED;
    }
  }

  /** {@return what the call did, when it has ended} */
  Event event() {
    long now = System.nanoTime();
    return new Event(
        outcome,
        documents,
        documents - succeeded,
        characters,
        windows.get(),
        tokens.get(),
        Duration.ofNanos((working ? begun : now) - called),
        Duration.ofNanos(working ? now - begun : 0));
  }
}
