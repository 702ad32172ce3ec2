package io.nerine.extract;

import java.util.Objects;

/**
 * How to load an {@link Extractor}. Immutable.
 *
 * <p>By default batches run on as many threads as the machine has processors, on the CPU, unheard.
 */
public final class LoadOptions {

  private static final LoadOptions DEFAULTS = builder().build();

  private final int threads;
  private final GpuPolicy gpu;
  private final ExtractionListener listener;

  private LoadOptions(Builder builder) {
    this.threads = builder.threads;
    this.gpu = builder.gpu;
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
    return builder().threads(threads).gpu(gpu).listener(listener);
  }

  /** {@return how many threads work on one batch of texts} */
  public int threads() {
    return threads;
  }

  /** {@return whether to run on a graphics processor} */
  public GpuPolicy gpu() {
    return gpu;
  }

  /** {@return what watches the extractor at work} */
  public ExtractionListener listener() {
    return listener;
  }

  /** Builds {@link LoadOptions}. Not thread-safe. */
  public static final class Builder {

    private int threads = Runtime.getRuntime().availableProcessors();
    private GpuPolicy gpu = GpuPolicy.NEVER;
    private ExtractionListener listener = event -> {};

    private Builder() {}

    /**
     * Sets how many threads work on one batch of texts; the number of processors by default. This
     * is the only knob of parallelism: a single text runs on the thread that calls.
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
