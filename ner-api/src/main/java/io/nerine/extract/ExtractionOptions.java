package io.nerine.extract;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to treat one call of an {@link Extractor}. Immutable.
 *
 * <p>By default a text of any length is searched whole, every entity that the model's own
 * thresholds let pass is returned, and a call takes the time it needs.
 */
public final class ExtractionOptions {

  private static final ExtractionOptions DEFAULTS = builder().build();

  private static final Duration LONGEST_TIMEOUT = Duration.ofNanos(Long.MAX_VALUE);

  private final LengthPolicy lengthPolicy;
  private final double minConfidence;
  private final Map<String, Double> minConfidenceByType;
  private final @Nullable Duration timeout;

  private ExtractionOptions(Builder builder) {
    this.lengthPolicy = builder.lengthPolicy;
    this.minConfidence = builder.minConfidence;
    this.minConfidenceByType = Map.copyOf(builder.minConfidenceByType);
    this.timeout = builder.timeout;
  }

  /** {@return the defaults} */
  public static ExtractionOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder that holds these options} */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.lengthPolicy = lengthPolicy;
    builder.minConfidence = minConfidence;
    builder.minConfidenceByType.putAll(minConfidenceByType);
    builder.timeout = timeout;
    return builder;
  }

  /** {@return what to do with a text that is longer than one window} */
  public LengthPolicy lengthPolicy() {
    return lengthPolicy;
  }

  /**
   * Returns the least confidence of an entity to be returned.
   *
   * @param type the name of its type
   * @return the type's own threshold if one is set, else that for all types; 0 to 1
   */
  public double minConfidence(String type) {
    return minConfidenceByType.getOrDefault(type, minConfidence);
  }

  /** {@return the time one call may take, or empty for no limit} */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Builds {@link ExtractionOptions}. Not thread-safe. */
  public static final class Builder {

    private LengthPolicy lengthPolicy = LengthPolicy.WINDOW;
    private double minConfidence;
    private final Map<String, Double> minConfidenceByType = new LinkedHashMap<>();
    private @Nullable Duration timeout;

    private Builder() {}

    /**
     * Sets what to do with a text that is longer than one window; {@link LengthPolicy#WINDOW} by
     * default.
     *
     * @param lengthPolicy the policy
     * @return this builder
     */
    public Builder lengthPolicy(LengthPolicy lengthPolicy) {
      this.lengthPolicy = Objects.requireNonNull(lengthPolicy, "lengthPolicy");
      return this;
    }

    /**
     * Sets the least confidence of entities to be returned; 0 by default.
     *
     * @param minConfidence 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if the value lies outside 0 to 1
     */
    public Builder minConfidence(double minConfidence) {
      this.minConfidence = probability(minConfidence);
      return this;
    }

    /**
     * Sets the least confidence of entities of one type.
     *
     * @param type the name of the type
     * @param minConfidence 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if the value lies outside 0 to 1
     */
    public Builder minConfidence(String type, double minConfidence) {
      minConfidenceByType.put(Objects.requireNonNull(type, "type"), probability(minConfidence));
      return this;
    }

    /**
     * Limits the time of one call, counted from when it is made: what an asynchronous one waits in
     * the queue is part of it. It is looked at between batches of windows, so a call ends at most
     * one batch late. No limit by default.
     *
     * @param timeout the time allowed, positive; 292 years if longer
     * @return this builder
     * @throws IllegalArgumentException if the time is zero or negative
     */
    public Builder timeout(Duration timeout) {
      if (Objects.requireNonNull(timeout, "timeout").isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout must be positive, found " + timeout);
      }
      this.timeout = timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
      return this;
    }

    /**
     * Lets a call take the time it needs, which is the default.
     *
     * @return this builder
     */
    public Builder noTimeout() {
      this.timeout = null;
      return this;
    }

    /** {@return the options} */
    public ExtractionOptions build() {
      return new ExtractionOptions(this);
    }

    private static double probability(double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("minConfidence must be 0 to 1, found " + value);
      }
      return value;
    }
  }
}
