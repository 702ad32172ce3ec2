package io.nerine.deploy;

import io.nerine.exception.NerException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happened to a slot that a deployment follows. */
public sealed interface DeploymentEvent {

  /** {@return the slot} */
  String slot();

  /**
   * Another version answers, and the one before is closed.
   *
   * @param slot the slot
   * @param from the version before, or {@code null} if there was none
   * @param to the version that answers
   * @param loading how long loading and warming up took
   * @param draining how long the calls of the version before took to end
   */
  record Switched(
      String slot,
      @Nullable ModelVersion from,
      ModelVersion to,
      Duration loading,
      Duration draining)
      implements DeploymentEvent {}

  /**
   * A version could not be put to work, or the store not be read; all is as before. A version that
   * failed is tried again when the store changes, or by {@link Deployment#refresh()}.
   *
   * @param slot the slot
   * @param from the version that goes on answering, or {@code null} if there is none
   * @param to the version that failed, or {@code null} if the store could not be read
   * @param failure why
   */
  record Failed(
      String slot, @Nullable ModelVersion from, @Nullable ModelVersion to, NerException failure)
      implements DeploymentEvent {}

  /**
   * The slot points to no version any more.
   *
   * @param slot the slot
   * @param last the version to which it pointed
   */
  record Retired(String slot, ModelVersion last) implements DeploymentEvent {}
}
