package io.nerine.onnx;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.extract.ExtractionOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time until which a call may work. Immutable. */
final class Deadline {

  private final @Nullable Duration allowed;
  private final long start;
  private final long nanos;

  private Deadline(@Nullable Duration allowed) {
    this.allowed = allowed;
    this.start = System.nanoTime();
    this.nanos = allowed == null ? Long.MAX_VALUE : nanos(allowed);
  }

  static Deadline of(ExtractionOptions options) {
    return new Deadline(options.timeout().orElse(null));
  }

  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      // More than 292 years.
      return Long.MAX_VALUE;
    }
  }

  boolean passed() {
    return allowed != null && System.nanoTime() - start >= nanos;
  }

  ExtractionTimeoutException exception(int windowsDone, int windows) {
    return new ExtractionTimeoutException(
        "The time allowed, %s, ran out when %d of the text's %d windows were done; allow more time"
                .formatted(allowed, windowsDone, windows)
            + " or give less text to one call");
  }
}
