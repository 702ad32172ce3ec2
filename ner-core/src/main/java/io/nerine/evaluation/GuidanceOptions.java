package io.nerine.evaluation;

import java.util.Objects;

/**
 * From where on {@link Guidance} is given. Immutable.
 *
 * <p>15 labels in training is the threshold that Azure publishes for its own guidance, 50 the
 * number of labels that it advises; the others are our own choice, with figures in mind that would
 * change what one does next.
 */
public final class GuidanceOptions {

  private static final GuidanceOptions DEFAULTS = builder().build();

  private final int minLabels;
  private final int advisedLabels;
  private final double imbalance;
  private final double mixDistance;
  private final int minCases;
  private final double confusionShare;
  private final double errorShare;
  private final double omissionConfidence;
  private final double boundaryGap;
  private final double unseenGap;
  private final double calibrationError;
  private final double intervalWidth;
  private final double typeIntervalWidth;
  private final int maxDocuments;
  private final ResamplingOptions resampling;

  private GuidanceOptions(Builder builder) {
    this.minLabels = builder.minLabels;
    this.advisedLabels = builder.advisedLabels;
    this.imbalance = builder.imbalance;
    this.mixDistance = builder.mixDistance;
    this.minCases = builder.minCases;
    this.confusionShare = builder.confusionShare;
    this.errorShare = builder.errorShare;
    this.omissionConfidence = builder.omissionConfidence;
    this.boundaryGap = builder.boundaryGap;
    this.unseenGap = builder.unseenGap;
    this.calibrationError = builder.calibrationError;
    this.intervalWidth = builder.intervalWidth;
    this.typeIntervalWidth = builder.typeIntervalWidth;
    this.maxDocuments = builder.maxDocuments;
    this.resampling = builder.resampling;
  }

