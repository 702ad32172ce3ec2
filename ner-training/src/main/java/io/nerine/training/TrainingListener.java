package io.nerine.training;

import io.nerine.evaluation.Evaluation;

/**
 * Watches a training run. Called on the thread that trains, so it should be quick; what it throws
 * ends the run.
 */
public interface TrainingListener {

  /**
   * Takes note of an update.
   *
   * @param progress how far the run has come
   */
  default void onUpdate(TrainingProgress progress) {}

  /**
   * Takes note of an evaluation on the dev documents.
   *
   * @param progress how far the run has come
   * @param dev the scores
   */
  default void onEvaluation(TrainingProgress progress, Evaluation dev) {}
}
