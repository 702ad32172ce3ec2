package io.nerine.training;

import io.nerine.exception.TrainingException;

/** Signals that a run does not learn, which a lower learning rate may mend. */
final class DivergenceException extends TrainingException {

  private static final long serialVersionUID = 1L;

  DivergenceException(String message) {
    super(message);
  }
}
