package io.nerine.exception;

/** Signals that a model failed on a text that it should have processed. */
public class InferenceException extends NerException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the thing, what was expected, what was found and the way out
   */
  public InferenceException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message the thing, what was expected, what was found and the way out
   * @param cause the failure behind it
   */
  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
