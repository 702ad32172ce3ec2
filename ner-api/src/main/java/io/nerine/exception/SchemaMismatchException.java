package io.nerine.exception;

/**
 * Signals that data, a model or a request speaks of entity types that a schema does not declare.
 */
public class SchemaMismatchException extends NerException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the thing, what was expected, what was found and the way out
   */
  public SchemaMismatchException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message the thing, what was expected, what was found and the way out
   * @param cause the failure behind it
   */
  public SchemaMismatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
