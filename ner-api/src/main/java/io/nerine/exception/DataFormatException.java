package io.nerine.exception;

/**
 * Signals that input data cannot be read: the message names the source, the place in it, what was
 * found and how to repair it.
 */
public class DataFormatException extends NerException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the thing, what was expected, what was found and the way out
   */
  public DataFormatException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message the thing, what was expected, what was found and the way out
   * @param cause the failure behind it
   */
  public DataFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
