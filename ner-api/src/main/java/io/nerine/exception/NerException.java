package io.nerine.exception;

/**
 * The root of all failures that Nerine reports. Misuse by the caller is not among them: it raises
 * {@link NullPointerException}, {@link IllegalArgumentException} or {@link IllegalStateException}.
 */
public class NerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the thing, what was expected, what was found and the way out
   */
  public NerException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message the thing, what was expected, what was found and the way out
   * @param cause the failure behind it
   */
  public NerException(String message, Throwable cause) {
    super(message, cause);
  }
}
