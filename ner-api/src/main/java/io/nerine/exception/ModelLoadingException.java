package io.nerine.exception;

/**
 * Signals that a model cannot be loaded: missing, damaged, of a newer format, or without a backend
 * for it.
 */
public class ModelLoadingException extends NerException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the thing, what was expected, what was found and the way out
   */
  public ModelLoadingException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message the thing, what was expected, what was found and the way out
   * @param cause the failure behind it
   */
  public ModelLoadingException(String message, Throwable cause) {
    super(message, cause);
  }
}
