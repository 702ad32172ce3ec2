package io.nerine.exception;

/** Signals that a training run cannot start or did not lead to a model. */
public class TrainingException extends NerException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the thing, what was expected, what was found and the way out
   */
  public TrainingException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message the thing, what was expected, what was found and the way out
   * @param cause the failure behind it
   */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
