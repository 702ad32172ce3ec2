package io.nerine.extract;

import java.time.Duration;

/**
 * Watches an extractor at work, to feed a metrics library. Called from the threads that extract, so
 * it must be thread-safe and quick; what it throws is logged and does not fail the call.
 */
@FunctionalInterface
public interface ExtractionListener {

  /**
   * Takes note of a call that ended.
   *
   * @param event what the call did
   */
  void onExtraction(Event event);

  /**
   * What one call of an extractor did.
   *
   * @param documents the number of texts
   * @param failures the number of texts among them that failed
   * @param characters the number of UTF-16 units of all texts
   * @param windows the number of windows that the model saw
   * @param tokens the number of sub-word tokens that the model saw
   * @param queueTime how long the call waited before its work began
   * @param runTime how long its work took
   */
  record Event(
      int documents,
      int failures,
      long characters,
      int windows,
      long tokens,
      Duration queueTime,
      Duration runTime) {}
}
