package io.nerine.deploy;

import io.nerine.extract.LoadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Deployment} follows its slot. Immutable.
 *
 * <p>By default models are loaded with the default options and warmed up with the examples of their
 * schema, changes by other processes are not watched for, the last model goes on when the slot is
 * retired, nobody listens, and there is neither a canary nor a shadow.
 */
public final class DeploymentOptions {

  private static final DeploymentOptions DEFAULTS = builder().build();

  private final LoadOptions loadOptions;
  private final @Nullable Duration watchInterval;
  private final RetiredSlot retiredSlot;
  private final DeploymentListener listener;
  private final @Nullable List<String> warmUpTexts;
  private final @Nullable SecondSlot canary;
  private final CanaryRouting canaryRouting;
  private final @Nullable SecondSlot shadow;
  private final int shadowCapacity;
  private final int shadowExamples;

  private DeploymentOptions(Builder builder) {
    this.loadOptions = builder.loadOptions;
    this.watchInterval = builder.watchInterval;
    this.retiredSlot = builder.retiredSlot;
    this.listener = builder.listener;
    this.warmUpTexts = builder.warmUpTexts;
    this.canary = builder.canary;
    this.canaryRouting = builder.canaryRouting;
    this.shadow = builder.shadow;
    this.shadowCapacity = builder.shadowCapacity;
    this.shadowExamples = builder.shadowExamples;
  }

  /** {@return the defaults} */
  public static DeploymentOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  LoadOptions loadOptions() {
    return loadOptions;
  }

  Optional<Duration> watchInterval() {
    return Optional.ofNullable(watchInterval);
  }

  RetiredSlot retiredSlot() {
    return retiredSlot;
  }

  DeploymentListener listener() {
    return listener;
  }

  /** {@return the texts to warm models up with, or empty for the examples of their schema} */
  Optional<List<String>> warmUpTexts() {
    return Optional.ofNullable(warmUpTexts);
  }

  Optional<SecondSlot> canary() {
    return Optional.ofNullable(canary);
  }

  CanaryRouting canaryRouting() {
    return canaryRouting;
  }

  Optional<SecondSlot> shadow() {
    return Optional.ofNullable(shadow);
  }

  int shadowCapacity() {
    return shadowCapacity;
  }

  int shadowExamples() {
    return shadowExamples;
  }

  /** Builds {@link DeploymentOptions}. Not thread-safe. */
  public static final class Builder {

    private LoadOptions loadOptions = LoadOptions.defaults();
    private @Nullable Duration watchInterval;
    private RetiredSlot retiredSlot = RetiredSlot.KEEP_LAST;
    private DeploymentListener listener = event -> {};
    private @Nullable List<String> warmUpTexts;
    private @Nullable SecondSlot canary;
    private CanaryRouting canaryRouting = CanaryRouting.BY_COUNT;
    private @Nullable SecondSlot shadow;
    private int shadowCapacity = 256;
    private int shadowExamples;

    private Builder() {}

    /**
     * Sets how each model is loaded.
     *
     * @param loadOptions the options; their listener hears of warm-up and shadow calls, too
     * @return this builder
     */
    public Builder loadOptions(LoadOptions loadOptions) {
      this.loadOptions = Objects.requireNonNull(loadOptions, "loadOptions");
      return this;
    }

    /**
     * Watches for changes of the store by other processes; off by default. Changes through the same
     * {@link ModelStore} object are followed at once in any case.
     *
     * @param interval how often to look whether there is a change, at least a millisecond
     * @return this builder
     * @throws IllegalArgumentException if it is less than a millisecond
     */
    public Builder watch(Duration interval) {
      if (interval.compareTo(Duration.ofMillis(1)) < 0) {
        throw new IllegalArgumentException(
            "interval must be a millisecond or more, found " + interval);
      }
      this.watchInterval = interval;
      return this;
    }

    /**
     * Sets what to do when the slot is retired; {@link RetiredSlot#KEEP_LAST} by default. The slots
     * of canary and shadow always stop.
     *
     * @param retiredSlot what to do
     * @return this builder
     */
    public Builder onRetired(RetiredSlot retiredSlot) {
      this.retiredSlot = Objects.requireNonNull(retiredSlot, "retiredSlot");
      return this;
    }

    /**
     * Sets what watches the deployment.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(DeploymentListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets the texts that each model must extract without failing before it is put to work; by
     * default one text of the examples in its schema.
     *
     * @param texts the texts, such as a typical and a long one; none to go without
     * @return this builder
     */
    public Builder warmUp(List<String> texts) {
      this.warmUpTexts = List.copyOf(texts);
      return this;
    }

    /**
     * Lets the model of a second slot answer a share of the texts, by {@link
     * CanaryRouting#BY_COUNT}.
     *
     * @param slot the second slot; while it points to nothing, the first one answers all
     * @param share how much of the texts, 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if the share lies outside 0 to 1
     */
    public Builder canary(String slot, double share) {
      return canary(slot, share, CanaryRouting.BY_COUNT);
    }

    /**
     * Lets the model of a second slot answer a share of the texts.
     *
     * @param slot the second slot; while it points to nothing, the first one answers all
     * @param share how much of the texts, 0 to 1
     * @param routing how they are chosen
     * @return this builder
     * @throws IllegalArgumentException if the share lies outside 0 to 1
     */
    public Builder canary(String slot, double share, CanaryRouting routing) {
      this.canary = new SecondSlot(slot, share);
      this.canaryRouting = Objects.requireNonNull(routing, "routing");
      return this;
    }

    /**
     * Gives a share of the texts to the model of a second slot, too, and compares. Nobody waits for
     * it: it works on a thread of its own, which takes processor time, and what it can't keep up
     * with is dropped and counted. Texts that a canary answers are not among them.
     *
     * @param slot the second slot; nothing is compared while it points to nothing
     * @param share how much of the texts, 0 to 1; 0.1 is every tenth
     * @return this builder
     * @throws IllegalArgumentException if the share lies outside 0 to 1
     */
    public Builder shadow(String slot, double share) {
      this.shadow = new SecondSlot(slot, share);
      return this;
    }

    /**
     * Sets how many texts may wait for the shadow; 256 by default. All that wait have at most
     * 4,194,304 characters, too, unless it is one text.
     *
     * @param texts at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder shadowCapacity(int texts) {
      if (texts < 1) {
        throw new IllegalArgumentException("texts must be at least 1, found " + texts);
      }
      this.shadowCapacity = texts;
      return this;
    }

    /**
     * Sets how many of the latest differences a {@link ShadowReport} shows with the text around
     * them. None by default: texts may be private, and reports get about.
     *
     * @param examples 0 to 1,000
     * @return this builder
     * @throws IllegalArgumentException if the number lies outside
     */
    public Builder shadowExamples(int examples) {
      if (examples < 0 || examples > 1_000) {
        throw new IllegalArgumentException("examples must be 0 to 1000, found " + examples);
      }
      this.shadowExamples = examples;
      return this;
    }

    /** {@return the options} */
    public DeploymentOptions build() {
      return new DeploymentOptions(this);
    }
  }
}
