package io.nerine.evaluation;

import io.nerine.extract.ExtractionOptions;
import io.nerine.internal.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How to compare. Immutable.
 *
 * <p>By default what was not reviewed in gold is left out, texts are extracted with default
 * options, and the gold documents are kept for {@link Evaluation#keptDocuments()}: all of a list,
 * the worst {@value #KEPT_OF_STREAM} of a stream.
 */
public final class EvaluationOptions {

  static final int KEPT_OF_STREAM = 100;

  private static final EvaluationOptions DEFAULTS = builder().build();

  private final ExtractionOptions extraction;
  private final boolean countUnreviewed;
  private final @Nullable Integer keptDocuments;
  private final Map<String, Slicing> slicings;

  private EvaluationOptions(Builder builder) {
    this.extraction = builder.extraction;
    this.countUnreviewed = builder.countUnreviewed;
    this.keptDocuments = builder.keptDocuments;
    this.slicings = Collections.unmodifiableMap(new LinkedHashMap<>(builder.slicings));
  }

  /** {@return the defaults} */
  public static EvaluationOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return how to treat each text where an extractor predicts} */
  public ExtractionOptions extraction() {
    return extraction;
  }

  /** {@return whether unreviewed types and regions count as if they were completely tagged} */
  public boolean countUnreviewed() {
    return countUnreviewed;
  }

  /** {@return for how many documents texts are kept, the worst ones; empty for the default} */
  public OptionalInt keptDocuments() {
    return keptDocuments == null ? OptionalInt.empty() : OptionalInt.of(keptDocuments);
  }

  /** {@return the ways to divide mentions into slices, by name, in the order they were given} */
  public Map<String, Slicing> slicings() {
    return slicings;
  }

  /** Builds {@link EvaluationOptions}. Not thread-safe. */
  public static final class Builder {

    private ExtractionOptions extraction = ExtractionOptions.defaults();
    private boolean countUnreviewed;
    private @Nullable Integer keptDocuments;
    private final Map<String, Slicing> slicings = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Sets how to treat each text where an extractor predicts; a timeout is for each chunk of
     * documents. What the options leave unsearched counts as not found.
     *
     * @param extraction the options
     * @return this builder
     */
    public Builder extraction(ExtractionOptions extraction) {
      this.extraction = Objects.requireNonNull(extraction, "extraction");
      return this;
    }

    /**
     * Sets whether to count what was not reviewed in gold as if it were completely tagged; {@code
     * false} by default. By default, in a document that names its reviewed types or regions, gold
     * mentions and predictions count only if their type was reviewed and they lie within one
     * reviewed region; regions that touch are one. How many were left out is told by {@link
     * Evaluation#leftOutGold()} and {@link Evaluation#leftOutPredictions()}.
     *
     * @param countUnreviewed whether to count them
     * @return this builder
     */
    public Builder countUnreviewed(boolean countUnreviewed) {
      this.countUnreviewed = countUnreviewed;
      return this;
    }

    /**
     * Sets for how many documents texts are kept for {@link Evaluation#keptDocuments()}: those with
     * the most mentions missed and predictions wrong. By default all of a list, which is in memory
     * anyway, and the worst {@value #KEPT_OF_STREAM} of a stream.
     *
     * @param keptDocuments the greatest number, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder keptDocuments(int keptDocuments) {
      if (keptDocuments < 0) {
        throw new IllegalArgumentException(
            "keptDocuments must be 0 or more, found " + keptDocuments);
      }
      this.keptDocuments = keptDocuments;
      return this;
    }

    /**
     * Adds a way to divide mentions into slices, which are scored apart; none by default.
     *
     * @param name its name in {@link Evaluation#slices()}; one that was given before is replaced
     * @param slicing the way
     * @return this builder
     * @throws IllegalArgumentException if the name is blank or holds an unpaired surrogate
     */
    public Builder slice(String name, Slicing slicing) {
      if (Objects.requireNonNull(name, "name").isBlank()) {
        throw new IllegalArgumentException("name must not be blank");
      }
      Json.checkKey("slicings", name);
      slicings.put(name, Objects.requireNonNull(slicing, "slicing"));
      return this;
    }

    /** {@return the options} */
    public EvaluationOptions build() {
      return new EvaluationOptions(this);
    }
  }
}
