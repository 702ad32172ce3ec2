package io.nerine.training;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How far a training run has come.
 *
 * @param update the number of updates made
 * @param updates the number of updates planned
 * @param epoch how often the run has seen each document
 * @param loss the mean loss over the last updates
 * @param tokensPerSecond the rate of training, dev evaluations not counted
 * @param elapsed the time since the first update
 * @param remaining the time expected until the last update, evaluations included
 * @param devF1 the exact-match micro F1 of the last evaluation on the dev documents, 0 to 1; empty
 *     before the first
 * @param bestDevF1 the best so far; empty before the first evaluation
 */
public record TrainingProgress(
    int update,
    int updates,
    double epoch,
    double loss,
    double tokensPerSecond,
    Duration elapsed,
    Duration remaining,
    OptionalDouble devF1,
    OptionalDouble bestDevF1) {

  /** {@return the share of the run that is done, 0 to 1} */
  public double share() {
    return updates == 0 ? 1 : Math.min(1, (double) update / updates);
  }
}
