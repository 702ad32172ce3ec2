package io.nerine.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A figure with the range that its true value lies in, for documents like those it was computed
 * from.
 *
 * @param estimate the figure as it was computed
 * @param low the lower end of the range, at most the estimate
 * @param high the upper end of the range, at least the estimate
 * @param level the share of such ranges that hold the true value, such as 0.95
 * @param support whether there was enough for that share to be near the level
 */
public record ConfidenceInterval(
    double estimate, double low, double high, double level, Support support) {

  /** Whether there is enough data for an interval to keep its level. */
  public enum Support {
    /** Enough: see {@link ConfidenceIntervals} for what was measured. */
    ENOUGH("enough", "enough"),
    /**
     * Fewer than {@value ConfidenceIntervals#FEW_DOCUMENTS} documents, counted by weight: if a few
     * documents hold most mentions, they alone count.
     */
    FEW_DOCUMENTS("few documents", "fewDocuments"),
    /**
     * Fewer than {@value ConfidenceIntervals#FEW_CASES} documents in which something is right, in
     * which something is wrong, or, in a comparison, in which the two differ. Resampling cannot
     * show what hardly ever happened; the range is a cautious one by formula.
     */
    FEW_CASES("few cases", "fewCases"),
    /** Nothing was counted that the figure is a share of; the range says nothing. */
    NONE("nothing counted", "none");

    private final String label;
    private final String key;

    Support(String label, String key) {
      this.label = label;
      this.key = key;
    }

    /** {@return the name in running text} */
    public String label() {
      return label;
    }

    /** {@return the name in {@link ConfidenceInterval#toMap()}} */
    public String key() {
      return key;
    }
  }

  /**
   * Creates the interval.
   *
   * @throws IllegalArgumentException unless {@code low <= estimate <= high} and the level lies
   *     between 0 and 1
   */
  public ConfidenceInterval {
    Objects.requireNonNull(support, "support");
    if (!(low <= estimate && estimate <= high)) {
      throw new IllegalArgumentException(
          "An interval needs low <= estimate <= high, found %s, %s, %s"
              .formatted(low, estimate, high));
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, found " + level);
    }
  }

  /** {@return the distance of the ends} */
  public double width() {
    return high - low;
  }

  /** {@return whether there is enough data for the interval to keep its level} */
  public boolean reliable() {
    return support == Support.ENOUGH;
  }

  /**
   * Tells whether a value lies in the range.
   *
   * @param value the value
   * @return whether it does, ends included
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** {@return the components as maps and numbers, for a report or a manifest} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("estimate", estimate);
    map.put("low", low);
    map.put("high", high);
    map.put("level", level);
    map.put("support", support.key());
    return map;
  }

  /** {@return the figure and the range in one line, such as {@code 0.8123 (0.7910 to 0.8302)}} */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f (%.4f to %.4f)", estimate, low, high)
        + (reliable() ? "" : ", " + support.label());
  }
}
