package io.nerine.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How one figure varies between runs.
 *
 * @param runs the number of runs, 2 or more
 * @param mean the mean
 * @param standardDeviation the standard deviation of runs, with n - 1
 * @param min the least
 * @param max the greatest
 * @param low the lower end of the range that the mean of very many runs lies in
 * @param high the upper end of that range
 */
public record SeedFigure(
    int runs,
    double mean,
    double standardDeviation,
    double min,
    double max,
    double low,
    double high) {

  /**
   * Creates the figure.
   *
   * @throws IllegalArgumentException if there are fewer than two runs
   */
  public SeedFigure {
    if (runs < 2) {
      throw new IllegalArgumentException("runs must be 2 or more, found " + runs);
    }
  }

  static SeedFigure of(double[] values, double level) {
    double mean = 0;
    double min = values[0];
    double max = values[0];
    for (double value : values) {
      mean += value / values.length;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / (values.length - 1));
    double half =
        Distributions.studentQuantile((1 + level) / 2, values.length - 1)
            * deviation
            / Math.sqrt(values.length);
    return new SeedFigure(
        values.length,
        mean,
        deviation,
        min,
        max,
        Math.max(0, mean - half),
        Math.min(1, mean + half));
  }

  /** {@return the components as maps and numbers, for a report or a manifest} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runs", runs);
    map.put("mean", mean);
    map.put("standardDeviation", standardDeviation);
    map.put("min", min);
    map.put("max", max);
    map.put("low", low);
    map.put("high", high);
    return map;
  }

  /** {@return such as {@code 0.8431 +- 0.0042 (0.8375 to 0.8489 in 5 runs)}} */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.4f +- %.4f (%.4f to %.4f in %d runs)",
        mean,
        standardDeviation,
        min,
        max,
        runs);
  }
}
