package io.nerine.extract;

/** What to do with a text that is longer than one window of the model. */
public enum LengthPolicy {
  /** Search all of it, through overlapping windows cut at word edges. The default. */
  WINDOW,
  /** Search the first window only; the extraction says so and is not complete. */
  TRUNCATE,
  /** Refuse it with a {@link io.nerine.exception.TextTooLongException}. */
  FAIL
}
