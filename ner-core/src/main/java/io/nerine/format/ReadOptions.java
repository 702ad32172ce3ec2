package io.nerine.format;

import io.nerine.text.OffsetEncoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a file of tagged documents is to be read. Immutable. */
public final class ReadOptions {

  private static final ReadOptions DEFAULTS = builder().build();

  private final boolean strict;
  private final @Nullable String language;
  private final @Nullable OffsetEncoding offsets;
  private final Map<String, String> options;

  private ReadOptions(Builder builder) {
    this.strict = builder.strict;
    this.language = builder.language;
    this.offsets = builder.offsets;
    this.options = Map.copyOf(builder.options);
  }

  /** {@return the options by default: strict, offsets as the format counts} */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /** {@return a builder for options} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Tells whether an error is to end in an exception, once all problems are known. A strict reader
   * leaves out and reports tags that do not fit their text; a lenient one repairs them where there
   * is but one way.
   *
   * @return whether reading is strict
   */
  public boolean strict() {
    return strict;
  }

  /** {@return the language of documents that do not state theirs, as a BCP 47 tag} */
  public Optional<String> language() {
    return Optional.ofNullable(language);
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

  /** Builds {@link ReadOptions}. Not thread-safe. */
  public static final class Builder {

    private boolean strict = true;
    private @Nullable String language;
    private @Nullable OffsetEncoding offsets;
    private final Map<String, String> options = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Goes on where something is wrong: leaves it out or repairs it, and counts.
     *
     * @return this builder
     */
    public Builder lenient() {
      this.strict = false;
      return this;
    }

    /**
     * Sets the language of documents that do not state theirs.
     *
     * @param language a BCP 47 tag such as {@code en}
     * @return this builder
     */
    public Builder language(String language) {
      this.language = Objects.requireNonNull(language, "language");
      return this;
    }

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
     * @param name the name, one of {@link DocumentFormat#readOptions()}
     * @param value the value
     * @return this builder
     */
    public Builder option(String name, String value) {
      options.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** {@return the options} */
    public ReadOptions build() {
      return new ReadOptions(this);
    }
  }
}
