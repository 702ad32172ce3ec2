package io.nerine.evaluation;

/** One of the three figures that follow from {@link Scores}. */
public enum Measure {
  /** The share of predictions that are right. */
  PRECISION("precision", "precision"),
  /** The share of gold mentions that were found. */
  RECALL("recall", "recall"),
  /** The harmonic mean of precision and recall. */
  F1("F1", "f1");

  private final String label;
  private final String key;

  Measure(String label, String key) {
    this.label = label;
    this.key = key;
  }

  /** {@return the name in running text} */
  public String label() {
    return label;
  }

  /** {@return the name in {@link Evaluation#toMap()}} */
  public String key() {
    return key;
  }

  /**
   * Computes the figure.
   *
   * @param scores the counts
   * @return the figure, 0 to 1; 0 where it is not defined
   */
  public double of(Scores scores) {
    return value(scores.gold(), scores.predicted(), scores.truePositives());
  }

  /** {@return the figure from counts that need not be whole} */
  double value(double gold, double predicted, double right) {
    double precision = predicted == 0 ? 0.0 : right / predicted;
    double recall = gold == 0 ? 0.0 : right / gold;
    return switch (this) {
      case PRECISION -> precision;
      case RECALL -> recall;
      case F1 -> Scores.harmonicMean(precision, recall);
    };
  }

  /**
   * Returns what twice the number of right ones is divided by. In these terms each figure is one
   * ratio of sums over documents, and a mention found and predicted counts 2 in each sum.
   */
  double denominator(double gold, double predicted) {
    return switch (this) {
      case PRECISION -> 2 * predicted;
      case RECALL -> 2 * gold;
      case F1 -> gold + predicted;
    };
  }
}
