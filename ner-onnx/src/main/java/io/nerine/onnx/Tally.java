package io.nerine.onnx;

import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Counts what one call does, for the listener. Used by the thread that calls. */
final class Tally {

  private final long called;
  private final long begun = System.nanoTime();
  private int documents;
  private int failures;
  private long characters;
  private int windows;
  private long tokens;

  /**
   * Begins a call.
   *
   * @param called when the application made it, by {@link System#nanoTime()}
   */
  Tally(long called) {
    this.called = called;
  }

  void add(Extraction extraction, @Nullable PendingText seen) {
    documents++;
    characters += extraction.text().length();
    if (extraction.failure().isPresent()) {
      failures++;
    }
    if (seen != null) {
      windows += seen.windowsDone();
      tokens += seen.tokensDone();
    }
  }

  ExtractionListener.Event event() {
    return new ExtractionListener.Event(
        documents,
        failures,
        characters,
        windows,
        tokens,
        Duration.ofNanos(begun - called),
        Duration.ofNanos(System.nanoTime() - begun));
  }
}
