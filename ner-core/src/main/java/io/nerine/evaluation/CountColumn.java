package io.nerine.evaluation;

import java.util.Arrays;

/**
 * The counts of one kind, document by document: gold mentions, predictions, and twice the right
 * ones, since a partial match counts half. Documents without any are left out. Immutable.
 */
final class CountColumn {

  private final int[] documents;
  private final int[] gold;
  private final int[] predicted;
  private final int[] twiceRight;
  private final Sums sums;

  private CountColumn(Builder builder) {
    this.documents = builder.documents.toArray();
    this.gold = builder.gold.toArray();
    this.predicted = builder.predicted.toArray();
    this.twiceRight = builder.twiceRight.toArray();
    this.sums = new Sums(total(gold), total(predicted), total(twiceRight));
  }

  private static double total(int[] counts) {
    return Arrays.stream(counts).asLongStream().sum();
  }

  /** Sums over documents. */
  record Sums(double gold, double predicted, double twiceRight) {

    double value(Measure measure) {
      return measure.value(gold, predicted, twiceRight / 2);
    }

    double denominator(Measure measure) {
      return measure.denominator(gold, predicted);
    }
  }

  /** {@return the number of documents in which something was counted} */
  int size() {
    return documents.length;
  }

  int document(int entry) {
    return documents[entry];
  }

  int gold(int entry) {
    return gold[entry];
  }

  int predicted(int entry) {
    return predicted[entry];
  }

  int twiceRight(int entry) {
    return twiceRight[entry];
  }

  double denominator(int entry, Measure measure) {
    return measure.denominator(gold[entry], predicted[entry]);
  }

  Sums sums() {
    return sums;
  }

  /**
   * Sums up documents.
   *
   * @param weights how often each document counts, by its number
   * @return the sums
   */
  Sums sums(int[] weights) {
    long sumGold = 0;
    long sumPredicted = 0;
    long sumRight = 0;
    for (int k = 0; k < documents.length; k++) {
      long weight = weights[documents[k]];
      sumGold += weight * gold[k];
      sumPredicted += weight * predicted[k];
      sumRight += weight * twiceRight[k];
    }
    return new Sums(sumGold, sumPredicted, sumRight);
  }

  /**
   * Adds to each document's share of the deviation of a figure from its true value, to first order:
   * its empirical influence divided by the number of documents.
   *
   * @param measure the figure
   * @param factor what the shares are multiplied by
   * @param shares a number for each document
   */
  void addShares(Measure measure, double factor, double[] shares) {
    double denominator = sums.denominator(measure);
    if (denominator > 0) {
      double ratio = sums.twiceRight() / denominator;
      for (int k = 0; k < documents.length; k++) {
        shares[documents[k]] +=
            factor * (twiceRight[k] - ratio * denominator(k, measure)) / denominator;
      }
    }
  }

  /** Builds a column. */
  static final class Builder {

    private final IntColumn documents = new IntColumn();
    private final IntColumn gold = new IntColumn();
    private final IntColumn predicted = new IntColumn();
    private final IntColumn twiceRight = new IntColumn();

    /** Adds a document behind those already added. */
    void add(int document, int gold, int predicted, int twiceRight) {
      if (gold > 0 || predicted > 0) {
        this.documents.add(document);
        this.gold.add(gold);
        this.predicted.add(predicted);
        this.twiceRight.add(twiceRight);
      }
    }

    void add(int document, Scores scores) {
      add(
          document,
          scores.gold(),
          scores.predicted(),
          Math.multiplyExact(2, scores.truePositives()));
    }

    void add(int document, MatchCounts counts) {
      add(
          document,
          counts.possible(),
          counts.actual(),
          Math.addExact(Math.multiplyExact(2, counts.correct()), counts.partial()));
    }

    CountColumn build() {
      return new CountColumn(this);
    }
  }
}
