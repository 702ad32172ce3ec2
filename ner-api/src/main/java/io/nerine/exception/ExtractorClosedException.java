package io.nerine.exception;

/** Signals a call of an extractor that was closed before the call began or while it waited. */
public class ExtractorClosedException extends NerException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which extractor was closed
   */
  public ExtractorClosedException(String message) {
    super(message);
  }
}