  /** {@return the defaults} */
  public static GuidanceOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return with fewer tags in training a type cannot be learned well} */
  public int minLabels() {
    return minLabels;
  }

  /** {@return with fewer tags in training more tags are likely to help a type} */
  public int advisedLabels() {
    return advisedLabels;
  }

  /** {@return how many times the tags of a type the most frequent one may have} */
  public double imbalance() {
    return imbalance;
  }

  /** {@return the share of tags that may be of another type in test than in training} */
  public double mixDistance() {
    return mixDistance;
  }

  /** {@return how often something must happen to be told} */
  public int minCases() {
    return minCases;
  }

  /** {@return the share of a type's mentions that may be taken for one other type} */
  public double confusionShare() {
    return confusionShare;
  }

  /** {@return the share of a type's mentions, or predictions, that may be missed, or spurious} */
  public double errorShare() {
    return errorShare;
  }

  /** {@return from which confidence on a spurious prediction is doubted} */
  public double omissionConfidence() {
    return omissionConfidence;
  }

  /** {@return how much greater the F1 that ignores boundaries may be than the exact one} */
  public double boundaryGap() {
    return boundaryGap;
  }

  /** {@return how much greater the recall of seen mentions may be than that of unseen ones} */
  public double unseenGap() {
    return unseenGap;
  }

  /** {@return how great the expected calibration error may be} */
  public double calibrationError() {
    return calibrationError;
  }

  /** {@return how wide the interval of the micro F1 may be} */
  public double intervalWidth() {
    return intervalWidth;
  }

  /** {@return how wide the interval of the F1 of a type may be} */
  public double typeIntervalWidth() {
    return typeIntervalWidth;
  }

  /** {@return how many documents are named at most} */
  public int maxDocuments() {
    return maxDocuments;
  }

  /** {@return how intervals are computed} */
  public ResamplingOptions resampling() {
    return resampling;
  }

  /** Builds {@link GuidanceOptions}. Not thread-safe. */
  public static final class Builder {

    private int minLabels = 15;
    private int advisedLabels = 50;
    private double imbalance = 10;
    private double mixDistance = 0.1;
    private int minCases = 5;
    private double confusionShare = 0.1;
    private double errorShare = 0.3;
    private double omissionConfidence = 0.9;
    private double boundaryGap = 0.1;
    private double unseenGap = 0.2;
    private double calibrationError = 0.1;
    private double intervalWidth = 0.1;
    private double typeIntervalWidth = 0.3;
    private int maxDocuments = 20;
    private ResamplingOptions resampling = ResamplingOptions.defaults();

    private Builder() {}

    /**
     * Sets how many tags in training are few; 15 by default.
     *
     * @param minLabels fewer are {@link Guidance.Code#FEW_LABELS}, a warning
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder minLabels(int minLabels) {
      this.minLabels = notNegative("minLabels", minLabels);
      return this;
    }

    /**
     * Sets how many tags in training are advised; 50 by default.
     *
     * @param advisedLabels fewer are {@link Guidance.Code#FEW_LABELS}, a hint
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder advisedLabels(int advisedLabels) {
      this.advisedLabels = notNegative("advisedLabels", advisedLabels);
      return this;
    }

    /**
     * Sets how many times the tags of a type the most frequent one may have before it is {@link
     * Guidance.Code#IMBALANCE}; 10 by default.
     *
     * @param imbalance 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder imbalance(double imbalance) {
      if (!(imbalance >= 1)) {
        throw new IllegalArgumentException("imbalance must be 1 or more, found " + imbalance);
      }
      this.imbalance = imbalance;
      return this;
    }

    /**
     * Sets the share of tags that may be of another type in test than in training before it is
     * {@link Guidance.Code#DIFFERENT_MIX}; 0.1 by default. What chance makes is never told.
     *
     * @param mixDistance 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder mixDistance(double mixDistance) {
      this.mixDistance = share("mixDistance", mixDistance);
      return this;
    }

    /**
     * Sets how often a confusion, omission, boundary error, missed or spurious mention must happen
     * to be told; 5 by default.
     *
     * @param minCases 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder minCases(int minCases) {
      this.minCases = notNegative("minCases", minCases);
      return this;
    }

    /**
     * Sets the share of a type's gold mentions that may be taken for one other type before they are
     * {@link Guidance.Code#CONFUSABLE_TYPES}; 0.1 by default.
     *
     * @param confusionShare 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder confusionShare(double confusionShare) {
      this.confusionShare = share("confusionShare", confusionShare);
      return this;
    }

    /**
     * Sets the share of a type's gold mentions that may be missed, or of its predictions that may
     * be spurious, before it is {@link Guidance.Code#OFTEN_MISSED} or {@link
     * Guidance.Code#OFTEN_SPURIOUS}; 0.3 by default.
     *
     * @param errorShare 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder errorShare(double errorShare) {
      this.errorShare = share("errorShare", errorShare);
      return this;
    }

    /**
     * Sets from which confidence on a spurious prediction may be one of {@link
     * Guidance.Code#PROBABLE_OMISSIONS}; 0.9 by default.
     *
     * @param omissionConfidence 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder omissionConfidence(double omissionConfidence) {
      this.omissionConfidence = share("omissionConfidence", omissionConfidence);
      return this;
    }

    /**
     * Sets how much greater the F1 that ignores boundaries may be than the exact one before it is
     * {@link Guidance.Code#BOUNDARY_TROUBLE}; 0.1 by default.
     *
     * @param boundaryGap 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder boundaryGap(double boundaryGap) {
      this.boundaryGap = share("boundaryGap", boundaryGap);
      return this;
    }

    /**
     * Sets how much greater the recall of mentions seen in training may be than that of unseen ones
     * before it is {@link Guidance.Code#UNSEEN_MENTIONS}; 0.2 by default.
     *
     * @param unseenGap 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder unseenGap(double unseenGap) {
      this.unseenGap = share("unseenGap", unseenGap);
      return this;
    }

    /**
     * Sets how great the expected calibration error may be before it is {@link
     * Guidance.Code#MISCALIBRATED}; 0.1 by default.
     *
     * @param calibrationError 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder calibrationError(double calibrationError) {
      this.calibrationError = share("calibrationError", calibrationError);
      return this;
    }

    /**
     * Sets how wide the interval of the micro F1 may be before it is {@link
     * Guidance.Code#SMALL_TEST_SET}; 0.1 by default.
     *
     * @param intervalWidth 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder intervalWidth(double intervalWidth) {
      this.intervalWidth = share("intervalWidth", intervalWidth);
      return this;
    }

    /**
     * Sets how wide the interval of the F1 of a type may be before the type is {@link
     * Guidance.Code#SMALL_TEST_SET}; 0.3 by default.
     *
     * @param typeIntervalWidth 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it lies outside
     */
    public Builder typeIntervalWidth(double typeIntervalWidth) {
      this.typeIntervalWidth = share("typeIntervalWidth", typeIntervalWidth);
      return this;
    }

    /**
     * Sets how many documents are named at most; 20 by default.
     *
     * @param maxDocuments 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder maxDocuments(int maxDocuments) {
      this.maxDocuments = notNegative("maxDocuments", maxDocuments);
      return this;
    }

    /**
     * Sets how intervals are computed.
     *
     * @param resampling the options
     * @return this builder
     */
    public Builder resampling(ResamplingOptions resampling) {
      this.resampling = Objects.requireNonNull(resampling, "resampling");
      return this;
    }

    /** {@return the options} */
    public GuidanceOptions build() {
      return new GuidanceOptions(this);
    }

    private static int notNegative(String parameter, int value) {
      if (value < 0) {
        throw new IllegalArgumentException(parameter + " must be 0 or more, found " + value);
      }
      return value;
    }

    private static double share(String parameter, double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(parameter + " must be 0 to 1, found " + value);
      }
      return value;
    }
  }
}
