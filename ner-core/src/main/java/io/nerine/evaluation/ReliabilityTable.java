package io.nerine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Confidence and precision of predictions, bin by bin.
 *
 * @param bins the bins by rising confidence, each with at least one prediction
 */
public record ReliabilityTable(List<Bin> bins) {

  /**
   * Predictions of about the same confidence.
   *
   * @param low the least confidence of the bin, 0 to 1
   * @param high the greatest confidence of the bin, 0 to 1
   * @param count the number of predictions, 1 or more
   * @param meanConfidence their mean confidence, 0 to 1
   * @param precision the share of them that is right, 0 to 1
   */
  public record Bin(double low, double high, int count, double meanConfidence, double precision) {

    /**
     * Creates the bin.
     *
     * @throws IllegalArgumentException if there is no prediction
     */
    public Bin {
      if (count < 1) {
        throw new IllegalArgumentException("count must be 1 or more, found " + count);
      }
    }

    /** {@return how much greater the confidence is than the precision; negative if it is less} */
    public double gap() {
      return meanConfidence - precision;
    }
  }

  /** Creates the table. */
  public ReliabilityTable {
    bins = List.copyOf(bins);
  }

  /** {@return the number of predictions} */
  public int predictions() {
    return bins.stream().mapToInt(Bin::count).sum();
  }

  /**
   * Returns the expected calibration error, ECE (Naeini, Cooper and Hauskrecht, AAAI 2015): the
   * mean distance of confidence and precision, each bin weighed by its predictions.
   *
   * @return 0 to 1, less is better; with few predictions it is far above 0 by chance
   */
  public double expectedCalibrationError() {
    double sum = 0;
    for (Bin bin : bins) {
      sum += bin.count() * Math.abs(bin.gap());
    }
    return bins.isEmpty() ? 0 : sum / predictions();
  }

  /** {@return the greatest distance of confidence and precision in a bin, 0 to 1} */
  public double maximumCalibrationError() {
    return bins.stream().mapToDouble(bin -> Math.abs(bin.gap())).max().orElse(0);
  }

  /**
   * Returns the table as maps and numbers, for a report or a manifest.
   *
   * @return {@code expectedCalibrationError}, {@code maximumCalibrationError}, and {@code bins},
   *     each with {@code low}, {@code high}, {@code count}, {@code meanConfidence} and {@code
   *     precision}
   */
  public Map<String, Object> toMap() {
    List<Object> rows = new ArrayList<>();
    for (Bin bin : bins) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("low", bin.low());
      row.put("high", bin.high());
      row.put("count", bin.count());
      row.put("meanConfidence", bin.meanConfidence());
      row.put("precision", bin.precision());
      rows.add(row);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("expectedCalibrationError", expectedCalibrationError());
    map.put("maximumCalibrationError", maximumCalibrationError());
    map.put("bins", rows);
    return map;
  }

  /** {@return one line a bin, then the expected calibration error} */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder("confidence       mean  precision    count\n");
    for (Bin bin : bins) {
      lines.append(
          String.format(
              Locale.ROOT,
              "%.3f to %.3f  %.4f     %.4f %8d\n",
              bin.low(),
              bin.high(),
              bin.meanConfidence(),
              bin.precision(),
              bin.count()));
    }
    return lines
        .append(String.format(Locale.ROOT, "ECE %.4f", expectedCalibrationError()))
        .toString();
  }
}
