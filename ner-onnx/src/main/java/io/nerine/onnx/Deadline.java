package io.nerine.onnx;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.extract.ExtractionOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time until which a call may work. Immutable. */
final class Deadline {

  private final @Nullable Duration allowed;
  private final long start;

  private Deadline(@Nullable Duration allowed) {
    this.allowed = allowed;
    this.start = System.nanoTime();
  }

  static Deadline of(ExtractionOptions options) {
    return new Deadline(options.timeout().orElse(null));
  }

  /** {@return whether there is one at all} */
  boolean isSet() {
    return allowed != null;
  }

  /** {@return the nanoseconds that are left, 292 years where there is no limit} */
  long remaining() {
    return allowed == null
        ? Long.MAX_VALUE
        : Math.max(0, allowed.toNanos() - (System.nanoTime() - start));
  }

  boolean passed() {
    return remaining() == 0;
  }

  ExtractionTimeoutException exception(int windowsDone, int windows) {
    return new ExtractionTimeoutException(
        "The time allowed, %s, ran out when %d of the text's %d windows were done; allow more time"
                .formatted(allowed, windowsDone, windows)
            + " or give less text to one call");
  }

  /** {@return the failure of a call that waited in vain} */
  ExtractionTimeoutException queued() {
    return new ExtractionTimeoutException(
        "The time allowed, %s, ran out while the call waited for its turn; allow more time, or make"
                .formatted(allowed)
            + " fewer asynchronous calls at once");
  }
}
