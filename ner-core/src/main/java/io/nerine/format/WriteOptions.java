package io.nerine.format;

import io.nerine.text.OffsetEncoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a file of tagged documents is to be written. Immutable. */
public final class WriteOptions {

  private static final WriteOptions DEFAULTS = builder().build();

  private final @Nullable OffsetEncoding offsets;
  private final Map<String, String> options;

  private WriteOptions(Builder builder) {
    this.offsets = builder.offsets;
    this.options = Map.copyOf(builder.options);
  }

  /** {@return the options by default: offsets as the format counts} */
  public static WriteOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder for options} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the unit of offsets, if it is not that of the format} */
  public Optional<OffsetEncoding> offsets() {
    return Optional.ofNullable(offsets);
  }

  /** {@return the options of the format, by name} */
  public Map<String, String> options() {
    return options;
  }

  /**
   * Finds an option of the format.
   *
   * @param name the name
   * @return its value, if it was given
   */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** Builds {@link WriteOptions}. Not thread-safe. */
  public static final class Builder {

    private @Nullable OffsetEncoding offsets;
    private final Map<String, String> options = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Sets the unit of offsets in the file, where it is not the one of the format's own tool.
     *
     * @param offsets the unit
     * @return this builder
     */
    public Builder offsets(OffsetEncoding offsets) {
      this.offsets = Objects.requireNonNull(offsets, "offsets");
      return this;
    }

    /**
     * Sets an option of the format.
     *
     * @param name the name, one of {@link DocumentFormat#writeOptions()}
     * @param value the value
     * @return this builder
     */
    public Builder option(String name, String value) {
      options.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** {@return the options} */
    public WriteOptions build() {
      return new WriteOptions(this);
    }
  }
}
