package io.nerine.evaluation;

/**
 * What thresholds shall achieve, and how much evidence they need. Immutable.
 *
 * <pre>{@code
 * ThresholdOptions options = ThresholdOptions.forPrecision(0.95).minSupport(30).build();
 * }</pre>
 */
public final class ThresholdOptions {

  /** What a threshold shall achieve. */
  enum Goal {
    PRECISION,
    RECALL,
    F_BETA
  }

  private final Goal goal;
  private final double value;
  private final int minSupport;
  private final double confidence;

  private ThresholdOptions(Builder builder) {
    this.goal = builder.goal;
    this.value = builder.value;
    this.minSupport = builder.minSupport;
    this.confidence = builder.confidence;
  }

  /**
   * Asks for the lowest threshold at which predictions are as precise as wanted.
   *
   * @param precision the least precision, above 0 and below 1
   * @return a builder with that goal
   * @throws IllegalArgumentException if the precision lies outside
   */
  public static Builder forPrecision(double precision) {
    return new Builder(Goal.PRECISION, share("precision", precision));
  }

  /**
   * Asks for the highest threshold at which as many mentions are found as wanted.
   *
   * @param recall the least recall, above 0 and below 1
   * @return a builder with that goal
   * @throws IllegalArgumentException if the recall lies outside
   */
  public static Builder forRecall(double recall) {
    return new Builder(Goal.RECALL, share("recall", recall));
  }

  /**
   * Asks for the threshold at which F-beta is greatest.
   *
   * @param beta how many times recall counts as much as precision: 1 for F1, 0.5 where wrong
   *     predictions hurt more, 2 where missed mentions do; above 0
   * @return a builder with that goal
   * @throws IllegalArgumentException if beta is not above 0 and finite
   */
  public static Builder forFBeta(double beta) {
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("beta must be above 0 and finite, found " + beta);
    }
    return new Builder(Goal.F_BETA, beta);
  }

  private static double share(String parameter, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          parameter + " must be above 0 and below 1, such as 0.95, found " + value);
    }
    return value;
  }

  Goal goal() {
    return goal;
  }

  /** {@return the wanted precision or recall, or beta} */
  double value() {
    return value;
  }

  /** {@return with how many predictions, or gold mentions, a type gets its own threshold} */
  public int minSupport() {
    return minSupport;
  }

  /** {@return how sure it shall be that precision or recall is reached; 0 to take it as found} */
  public double confidence() {
    return confidence;
  }

  /** Builds {@link ThresholdOptions}. Not thread-safe. */
  public static final class Builder {

    private final Goal goal;
    private final double value;
    private int minSupport = 20;
    private double confidence = 0.9;

    private Builder(Goal goal, double value) {
      this.goal = goal;
      this.value = value;
    }

    /**
     * Sets how many predictions - for recall, gold mentions - a type must have to get a threshold
     * of its own; 20 by default. With fewer it gets that of all types together. For F-beta it is
     * also how many mentions like those of all types are added to the type's own, so that a few
     * cannot pull the threshold far.
     *
     * @param minSupport 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder minSupport(int minSupport) {
      if (minSupport < 1) {
        throw new IllegalArgumentException("minSupport must be 1 or more, found " + minSupport);
      }
      this.minSupport = minSupport;
      return this;
    }

    /**
     * Sets how sure it shall be that the wanted precision or recall is reached on other documents
     * too; 0.9 by default. It must be reached by the lower bound of Clopper and Pearson (1934) at
     * this confidence, so that three right predictions do not prove a precision of 1. With 0 it
     * must be reached on these documents alone. F-beta does not use it.
     *
     * @param confidence 0 to below 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder confidence(double confidence) {
      if (!(confidence >= 0 && confidence < 1)) {
        throw new IllegalArgumentException(
            "confidence must be 0 to below 1, such as 0.9, found " + confidence);
      }
      this.confidence = confidence;
      return this;
    }

    /** {@return the options} */
    public ThresholdOptions build() {
      return new ThresholdOptions(this);
    }
  }
}
