package io.nerine.exception;

/**
 * Signals that a call ended before its work was done because nobody wants its result any more: its
 * thread was interrupted. The thread's interrupt flag stays set, so that whoever called sees it
 * too.
 */
public class ExtractionCancelledException extends NerException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was cancelled
   */
  public ExtractionCancelledException(String message) {
    super(message);
  }
}
