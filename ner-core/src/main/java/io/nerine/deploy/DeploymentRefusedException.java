package io.nerine.deploy;

import io.nerine.exception.NerException;
import java.util.Objects;

/** Signals that a version was not deployed because a {@link DeploymentGate} did not let it pass. */
public final class DeploymentRefusedException extends NerException {

  private static final long serialVersionUID = 1L;

  private final GateResult result;

  /**
   * Creates the exception.
   *
   * @param message the thing, what was expected, what was found and the way out
   * @param result the figures
   */
  public DeploymentRefusedException(String message, GateResult result) {
    super(message);
    this.result = Objects.requireNonNull(result, "result");
  }

  /** {@return the figures that led to the refusal} */
  public GateResult result() {
    return result;
  }
}
