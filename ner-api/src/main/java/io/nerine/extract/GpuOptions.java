package io.nerine.extract;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to use a graphics processor, where {@link LoadOptions#gpu()} lets a model run on one.
 * Immutable.
 *
 * <p>By default the first device runs the model's 32-bit floats by CUDA.
 */
public final class GpuOptions {

  private static final GpuOptions DEFAULTS = builder().build();

  private final int device;
  private final boolean halfPrecision;
  private final @Nullable Path tensorRtCache;

  private GpuOptions(Builder builder) {
    this.device = builder.device;
    this.halfPrecision = builder.halfPrecision;
    this.tensorRtCache = builder.tensorRtCache;
  }

  /** {@return the defaults} */
  public static GpuOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the number of the device, from 0} */
  public int device() {
    return device;
  }

  /** {@return whether to compute in 16-bit floats} */
  public boolean halfPrecision() {
    return halfPrecision;
  }

  /** {@return where TensorRT keeps its engines, or empty to run without TensorRT} */
  public Optional<Path> tensorRtCache() {
    return Optional.ofNullable(tensorRtCache);
  }

  /** Builds {@link GpuOptions}. Not thread-safe. */
  public static final class Builder {

    private int device;
    private boolean halfPrecision;
    private @Nullable Path tensorRtCache;

    private Builder() {}

    /**
     * Sets which device to use, as CUDA counts them; 0 by default.
     *
     * @param device at least 0
     * @return this builder
     * @throws IllegalArgumentException if negative
     */
    public Builder device(int device) {
      if (device < 0) {
        throw new IllegalArgumentException("device must be at least 0, found " + device);
      }
      this.device = device;
      return this;
    }

    /**
     * Sets whether to compute in 16-bit floats, for which newer devices have units of their own;
     * not by default, so that results are those of the CPU but for rounding. Models in 8 bits stay
     * as they are.
     *
     * @param halfPrecision whether to
     * @return this builder
     */
    public Builder halfPrecision(boolean halfPrecision) {
      this.halfPrecision = halfPrecision;
      return this;
    }

    /**
     * Lets TensorRT run the model, which first builds an engine for the model and the device: that
     * takes minutes and is done once for as long as the engine is kept. Without it CUDA's own
     * kernels run.
     *
     * @param cache the folder where engines are kept, made if it is not there
     * @return this builder
     */
    public Builder tensorRt(Path cache) {
      this.tensorRtCache = Objects.requireNonNull(cache, "cache");
      return this;
    }

    /** {@return the options} */
    public GpuOptions build() {
      return new GpuOptions(this);
    }
  }
}
