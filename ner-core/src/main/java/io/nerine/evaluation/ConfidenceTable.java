package io.nerine.evaluation;

import java.util.Arrays;
import java.util.Collection;

/**
 * Predictions by falling confidence, of which those of one confidence belong together: a threshold
 * keeps all of them or none. Immutable.
 */
final class ConfidenceTable {

  private final int gold;
  private final double[] confidences;
  private final int[] predicted;
  private final int[] right;

  /**
   * Sorts predictions.
   *
   * @param predictions the predictions
   * @param gold the number of gold mentions
   */
  ConfidenceTable(Collection<ScoredPrediction> predictions, int gold) {
    this.gold = gold;
    ScoredPrediction[] sorted = predictions.toArray(ScoredPrediction[]::new);
    Arrays.sort(sorted, (a, b) -> Double.compare(b.confidence(), a.confidence()));
    double[] distinct = new double[sorted.length];
    int[] upTo = new int[sorted.length];
    int[] rightUpTo = new int[sorted.length];
    int cuts = 0;
    int rightSoFar = 0;
    for (int i = 0; i < sorted.length; i++) {
      rightSoFar += sorted[i].correct() ? 1 : 0;
      // -0.0 and 0.0 are one confidence, though they sort apart.
      if (i == sorted.length - 1 || sorted[i + 1].confidence() < sorted[i].confidence()) {
        distinct[cuts] = sorted[i].confidence();
        upTo[cuts] = i + 1;
        rightUpTo[cuts++] = rightSoFar;
      }
    }
    this.confidences = Arrays.copyOf(distinct, cuts);
    this.predicted = Arrays.copyOf(upTo, cuts);
    this.right = Arrays.copyOf(rightUpTo, cuts);
  }

  /** {@return the number of different confidences} */
  int cuts() {
    return confidences.length;
  }

  int gold() {
    return gold;
  }

  /** {@return the number of predictions} */
  int size() {
    return cuts() == 0 ? 0 : predicted[cuts() - 1];
  }

  /** {@return the confidence of a cut, the highest first} */
  double confidence(int cut) {
    return confidences[cut];
  }

  /** {@return the scores of what is kept down to a cut} */
  Scores scores(int cut) {
    return cut < 0 ? new Scores(gold, 0, 0) : new Scores(gold, predicted[cut], right[cut]);
  }

  /** {@return the last cut whose confidence is at least the threshold, or -1} */
  int cut(double threshold) {
    int low = 0;
    int high = cuts();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (confidences[middle] >= threshold) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * Returns a threshold that keeps what a cut keeps: half-way to the next confidence, where none
   * was seen; for the last cut its own confidence, below which nothing is known.
   */
  double threshold(int cut) {
    if (cut == cuts() - 1) {
      return confidences[cut];
    }
    double middle = (confidences[cut] + confidences[cut + 1]) / 2;
    return middle > confidences[cut + 1] ? middle : confidences[cut];
  }
}
