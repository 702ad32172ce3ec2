package io.nerine.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How a figure differs between two evaluations of the same documents.
 *
 * @param baseline the figure of the one to compare with
 * @param candidate the figure of the one that is compared
 * @param interval the range of the difference, candidate less baseline
 * @param pValue how probable a greater difference is, in either direction, if both are equally
 *     good, differences just as great counting half (mid-p value); 1 if there is no difference
 * @param adjustedPValue the p value with the number of types taken into account (Holm, Scandinavian
 *     Journal of Statistics, 1979); for figures of all types the p value itself
 * @param standardError the standard error of the difference
 * @param documents the number of documents
 */
public record Difference(
    double baseline,
    double candidate,
    ConfidenceInterval interval,
    double pValue,
    double adjustedPValue,
    double standardError,
    int documents) {

  /** How sure one would be to show the difference with {@link #documentsNeeded()}. */
  static final double POWER = 0.8;

  /** What a comparison shows. */
  public enum Verdict {
    /** The candidate is better. */
    BETTER("better", "better"),
    /** The candidate is worse. */
    WORSE("worse", "worse"),
    /** Neither is shown to be better; that does not show them to be equal. */
    NO_DIFFERENCE_SHOWN("no difference shown", "noDifferenceShown");

    private final String label;
    private final String key;

    Verdict(String label, String key) {
      this.label = label;
      this.key = key;
    }

    /** {@return the name in {@link Difference#toMap()}} */
    public String key() {
      return key;
    }

    /** {@return the verdict in words} */
    public String label() {
      return label;
    }
  }

  /**
   * Creates the difference.
   *
   * @throws IllegalArgumentException if a p value lies outside 0 to 1
   */
  public Difference {
    Objects.requireNonNull(interval, "interval");
    for (double p : new double[] {pValue, adjustedPValue}) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("A p value must be 0 to 1, found " + p);
      }
    }
  }

  /** {@return candidate less baseline} */
  public double value() {
    return interval.estimate();
  }

  /**
   * Returns what the comparison shows.
   *
   * @return better or worse if the adjusted p value is at most 1 less the level of the interval
   */
  public Verdict verdict() {
    if (adjustedPValue > 1 - interval.level() || value() == 0) {
      return Verdict.NO_DIFFERENCE_SHOWN;
    }
    return value() > 0 ? Verdict.BETTER : Verdict.WORSE;
  }

  /**
   * Estimates how large a test set would have to be to show a true difference as great as the one
   * observed, in four of five cases, without taking the number of types into account.
   *
   * @return the number of documents like these, or empty if the figures are equal
   */
  public OptionalLong documentsNeeded() {
    if (value() == 0) {
      return OptionalLong.empty();
    }
    double z =
        Distributions.normalQuantile((1 + interval.level()) / 2)
            + Distributions.normalQuantile(POWER);
    double ratio = z * standardError / value();
    return OptionalLong.of((long) Math.ceil(documents * ratio * ratio));
  }

  Difference withAdjustedPValue(double adjusted) {
    return new Difference(
        baseline, candidate, interval, pValue, adjusted, standardError, documents);
  }

  /** {@return the components and the verdict as maps, numbers and strings, for a report} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("baseline", baseline);
    map.put("candidate", candidate);
    map.put("difference", value());
    map.put("interval", interval.toMap());
    map.put("pValue", pValue);
    map.put("adjustedPValue", adjustedPValue);
    map.put("verdict", verdict().key());
    map.put("documents", documents);
    documentsNeeded().ifPresent(needed -> map.put("documentsNeeded", needed));
    return map;
  }

  /**
   * Says in one line what was found.
   *
   * @return such as {@code 0.8412 -> 0.8575, +0.0163 (+0.0021 to +0.0310), p 0.024: better}
   */
  @Override
  public String toString() {
    String figures =
        String.format(
            Locale.ROOT,
            "%.4f -> %.4f, %+.4f (%+.4f to %+.4f), p %s: %s",
            baseline,
            candidate,
            value(),
            interval.low(),
            interval.high(),
            adjustedPValue < 0.001
                ? "below 0.001"
                : String.format(Locale.ROOT, "%.3f", adjustedPValue),
            verdict().label());
    if (verdict() != Verdict.NO_DIFFERENCE_SHOWN || documentsNeeded().isEmpty()) {
      return figures;
    }
    return figures
        + String.format(
            Locale.ROOT,
            "; to show a difference of this size would take about %,d documents, there are %,d",
            documentsNeeded().getAsLong(),
            documents);
  }
}
