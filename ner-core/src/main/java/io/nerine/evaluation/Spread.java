package io.nerine.evaluation;

import io.nerine.evaluation.ConfidenceInterval.Support;
import java.util.Arrays;

/**
 * How the figure of a sample of documents varies, and the intervals that follow.
 *
 * @param variance the estimated variance of the figure
 * @param acceleration how the standard error changes with the true value (Efron, 1987)
 * @param effectiveDocuments how many documents of equal weight would tell as much of the variance
 */
record Spread(double variance, double acceleration, double effectiveDocuments) {

  /**
   * Measures how a ratio of sums over documents varies.
   *
   * @param column what was counted
   * @param measure the ratio
   * @param documents the number of documents, those included in which nothing was counted
   * @return the spread
   */
  static Spread of(CountColumn column, Measure measure, int documents) {
    double denominator = column.sums().denominator(measure);
    double ratio = denominator == 0 ? 0 : column.sums().twiceRight() / denominator;
    double squares = 0;
    double cubes = 0;
    for (int k = 0; k < column.size(); k++) {
      double share =
          denominator == 0
              ? 0
              : (column.twiceRight(k) - ratio * column.denominator(k, measure)) / denominator;
      squares += share * share;
      cubes += share * share * share;
    }
    Spread spread = of(squares, cubes, documents, 0);
    return spread.withDocuments(
        documents(column, measure, correlation(column, measure, ratio, spread.variance)));
  }

  /**
   * Measures how a mean over types varies.
   *
   * @param shares the share that each document has in the deviation of the mean
   * @param column the mentions of all types
   * @param measure the figure
   * @param estimate the mean
   * @return the spread
   */
  static Spread ofMean(double[] shares, CountColumn column, Measure measure, double estimate) {
    Spread spread = of(shares, 0);
    return spread.withDocuments(
        documents(column, measure, correlation(column, measure, estimate, spread.variance)));
  }

  /**
   * Measures how the difference of two figures varies.
   *
   * @param shares the share that each document has in the deviation of the difference
   * @param column the mentions of one side
   * @param measure the figure
   * @param differing the number of documents in which the counts differ
   * @return the spread
   */
  static Spread ofDifference(double[] shares, CountColumn column, Measure measure, int differing) {
    double effectiveDocuments = of(column, measure, shares.length).effectiveDocuments();
    return of(shares, Math.min(differing, effectiveDocuments));
  }

  private static Spread of(double[] shares, double effectiveDocuments) {
    double squares = 0;
    double cubes = 0;
    for (double share : shares) {
      squares += share * share;
      cubes += share * share * share;
    }
    return of(squares, cubes, shares.length, effectiveDocuments);
  }

  private static Spread of(double squares, double cubes, int documents, double effectiveDocuments) {
    double variance = documents < 2 ? 0 : squares * documents / (documents - 1);
    double acceleration = squares == 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
    return new Spread(variance, acceleration, effectiveDocuments);
  }

  private Spread withDocuments(double documents) {
    return new Spread(variance, acceleration, documents);
  }

  /**
   * Finds the correlation of mentions in a document that explains how much greater the variance is
   * than that of independent mentions (Kish, 1965).
   *
   * @return 0 to 1
   */
  private static double correlation(
      CountColumn column, Measure measure, double estimate, double variance) {
    double mentions = 0;
    double squares = 0;
    for (int k = 0; k < column.size(); k++) {
      double ofDocument = column.denominator(k, measure) / 2;
      mentions += ofDocument;
      squares += ofDocument * ofDocument;
    }
    double independent = estimate * (1 - estimate) / mentions;
    if (measure == Measure.F1) {
      // A mention that is missed, or spurious, counts half in the denominator.
      independent *= (2 - estimate) / 2;
    }
    double others = squares / mentions - 1;
    return independent > 0 && others > 0
        ? Math.min(1, Math.max(0, (variance / independent - 1) / others))
        : 0;
  }

