package io.nerine.extract;

import java.util.Objects;

/**
 * Something that a caller may want to know of an extraction that succeeded.
 *
 * @param code what it is, for programs
 * @param message what it is, for people, with figures
 */
public record ExtractionWarning(Code code, String message) {

  /** The kinds of warnings. */
  public enum Code {
    /** The text was longer than one window and its rest was not searched. */
    TRUNCATED,
    /** The text holds unpaired surrogates, which no encoding can carry; the model saw U+FFFD. */
    UNPAIRED_SURROGATES,
    /** A run of letters without a break was so long that it was cut into several words. */
    LONG_WORD_SPLIT,
    /** A graphics processor was preferred and none could be used. */
    GPU_UNAVAILABLE,
    /** A rule took longer than it may, and did not search the rest of the text. */
    RULE_TIME_LIMIT
  }

  /** Creates the warning. */
  public ExtractionWarning {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
