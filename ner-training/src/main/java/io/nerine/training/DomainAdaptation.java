package io.nerine.training;

import io.nerine.exception.TrainingException;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with the pretraining of an encoder on texts of a domain, without labels: it learns to
 * guess hidden words (Gururangan et al., "Don't Stop Pretraining", 2020). An encoder that has seen
 * thousands of a firm's texts so learns more from a few tagged ones. Immutable and reusable.
 *
 * <p>Equal texts, options and seed give equal weights on one machine, unless a time limit cut the
 * run short.
 *
 * <pre>{@code
 * AdaptedEncoder adapted = DomainAdaptation.builder().encoder("bge-small-en-v1.5").build().adapt(texts);
 * adapted.encoder().save(Path.of("our-encoder"));
 * Trainer trainer = Trainer.builder().encoder("our-encoder").build();
 * }</pre>
 */
public final class DomainAdaptation {

  private final @Nullable PretrainedEncoder encoder;
  private final String encoderName;
  private final AdaptationOptions options;

  private DomainAdaptation(Builder builder) {
    this.encoder = builder.encoder;
    this.encoderName = builder.encoderName;
    this.options =
        new AdaptationOptions(
            builder.epochs,
            builder.learningRate,
            builder.batchTokens,
            builder.maxTokens,
            builder.threads,
            builder.seed,
            Optional.ofNullable(builder.maxDuration),
            builder.listener,
            builder.cancelled);
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adapts the encoder. Native memory that the run takes is freed when it ends, however it ends.
   *
   * @param texts the texts, of any length; one in twenty windows of them is held back to measure by
   * @return the encoder with the weights of the last update
   * @throws TrainingException if the texts have too few words, the encoder has no token for hidden
   *     words, LibTorch cannot be loaded, the loss does not stay finite, or the run is cancelled
   * @throws io.nerine.exception.ModelLoadingException if the encoder cannot be loaded
   */
  public AdaptedEncoder adapt(List<String> texts) {
    Objects.requireNonNull(texts, "texts");
    PretrainedEncoder pretrained = encoder != null ? encoder : Encoders.load(encoderName);
    LibTorch.load(options.threads());
    try (AdaptationRun run = new AdaptationRun(pretrained, options)) {
      return run.adapt(texts);
    }
  }

  /** Builds a {@link DomainAdaptation}. Not thread-safe. */
  public static final class Builder {

    private @Nullable PretrainedEncoder encoder;
    private String encoderName = Encoders.DEFAULT;
    private int epochs = 3;
    private double learningRate = 5e-5;
    private int batchTokens = 4096;
    private int maxTokens = 128;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long seed = 42;
    private @Nullable Duration maxDuration;
    private Consumer<AdaptationProgress> listener = progress -> {};
    private BooleanSupplier cancelled = () -> false;

    private Builder() {}

    /**
     * Sets the encoder; {@link Encoders#DEFAULT} by default. It is loaded when the run starts.
     *
     * @param nameOrPath what {@link Encoders#load(String)} takes
     * @return this builder
     */
    public Builder encoder(String nameOrPath) {
      this.encoderName = Objects.requireNonNull(nameOrPath, "nameOrPath");
      this.encoder = null;
      return this;
    }

    /**
     * Sets an encoder that is loaded already.
     *
     * @param encoder the encoder
     * @return this builder
     */
    public Builder encoder(PretrainedEncoder encoder) {
      this.encoder = Objects.requireNonNull(encoder, "encoder");
      return this;
    }

    /**
     * Sets how often each text is seen, with other words hidden each time; 3 by default.
     *
     * @param epochs at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder epochs(int epochs) {
      this.epochs = atLeast(1, epochs, "epochs");
      return this;
    }

    /**
     * Sets the peak learning rate; 5e-5 by default.
     *
     * @param learningRate greater than 0, at most 1
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public Builder learningRate(double learningRate) {
      if (!(learningRate > 0 && learningRate <= 1)) {
        throw new IllegalArgumentException("learningRate must be in (0, 1], found " + learningRate);
      }
      this.learningRate = learningRate;
      return this;
    }

    /**
     * Sets how many tokens an update learns from, padding included; 4096 by default. They are
     * computed in passes of 1,024, so memory does not grow with it.
     *
     * @param batchTokens at least 16; a longer window is an update of its own
     * @return this builder
     * @throws IllegalArgumentException if less than 16
     */
    public Builder batchTokens(int batchTokens) {
      this.batchTokens = atLeast(16, batchTokens, "batchTokens");
      return this;
    }

    /**
     * Sets the length of a window in sub-word tokens; 128 by default.
     *
     * @param maxTokens at least 16, at most what the encoder has positions for
     * @return this builder
     * @throws IllegalArgumentException if less than 16
     */
    public Builder maxTokens(int maxTokens) {
      this.maxTokens = atLeast(16, maxTokens, "maxTokens");
      return this;
    }

    /**
     * Sets how many threads compute; the number of processors by default.
     *
     * @param threads at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder threads(int threads) {
      this.threads = atLeast(1, threads, "threads");
      return this;
    }

    /**
     * Sets the seed of everything that is drawn; 42 by default.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Limits the time of the run; the learning rate falls to its end then. No limit by default.
     *
     * @param maxDuration the time, positive
     * @return this builder
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder maxDuration(Duration maxDuration) {
      if (Objects.requireNonNull(maxDuration, "maxDuration").isNegative() || maxDuration.isZero()) {
        throw new IllegalArgumentException("maxDuration must be positive, found " + maxDuration);
      }
      this.maxDuration = maxDuration;
      return this;
    }

    /**
     * Sets what is told of each update, in the thread that trains.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(Consumer<AdaptationProgress> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets what is asked after each update whether to cancel the run. An interrupt of the thread
     * that trains cancels it as well.
     *
     * @param cancelled whether to cancel
     * @return this builder
     */
    public Builder cancelWhen(BooleanSupplier cancelled) {
      this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
      return this;
    }

    /** {@return the adaptation} */
    public DomainAdaptation build() {
      return new DomainAdaptation(this);
    }

    private static int atLeast(int least, int value, String parameter) {
      if (value < least) {
        throw new IllegalArgumentException(
            "%s must be at least %d, found %d".formatted(parameter, least, value));
      }
      return value;
    }
  }
}
