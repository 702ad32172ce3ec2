package io.nerine.extract;

import java.time.Duration;
import java.util.Objects;

/**
 * Watches an extractor at work, to feed a metrics library. Called once for each call that was let
 * in, however it ended, before its caller sees the result. It runs on the thread that ended the
 * call, so it must be thread-safe and quick; what it throws is logged and does not fail the call.
 *
 * <p>A stream is reported chunk by chunk, as its texts are drawn. Calls of a closed extractor are
 * not let in and not reported.
 */
@FunctionalInterface
public interface ExtractionListener {

  /**
   * Takes note of a call that ended.
   *
   * @param event what the call did
   */
  void onExtraction(Event event);

  /** How a call ended. */
  enum Outcome {
    /** Every text has its extraction. */
    COMPLETED,
    /** At least one text failed, none of them for want of time. */
    FAILED,
    /** The time allowed ran out before every text was done. */
    TIMED_OUT,
    /** The thread of the call was interrupted, or its future cancelled or completed by others. */
    CANCELLED,
    /** The extractor was closed while the call waited for its turn. */
    CLOSED
  }

  /**
   * What one call of an extractor did.
   *
   * @param outcome how it ended
   * @param documents the number of texts that it was given
   * @param failures the number of texts among them that have no extraction, whatever the reason
   * @param characters the number of UTF-16 units of all texts
   * @param windows the number of windows that the model saw, those of failed texts counted
   * @param tokens the number of sub-word tokens that the model saw, those of failed texts counted
   * @param queueTime how long the call waited before its work began, for room in the queue too;
   *     zero for calls that run on the thread that makes them
   * @param runTime how long its work took; zero if it never began
   */
  record Event(
      Outcome outcome,
      int documents,
      int failures,
      long characters,
      int windows,
      long tokens,
      Duration queueTime,
      Duration runTime) {

    /**
     * Creates an event.
     *
     * @throws IllegalArgumentException if a count or time is negative, or more texts failed than
     *     there are
     */
    public Event {
      Objects.requireNonNull(outcome, "outcome");
      if (failures < 0 || failures > documents || characters < 0 || windows < 0 || tokens < 0) {
        throw new IllegalArgumentException(
            ("Counts must not be negative and failures not exceed documents, found %d failures of"
                    + " %d documents, %d characters, %d windows, %d tokens")
                .formatted(failures, documents, characters, windows, tokens));
      }
      if (queueTime.isNegative() || runTime.isNegative()) {
        throw new IllegalArgumentException(
            "Times must not be negative, found %s and %s".formatted(queueTime, runTime));
      }
    }
  }
}
