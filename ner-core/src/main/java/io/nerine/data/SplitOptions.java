package io.nerine.data;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to split a {@link Dataset}. Immutable.
 *
 * <p>By default a tenth of the documents is for dev and a tenth for test, with seed 42; where every
 * document says what it is meant for, and they do not all say the same, that decides instead.
 * Near-duplicates stay together.
 *
 * <pre>{@code
 * SplitOptions options = SplitOptions.builder().dev(0.1).test(0.2).groupBy("patient").build();
 * }</pre>
 */
public final class SplitOptions {

  private static final SplitOptions DEFAULTS = builder().build();

  private final double dev;
  private final double test;
  private final long seed;
  private final @Nullable Boolean honourParts;
  private final @Nullable String groupBy;
  private final boolean nearDuplicatesTogether;
  private final double nearDuplicateSimilarity;

  private SplitOptions(Builder builder) {
    this.dev = builder.dev;
    this.test = builder.test;
    this.seed = builder.seed;
    this.honourParts = builder.honourParts;
    this.groupBy = builder.groupBy;
    this.nearDuplicatesTogether = builder.nearDuplicatesTogether;
    this.nearDuplicateSimilarity = builder.nearDuplicateSimilarity;
  }

  /** {@return the defaults} */
  public static SplitOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the share of documents for dev, 0 to 1} */
  public double dev() {
    return dev;
  }

  /** {@return the share of documents for test, 0 to 1} */
  public double test() {
    return test;
  }

  /** {@return the seed of all chance} */
  public long seed() {
    return seed;
  }

  /** Whether documents keep the part they name; {@code null} leaves it to the data. */
  @Nullable Boolean honourParts() {
    return honourParts;
  }

  /** {@return the key of the metadata whose values hold documents together, if set} */
  public Optional<String> groupBy() {
    return Optional.ofNullable(groupBy);
  }

  /** {@return whether documents that are near-duplicates of each other go to the same part} */
  public boolean nearDuplicatesTogether() {
    return nearDuplicatesTogether;
  }

  /** {@return the least similarity of near-duplicates, 0.5 to 1} */
  public double nearDuplicateSimilarity() {
    return nearDuplicateSimilarity;
  }

  /** Builds {@link SplitOptions}. Not thread-safe. */
  public static final class Builder {

    private double dev = 0.1;
    private double test = 0.1;
    private long seed = 42;
    private @Nullable Boolean honourParts;
    private @Nullable String groupBy;
    private boolean nearDuplicatesTogether = true;
    private double nearDuplicateSimilarity = NearDuplicates.DEFAULT_SIMILARITY;

    private Builder() {}

    /**
     * Sets the share of documents for dev; 0.1 by default.
     *
     * @param share 0 to less than 1
     * @return this builder
     * @throws IllegalArgumentException if the share lies outside
     */
    public Builder dev(double share) {
      this.dev = share("dev", share);
      return this;
    }

    /**
     * Sets the share of documents for test; 0.1 by default.
     *
     * @param share 0 to less than 1
     * @return this builder
     * @throws IllegalArgumentException if the share lies outside
     */
    public Builder test(double share) {
      this.test = share("test", share);
      return this;
    }

    /**
     * Sets the seed; 42 by default. The same data, shares and seed give the same split.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets whether a document that says what it is meant for goes there; the others are dealt out.
     * By default it does where every document says so and they do not all say the same.
     *
     * @param honourParts whether the documents' own parts decide
     * @return this builder
     */
    public Builder honourParts(boolean honourParts) {
      this.honourParts = honourParts;
      return this;
    }

    /**
     * Keeps documents together whose metadata have the same value, such as those of one patient,
     * author or template, so that a score tells how well a model does on new ones. A document
     * without the value goes anywhere. By default documents are not grouped.
     *
     * @param metadataKey the key of the metadata; values are compared as text
     * @return this builder
     */
    public Builder groupBy(String metadataKey) {
      this.groupBy = Objects.requireNonNull(metadataKey, "metadataKey");
      return this;
    }

    /**
     * Sets whether {@link NearDuplicates} go to the same part, and with them all documents that
     * must stay together with one of them; they do by default. Documents with equal texts do
     * always.
     *
     * @param nearDuplicatesTogether whether near-duplicates stay together
     * @return this builder
     */
    public Builder nearDuplicatesTogether(boolean nearDuplicatesTogether) {
      this.nearDuplicatesTogether = nearDuplicatesTogether;
      return this;
    }

    /**
     * Sets how similar near-duplicates are; {@link NearDuplicates#DEFAULT_SIMILARITY} by default.
     *
     * @param similarity the least similarity, 0.5 to 1
     * @return this builder
     * @throws IllegalArgumentException if the similarity lies outside
     */
    public Builder nearDuplicateSimilarity(double similarity) {
      this.nearDuplicateSimilarity = NearDuplicates.checked(similarity);
      return this;
    }

    /**
     * Returns the options.
     *
     * @return the options
     * @throws IllegalArgumentException if the shares leave nothing to train on
     */
    public SplitOptions build() {
      if (dev + test >= 1) {
        throw new IllegalArgumentException(
            "dev and test must leave a share to train on, found %s and %s".formatted(dev, test));
      }
      return new SplitOptions(this);
    }

    private static double share(String name, double share) {
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(name + " must be 0 to less than 1, found " + share);
      }
      return share;
    }
  }
}
