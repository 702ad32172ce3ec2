package io.nerine.exception;

/** Signals a text that exceeds one window of the model although the length policy forbids it. */
public class TextTooLongException extends InferenceException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the length found and the length allowed, in sub-word tokens
   */
  public TextTooLongException(String message) {
    super(message);
  }
}
