package io.nerine.exception;

/** Signals that a text was not finished within the time that its options allow. */
public class ExtractionTimeoutException extends InferenceException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the time allowed and how far the call came
   */
  public ExtractionTimeoutException(String message) {
    super(message);
  }
}
