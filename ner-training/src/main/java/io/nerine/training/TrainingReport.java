package io.nerine.training;

import java.time.Duration;
import java.util.List;

/**
 * What happened in a training run.
 *
 * @param updates the number of updates made
 * @param bestUpdate the update after which the weights scored best on the dev documents
 * @param duration the time from the beginning to the checked model
 * @param graphDifference the greatest difference found between a logit of the exported graph and of
 *     the trained network
 * @param folds the number of folds of the cross-validation in front of it, 0 if there was none
 * @param temperature what the network's logits are divided by, so that confidences are right as
 *     often as they say
 * @param curve the evaluations on the dev documents, in order
 * @param warnings what was left out or looks wrong, for people; empty for most
 */
public record TrainingReport(
    int updates,
    int bestUpdate,
    Duration duration,
    double graphDifference,
    int folds,
    double temperature,
    List<Point> curve,
    List<String> warnings) {

  /** Creates the report. */
  public TrainingReport {
    curve = List.copyOf(curve);
    warnings = List.copyOf(warnings);
  }

  /**
   * One evaluation.
   *
   * @param update the number of updates made
   * @param loss the mean training loss over the last updates
   * @param devF1 the exact-match micro F1 on the dev documents, 0 to 1
   */
  public record Point(int update, double loss, double devF1) {}
}
