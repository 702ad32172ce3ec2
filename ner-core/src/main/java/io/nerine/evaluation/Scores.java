package io.nerine.evaluation;

import java.util.Locale;

/**
 * Counts of a comparison, and the precision, recall and F1 that follow.
 *
 * @param gold the number of gold mentions
 * @param predicted the number of predicted mentions
 * @param truePositives the number of predicted mentions that are right
 */
public record Scores(int gold, int predicted, int truePositives) {

  /** Nothing counted. */
  static final Scores NONE = new Scores(0, 0, 0);

  /**
   * Creates the scores.
   *
   * @throws IllegalArgumentException unless {@code 0 <= truePositives <= gold, predicted}
   */
  public Scores {
    if (truePositives < 0 || truePositives > gold || truePositives > predicted) {
      throw new IllegalArgumentException(
          "Scores need 0 <= truePositives <= gold and predicted, found %d of %d gold, %d predicted"
              .formatted(truePositives, gold, predicted));
    }
  }

  /** {@return the share of predictions that are right, 0 to 1; 0 if there are none} */
  public double precision() {
    return predicted == 0 ? 0.0 : (double) truePositives / predicted;
  }

  /** {@return the share of gold mentions that were found, 0 to 1; 0 if there are none} */
  public double recall() {
    return gold == 0 ? 0.0 : (double) truePositives / gold;
  }

  /** {@return the harmonic mean of precision and recall, 0 to 1; 0 if both are 0} */
  public double f1() {
    return harmonicMean(precision(), recall());
  }

  static double harmonicMean(double precision, double recall) {
    // Of several forms that differ in the last digit, the one that most scorers compute.
    return precision + recall == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
  }

  /** {@return the number of predictions that are wrong} */
  public int falsePositives() {
    return predicted - truePositives;
  }

  /** {@return the number of gold mentions that were not found} */
  public int falseNegatives() {
    return gold - truePositives;
  }

  /**
   * Adds the counts of another comparison.
   *
   * @param other the other scores
   * @return the scores of both together
   */
  public Scores plus(Scores other) {
    return new Scores(
        Math.addExact(gold, other.gold),
        Math.addExact(predicted, other.predicted),
        truePositives + other.truePositives);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "P %.4f R %.4f F1 %.4f (%d gold, %d predicted, %d right)",
        precision(),
        recall(),
        f1(),
        gold,
        predicted,
        truePositives);
  }
}
