package io.nerine.extract;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How to load an {@link Extractor}. Immutable.
 *
 * <p>By default batches run on as many threads as the machine has processors, on the CPU, unheard.
 */
public final class LoadOptions {

  static final int QUEUE_CAPACITY = 1024;

  private static final int LEAST_WINDOW = 8;

  private static final int GREATEST_WINDOW = 32_768;

  private static final LoadOptions DEFAULTS = builder().build();

  private final int threads;
  private final int queueCapacity;
  private final GpuPolicy gpu;
  private final GpuOptions gpuOptions;
  private final @Nullable Integer windowTokens;
  private final ExtractionListener listener;

  private LoadOptions(Builder builder) {
    this.threads = builder.threads;
    this.queueCapacity = builder.queueCapacity;
    this.gpu = builder.gpu;
    this.gpuOptions = builder.gpuOptions;
    this.windowTokens = builder.windowTokens;
    this.listener = builder.listener;
  }

  /** {@return the defaults} */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder that holds these options} */
  public Builder toBuilder() {
    Builder builder =
        builder()
            .threads(threads)
            .queueCapacity(queueCapacity)
            .gpu(gpu)
            .gpuOptions(gpuOptions)
            .listener(listener);
    builder.windowTokens = windowTokens;
    return builder;
  }

  /** {@return how many threads work on one batch of texts} */
  public int threads() {
    return threads;
  }

  /** {@return how many asynchronous calls may wait for their turn} */
  public int queueCapacity() {
    return queueCapacity;
  }

  /** {@return whether to run on a graphics processor} */
  public GpuPolicy gpu() {
    return gpu;
  }

  /** {@return how to use a graphics processor} */
  public GpuOptions gpuOptions() {
    return gpuOptions;
  }

  /** {@return the greatest length of a window in sub-word tokens, or empty for the model's own} */
  public OptionalInt windowTokens() {
    return windowTokens == null ? OptionalInt.empty() : OptionalInt.of(windowTokens);
  }

  /** {@return what watches the extractor at work} */
  public ExtractionListener listener() {
    return listener;
  }

  /** Builds {@link LoadOptions}. Not thread-safe. */
  public static final class Builder {

    private int threads = Runtime.getRuntime().availableProcessors();
    private int queueCapacity = QUEUE_CAPACITY;
    private GpuPolicy gpu = GpuPolicy.NEVER;
    private GpuOptions gpuOptions = GpuOptions.defaults();
    private @Nullable Integer windowTokens;
    private ExtractionListener listener = event -> {};

    private Builder() {}

    /**
     * Sets how many threads work on one batch of texts, and on all asynchronous calls together; the
     * number of processors by default. This is the only knob of parallelism: a single text runs on
     * the thread that calls.
     *
     * @param threads at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder threads(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException("threads must be at least 1, found " + threads);
      }
      this.threads = threads;
      return this;
    }

    /**
     * Sets how many asynchronous calls may wait for their turn; 1,024 by default. Where so many
     * wait, the next call waits in the thread that makes it, until there is room or its time is
     * over. What waits is a reference to its text, no more.
     *
     * @param queueCapacity at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder queueCapacity(int queueCapacity) {
      if (queueCapacity < 1) {
        throw new IllegalArgumentException(
            "queueCapacity must be at least 1, found " + queueCapacity);
      }
      this.queueCapacity = queueCapacity;
      return this;
    }

    /**
     * Sets whether to run on a graphics processor; {@link GpuPolicy#NEVER} by default.
     *
     * @param gpu the policy
     * @return this builder
     */
    public Builder gpu(GpuPolicy gpu) {
      this.gpu = Objects.requireNonNull(gpu, "gpu");
      return this;
    }

    /**
     * Sets how to use a graphics processor, where {@link #gpu} lets the model run on one.
     *
     * @param gpuOptions the options
     * @return this builder
     */
    public Builder gpuOptions(GpuOptions gpuOptions) {
      this.gpuOptions = Objects.requireNonNull(gpuOptions, "gpuOptions");
      return this;
    }

    /**
     * Sets the greatest length of a window, which is what a model sees of a long text at once; by
     * default the length that it was trained with, which is the one to trust. Shorter windows make
     * long texts cheaper, since the cost of attention grows with the length, and see less of what
     * stands around a word. Windows overlap by a quarter of it. For extractors that have no windows
     * it means nothing.
     *
     * @param windowTokens sub-word tokens, 8 to 32,768, and no more than the model has positions
     *     for
     * @return this builder
     * @throws IllegalArgumentException if out of this range
     */
    public Builder windowTokens(int windowTokens) {
      if (windowTokens < LEAST_WINDOW || windowTokens > GREATEST_WINDOW) {
        throw new IllegalArgumentException(
            "windowTokens must be %d to %d, found %d"
                .formatted(LEAST_WINDOW, GREATEST_WINDOW, windowTokens));
      }
      this.windowTokens = windowTokens;
      return this;
    }

    /**
     * Sets what watches the extractor at work.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(ExtractionListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** {@return the options} */
    public LoadOptions build() {
      return new LoadOptions(this);
    }
  }
}
