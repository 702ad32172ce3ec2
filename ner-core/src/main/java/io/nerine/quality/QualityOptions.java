package io.nerine.quality;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How {@link DataQuality} checks. Immutable.
 *
 * <pre>{@code
 * QualityOptions options =
 *     QualityOptions.builder().threshold(Threshold.FEW_MENTIONS, 30).ignoreCase(true).build();
 * }</pre>
 */
public final class QualityOptions {

  private static final QualityOptions DEFAULTS = builder().build();

  private final EnumMap<Threshold, Double> thresholds;
  private final boolean ignoreCase;
  private final boolean ignoreInflection;

  private QualityOptions(Builder builder) {
    this.thresholds = new EnumMap<>(builder.thresholds);
    this.ignoreCase = builder.ignoreCase;
    this.ignoreInflection = builder.ignoreInflection;
  }

  /** {@return the defaults} */
  public static QualityOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a threshold.
   *
   * @param threshold which
   * @return its value
   */
  public double threshold(Threshold threshold) {
    return thresholds.getOrDefault(threshold, threshold.defaultValue());
  }

  /** {@return whether texts that differ in case alone count as the same mention} */
  public boolean ignoreCase() {
    return ignoreCase;
  }

  /** {@return whether texts that differ in the endings of their words count as the same mention} */
  public boolean ignoreInflection() {
    return ignoreInflection;
  }

  /** All options by name, for a report. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ignoreCase", ignoreCase);
    map.put("ignoreInflection", ignoreInflection);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Threshold threshold : Threshold.values()) {
      values.put(Names.of(threshold), threshold(threshold));
    }
    map.put("thresholds", values);
    return map;
  }

  /** Builds {@link QualityOptions}. Not thread-safe. */
  public static final class Builder {

    private final EnumMap<Threshold, Double> thresholds = new EnumMap<>(Threshold.class);
    private boolean ignoreCase;
    private boolean ignoreInflection;

    private Builder() {}

    /**
     * Sets a threshold.
     *
     * @param threshold which; its documentation gives the meaning, and the table of {@link
     *     Threshold} the default
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the value lies outside the threshold's bounds
     */
    public Builder threshold(Threshold threshold, double value) {
      Objects.requireNonNull(threshold, "threshold");
      if (!(value >= threshold.minimum() && value <= threshold.maximum())) {
        throw new IllegalArgumentException(
            "%s must be %s to %s, found %s"
                .formatted(
                    Names.of(threshold),
                    Figures.number(threshold.minimum()),
                    Figures.number(threshold.maximum()),
                    Figures.number(value)));
      }
      thresholds.put(threshold, value);
      return this;
    }

    /**
     * Sets whether texts that differ in case alone count as the same mention; by default not, since
     * case tells a name from a word in many languages.
     *
     * @param ignoreCase whether to fold case
     * @return this builder
     */
    public Builder ignoreCase(boolean ignoreCase) {
      this.ignoreCase = ignoreCase;
      return this;
    }

    /**
     * Sets whether texts that differ in the endings of their words count as the same mention, as
     * {@code Berlin} and {@code Berlins} do; by default not. Endings of one to three letters that
     * are common in European languages are cut, whatever the language.
     *
     * @param ignoreInflection whether to cut endings
     * @return this builder
     */
    public Builder ignoreInflection(boolean ignoreInflection) {
      this.ignoreInflection = ignoreInflection;
      return this;
    }

    /**
     * Returns the options.
     *
     * @return the options
     * @throws IllegalArgumentException if a certainty for information is above that for a warning,
     *     or a number that is advised below the one that warns
     */
    public QualityOptions build() {
      QualityOptions options = new QualityOptions(this);
      ordered(options, Threshold.INFO_CERTAINTY, Threshold.WARNING_CERTAINTY);
      ordered(options, Threshold.FEW_DOCUMENTS, Threshold.ADVISED_DOCUMENTS);
      ordered(options, Threshold.FEW_MENTIONS, Threshold.ADVISED_MENTIONS);
      ordered(options, Threshold.FEW_SEEN, Threshold.MANY_SEEN);
      return options;
    }

    private static void ordered(QualityOptions options, Threshold lower, Threshold upper) {
      if (options.threshold(lower) > options.threshold(upper)) {
        throw new IllegalArgumentException(
            "%s must not be above %s, found %s and %s"
                .formatted(
                    Names.of(lower),
                    Names.of(upper),
                    Figures.number(options.threshold(lower)),
                    Figures.number(options.threshold(upper))));
      }
    }
  }
}