  /**
   * Counts documents by how much each adds to a variance (Satterthwaite, Biometrics Bulletin,
   * 1946): one of m mentions adds m (1 + (m - 1) r), with r their correlation.
   */
  private static double documents(CountColumn column, Measure measure, double correlation) {
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < column.size(); k++) {
      double mentions = column.denominator(k, measure) / 2;
      double adds = mentions * (1 + Math.max(0, mentions - 1) * correlation);
      sum += adds;
      squares += adds * adds;
    }
    return squares == 0 ? 0 : sum * sum / squares;
  }

  double standardError() {
    return Math.sqrt(variance);
  }

  /**
   * Makes a bias-corrected and accelerated bootstrap interval (BCa; Efron, 1987), widened for small
   * samples as Hesterberg (The American Statistician, 2015) widens the percentile interval: the
   * normal quantile is replaced by Student's and by the square root of n / (n - 1) more.
   *
   * @param estimate the figure of the sample
   * @param replicates the figures of the resamples; sorted by this call
   * @param level the share of intervals that shall hold the true value
   * @param support what to say of the interval
   * @return the interval
   */
  ConfidenceInterval bca(double estimate, double[] replicates, double level, Support support) {
    Arrays.sort(replicates);
    double below = 0;
    for (double replicate : replicates) {
      // Sums in another order differ in the last digits.
      if (Math.abs(replicate - estimate) < 1e-12) {
        below += 0.5;
      } else if (replicate < estimate) {
        below++;
      }
    }
    double least = 1.0 / replicates.length;
    double share = Math.min(1 - least, Math.max(least, below / replicates.length));
    double bias = Distributions.normalQuantile(share);
    double n = Math.max(2, effectiveDocuments);
    double z = student(level) * Math.sqrt(n / (n - 1));
    return new ConfidenceInterval(
        estimate,
        Math.min(estimate, quantile(replicates, corrected(bias, -z))),
        Math.max(estimate, quantile(replicates, corrected(bias, z))),
        level,
        support);
  }

  private double corrected(double bias, double z) {
    double divisor = 1 - acceleration * (bias + z);
    if (divisor <= 0) {
      return z < 0 ? 0 : 1;
    }
    return Distributions.normalCdf(bias + (bias + z) / divisor);
  }

  private double student(double level) {
    return Distributions.studentQuantile((1 + level) / 2, Math.max(2, effectiveDocuments) - 1);
  }

  private static double quantile(double[] sorted, double p) {
    double position = p * (sorted.length + 1) - 1;
    if (position <= 0) {
      return sorted[0];
    }
    int before = (int) position;
    return before >= sorted.length - 1
        ? sorted[sorted.length - 1]
        : sorted[before] + (position - before) * (sorted[before + 1] - sorted[before]);
  }

  /**
   * Makes an interval by formula (Wilson, 1927) for as many independent mentions as would vary as
   * much, at most as many as there are (Kish, 1965; Korn and Graubard, Survey Methodology, 1998).
   *
   * @param estimate the figure of the sample, a share of mentions
   * @param mentions the number of mentions
   * @param documents the number of documents with such a mention, taken for the number of mentions
   *     if all are right or all are wrong
   * @param level the share of intervals that shall hold the true value
   * @param support what to say of the interval
   * @return the interval
   */
  ConfidenceInterval wilson(
      double estimate, double mentions, int documents, double level, Support support) {
    double n = variance > 0 ? Math.min(mentions, estimate * (1 - estimate) / variance) : documents;
    double z = student(level);
    double shrink = 1 + z * z / n;
    double middle = (estimate + z * z / (2 * n)) / shrink;
    double half = z / shrink * Math.sqrt(estimate * (1 - estimate) / n + z * z / (4 * n * n));
    return new ConfidenceInterval(
        estimate,
        Math.max(0, Math.min(estimate, middle - half)),
        Math.min(1, Math.max(estimate, middle + half)),
        level,
        support);
  }
}
