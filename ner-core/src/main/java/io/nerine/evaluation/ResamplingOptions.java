package io.nerine.evaluation;

/**
 * How to resample documents for intervals and tests. Immutable. The same options, documents and
 * order give the same results on every machine.
 */
public final class ResamplingOptions {

  private static final ResamplingOptions DEFAULTS = builder().build();

  private final double level;
  private final int replicates;
  private final int permutations;
  private final long seed;

  private ResamplingOptions(Builder builder) {
    this.level = builder.level;
    this.replicates = builder.replicates;
    this.permutations = builder.permutations;
    this.seed = builder.seed;
  }

  /** {@return the defaults} */
  public static ResamplingOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the share of intervals that shall hold the true value} */
  public double level() {
    return level;
  }

  /** {@return how many resamples an interval is made of} */
  public int replicates() {
    return replicates;
  }

  /** {@return how many random exchanges a paired test is made of} */
  public int permutations() {
    return permutations;
  }

  /** {@return the seed of all random choices} */
  public long seed() {
    return seed;
  }

  /** Builds {@link ResamplingOptions}. Not thread-safe. */
  public static final class Builder {

    private double level = 0.95;
    private int replicates = 2_000;
    private int permutations = 10_000;
    private long seed = 1;

    private Builder() {}

    /**
     * Sets the level of intervals; 0.95 by default. A paired test takes a difference for shown if
     * its p value is at most 1 less the level.
     *
     * @param level above 0.5 and below 1
     * @return this builder
     * @throws IllegalArgumentException if the level lies outside
     */
    public Builder level(double level) {
      if (!(level > 0.5 && level < 1)) {
        throw new IllegalArgumentException(
            "level must be above 0.5 and below 1, such as 0.95, found " + level);
      }
      this.level = level;
      return this;
    }

    /**
     * Sets how many resamples an interval is made of; 2,000 by default.
     *
     * @param replicates 100 or more
     * @return this builder
     * @throws IllegalArgumentException if there are fewer
     */
    public Builder replicates(int replicates) {
      this.replicates = atLeast100("replicates", replicates);
      return this;
    }

    /**
     * Sets how many random exchanges a paired test is made of; 10,000 by default. The least p value
     * is half of 1 / (permutations + 1).
     *
     * @param permutations 100 or more
     * @return this builder
     * @throws IllegalArgumentException if there are fewer
     */
    public Builder permutations(int permutations) {
      this.permutations = atLeast100("permutations", permutations);
      return this;
    }

    /**
     * Sets the seed of all random choices; 1 by default.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** {@return the options} */
    public ResamplingOptions build() {
      return new ResamplingOptions(this);
    }

    private static int atLeast100(String parameter, int value) {
      if (value < 100) {
        throw new IllegalArgumentException(parameter + " must be 100 or more, found " + value);
      }
      return value;
    }
  }
}
