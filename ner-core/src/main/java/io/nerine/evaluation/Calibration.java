package io.nerine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether confidences mean what they say: of predictions made at 0.8, four of five should be right.
 * Immutable.
 *
 * <pre>{@code
 * Calibration.of(evaluation)
 *     .ifPresent(calibration -> System.out.println(calibration.equalMass(10)));
 * }</pre>
 */
public final class Calibration {

  /** By rising confidence. */
  private final double[] confidences;

  private final boolean[] right;

  private Calibration(Collection<ScoredPrediction> predictions) {
    ScoredPrediction[] sorted = predictions.toArray(ScoredPrediction[]::new);
    Arrays.sort(sorted, (a, b) -> Double.compare(a.confidence(), b.confidence()));
    this.confidences = new double[sorted.length];
    this.right = new boolean[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      confidences[i] = sorted[i].confidence();
      right[i] = sorted[i].correct();
    }
  }

  /**
   * Returns the calibration of all predictions whose confidence is known.
   *
   * @param evaluation the evaluation
   * @return the calibration, or empty if there is no such prediction
   */
  public static Optional<Calibration> of(Evaluation evaluation) {
    return evaluation.predictions().isEmpty()
        ? Optional.empty()
        : Optional.of(new Calibration(evaluation.predictions()));
  }

  /**
   * Returns the calibration of predictions.
   *
   * @param predictions the predictions, at least one
   * @return the calibration
   * @throws IllegalArgumentException if there is none
   */
  public static Calibration of(Collection<ScoredPrediction> predictions) {
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("predictions must not be empty");
    }
    return new Calibration(predictions);
  }

  /**
   * Returns the calibration of each type.
   *
   * @param evaluation the evaluation
   * @return by type name, sorted, for types with a prediction whose confidence is known
   */
  public static Map<String, Calibration> byType(Evaluation evaluation) {
    Map<String, List<ScoredPrediction>> predictions = new TreeMap<>();
    for (ScoredPrediction prediction : evaluation.predictions()) {
      predictions
          .computeIfAbsent(prediction.span().type(), added -> new ArrayList<>())
          .add(prediction);
    }
    Map<String, Calibration> byType = new LinkedHashMap<>();
    predictions.forEach((type, ofType) -> byType.put(type, new Calibration(ofType)));
    return Collections.unmodifiableMap(byType);
  }

  /** {@return the number of predictions, 1 or more} */
  public int predictions() {
    return confidences.length;
  }

  /** {@return the mean confidence, 0 to 1; far above {@link #precision()} if overconfident} */
  public double meanConfidence() {
    return Arrays.stream(confidences).sum() / predictions();
  }

  /** {@return the share of predictions that are right, 0 to 1} */
  public double precision() {
    return (double) right(0, predictions()) / predictions();
  }

  private int right(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += right[i] ? 1 : 0;
    }
    return count;
  }

  /**
   * Returns the Brier score (Brier, 1950): the mean squared distance of confidence and outcome.
   *
   * @return 0 to 1, less is better
   */
  public double brierScore() {
    double sum = 0;
    for (int i = 0; i < predictions(); i++) {
      double distance = confidences[i] - (right[i] ? 1 : 0);
      sum += distance * distance;
    }
    return sum / predictions();
  }

  /**
   * Compares confidence and precision in bins of equal width, the usual reliability diagram.
   *
   * @param bins the number of bins, such as 10; those without predictions are left out
   * @return the table; a confidence on the edge of two bins belongs to the upper one
   * @throws IllegalArgumentException if there is not at least one bin
   */
  public ReliabilityTable equalWidth(int bins) {
    checkBins(bins);
    List<ReliabilityTable.Bin> table = new ArrayList<>();
    int from = 0;
    for (int b = 0; b < bins; b++) {
      double high = (b + 1.0) / bins;
      int to = from;
      while (to < predictions() && (confidences[to] < high || b == bins - 1)) {
        to++;
      }
      if (to > from) {
        table.add(bin((double) b / bins, high, from, to));
      }
      from = to;
    }
    return new ReliabilityTable(table);
  }

  /**
   * Compares confidence and precision in bins of about as many predictions each, which shows more
   * where most confidences lie close together (Nixon et al., CVPR Workshops 2019).
   *
   * @param bins the number of bins at most; fewer if there are fewer different confidences
   * @return the table; predictions of the same confidence are in the same bin
   * @throws IllegalArgumentException if there is not at least one bin
   */
  public ReliabilityTable equalMass(int bins) {
    checkBins(bins);
    List<ReliabilityTable.Bin> table = new ArrayList<>();
    int from = 0;
    for (int b = 0; b < bins && from < predictions(); b++) {
      int to = from + (predictions() - from + bins - b - 1) / (bins - b);
      while (to < predictions() && confidences[to] == confidences[to - 1]) {
        to++;
      }
      table.add(bin(confidences[from], confidences[to - 1], from, to));
      from = to;
    }
    return new ReliabilityTable(table);
  }

  private static void checkBins(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins must be 1 or more, found " + bins);
    }
  }

  private ReliabilityTable.Bin bin(double low, double high, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += confidences[i];
    }
    int count = to - from;
    return new ReliabilityTable.Bin(
        low, high, count, sum / count, (double) right(from, to) / count);
  }

  /**
   * Returns all figures as maps and numbers, for a report or a manifest.
   *
   * @param bins the number of bins of both tables
   * @return {@code predictions}, {@code meanConfidence}, {@code precision}, {@code brierScore}, and
   *     {@code equalWidth} and {@code equalMass} as {@link ReliabilityTable#toMap()}
   * @throws IllegalArgumentException if there is not at least one bin
   */
  public Map<String, Object> toMap(int bins) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("predictions", predictions());
    map.put("meanConfidence", meanConfidence());
    map.put("precision", precision());
    map.put("brierScore", brierScore());
    map.put("equalWidth", equalWidth(bins).toMap());
    map.put("equalMass", equalMass(bins).toMap());
    return map;
  }
}
