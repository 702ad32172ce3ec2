package io.nerine.training;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sees when a run breaks down, runs away or learns nothing. */
final class LossWatch {

  /** The weight of the last loss in the mean. */
  private static final double SMOOTHING = 0.05;

  /** No verdict is given on fewer updates. */
  private static final int LEAST_UPDATES = 50;

  /** A mean loss this many times that of the untrained network means that it runs away. */
  private static final double EXPLOSION = 2;

  /** The share of the loss of chance below which something was learnt. */
  private static final double LEARNT = 0.95;

  private final double learningRate;

  /**
   * The loss of a network that knows how frequent each tag is and nothing else; 0 with teachers,
   * whose targets nobody knows that of.
   */
  private final double chance;

  private double first = Double.NaN;
  private double mean = Double.NaN;

  /**
   * Creates the watch of a run.
   *
   * @param learningRate its peak learning rate, for messages
   * @param windows what it is trained on
   */
  LossWatch(double learningRate, List<EncodedDocument.Window> windows) {
    this.learningRate = learningRate;
    boolean taught = windows.stream().anyMatch(window -> window.taught().length > 0);
    this.chance = taught ? 0 : entropy(windows);
  }

  private static double entropy(List<EncodedDocument.Window> windows) {
    Map<Long, Integer> counts = new TreeMap<>();
    int sum = 0;
    for (EncodedDocument.Window window : windows) {
      for (long target : window.targets()) {
        if (target != Batch.IGNORED) {
          counts.merge(target, 1, Integer::sum);
          sum++;
        }
      }
    }
    double entropy = 0;
    for (int count : counts.values()) {
      double share = (double) count / sum;
      entropy -= share * Math.log(share);
    }
    return entropy;
  }

  /** {@return the mean loss of the last updates, not a number before the first} */
  double mean() {
    return mean;
  }

  /** {@return the loss of the first update, not a number before it} */
  double first() {
    return first;
  }

  /** Goes on from the first and the mean loss of an earlier run. */
  void resume(double earlierFirst, double earlierMean) {
    first = earlierFirst;
    mean = earlierMean;
  }

  /**
   * Looks at an update.
   *
   * @param step what it did
   * @param update its number, from 1
   * @param updates how many are planned
   * @throws DivergenceException if the run cannot go on like this
   */
  void check(TokenClassifier.Step step, int update, int updates) {
    if (!Double.isFinite(step.loss()) || !Double.isFinite(step.gradientNorm())) {
      throw new DivergenceException(
          "Training broke down at update %d of %d: the loss is %s and the norm of the gradients %s;"
                  .formatted(update, updates, step.loss(), step.gradientNorm())
              + " try a lower learning rate than %s".formatted(learningRate));
    }
    if (Double.isNaN(first)) {
      first = step.loss();
    }
    mean = Double.isNaN(mean) ? step.loss() : mean + SMOOTHING * (step.loss() - mean);
    if (update >= LEAST_UPDATES && mean > EXPLOSION * Math.max(first, chance)) {
      throw new DivergenceException(
          "Training runs away: at update %d of %d the mean loss is %s, at the first it was %s; try a"
                  .formatted(update, updates, mean, first)
              + " lower learning rate than %s".formatted(learningRate));
    }
  }

  /**
   * Looks at the end of a run.
   *
   * @param updates how many updates were made
   * @param foundAny whether the network finds any entity, as far as that is known
   * @throws DivergenceException if the network knows no more than how frequent tags are
   */
  void checkLearnt(int updates, boolean foundAny) {
    if (!foundAny && chance > 0 && updates >= LEAST_UPDATES && mean > LEARNT * chance) {
      throw new DivergenceException(
          "The network learns nothing: after %d updates the mean loss is %s, that of guessing by the"
                  .formatted(updates, mean)
              + " frequency of tags %s; try a lower learning rate than %s"
                  .formatted(chance, learningRate));
    }
  }
}
