package io.nerine.training;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How far a training run has come.
 *
 * @param run the number of the run among those that make a model, from 1: with cross-validation
 *     there is one a fold and one on all documents
 * @param runs how many these are
 * @param update the number of updates made in this run
 * @param updates the number of updates planned in this run
 * @param epoch how often the run has seen each document
 * @param loss the mean loss over the last updates
 * @param tokensPerSecond the rate of training, dev evaluations not counted
 * @param elapsed the time since the run began
 * @param remaining the time expected until the last update of this run, evaluations included
 * @param devF1 the exact-match micro F1 of the last evaluation on the dev documents, 0 to 1; empty
 *     before the first
 * @param bestDevF1 the best so far; empty before the first evaluation
 */
public record TrainingProgress(
    int run,
    int runs,
    int update,
    int updates,
    double epoch,
    double loss,
    double tokensPerSecond,
    Duration elapsed,
    Duration remaining,
    OptionalDouble devF1,
    OptionalDouble bestDevF1) {

  /** {@return the share of all runs that is done, 0 to 1} */
  public double share() {
    double ofRun = updates == 0 ? 1 : Math.min(1, (double) update / updates);
    return (run - 1 + ofRun) / runs;
  }
}
