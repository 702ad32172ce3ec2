package io.nerine.extract;

import io.nerine.exception.NerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor found in one text, and what was done to find it. Immutable.
 *
 * <p>Within a batch a text can fail alone. Its extraction then has a {@link #failure()}, and {@link
 * #entities()} throws it, so that a failure is never taken for a text without entities.
 */
public final class Extraction {

  private static final Comparator<Entity> IN_TEXT_ORDER =
      Comparator.comparingInt(Entity::start)
          .thenComparingInt(Entity::end)
          .thenComparing(Entity::type);

  private final String text;
  private final List<Entity> entities;
  private final int windows;
  private final int tokens;
  private final int coveredCharacters;
  private final List<ExtractionWarning> warnings;
  private final @Nullable NerException failure;
  private final @Nullable String modelVersion;

  private Extraction(Builder builder) {
    this.text = builder.text;
    this.entities = builder.entities.stream().sorted(IN_TEXT_ORDER).toList();
    this.windows = builder.windows;
    this.tokens = builder.tokens;
    this.coveredCharacters = builder.coveredCharacters;
    this.warnings = List.copyOf(builder.warnings);
    this.failure = builder.failure;
    this.modelVersion = builder.modelVersion;
  }

  /** The same with another version; what is sorted and copied already is shared. */
  private Extraction(Extraction other, String modelVersion) {
    this.text = other.text;
    this.entities = other.entities;
    this.windows = other.windows;
    this.tokens = other.tokens;
    this.coveredCharacters = other.coveredCharacters;
    this.warnings = other.warnings;
    this.failure = other.failure;
    this.modelVersion = modelVersion;
  }

  /**
   * Returns an extraction of a text that failed.
   *
   * @param text the text
   * @param failure why it failed
   * @return the extraction
   */
  public static Extraction failed(String text, NerException failure) {
    Builder builder = builder(text).coveredCharacters(0);
    builder.failure = Objects.requireNonNull(failure, "failure");
    return builder.build();
  }

  /**
   * Returns a builder for an extraction. By default it covers the whole text in no window.
   *
   * @param text the text
   * @return the builder
   */
  public static Builder builder(String text) {
    return new Builder(text);
  }

  /** {@return the text that was searched} */
  public String text() {
    return text;
  }

  /**
   * Returns what was found.
   *
   * @return the entities, by start, then end, then type
   * @throws NerException the {@link #failure()}, if this text failed
   */
  public List<Entity> entities() {
    if (failure != null) {
      throw failure;
    }
    return entities;
  }

  /**
   * Returns what was found of one type.
   *
   * @param type the name of the entity type
   * @return its entities, in text order
   * @throws NerException the {@link #failure()}, if this text failed
   */
  public List<Entity> entities(String type) {
    Objects.requireNonNull(type, "type");
    return entities().stream().filter(entity -> entity.type().equals(type)).toList();
  }

  /** {@return the number of windows that the model saw; 0 for rules and for text without words} */
  public int windows() {
    return windows;
  }

  /** {@return the number of sub-word tokens that the model saw, over all windows} */
  public int tokens() {
    return tokens;
  }

  /** {@return the number of UTF-16 units, from the start of the text, that were searched} */
  public int coveredCharacters() {
    return coveredCharacters;
  }

  /** {@return whether the whole text was searched} */
  public boolean complete() {
    return failure == null && coveredCharacters == text.length();
  }

  /** {@return what a caller may want to know; empty for most texts} */
  public List<ExtractionWarning> warnings() {
    return warnings;
  }

  /**
   * Returns the same extraction with other entities.
   *
   * @param replacement the entities, all of them mentions in this text
   * @return the extraction; of a text that failed, this one
   * @throws IllegalArgumentException if an entity's text is not what stands there
   */
  public Extraction withEntities(Collection<Entity> replacement) {
    if (failure != null) {
      return this;
    }
    Builder builder =
        builder(text).windows(windows).tokens(tokens).coveredCharacters(coveredCharacters);
    builder.warnings.addAll(warnings);
    builder.modelVersion = modelVersion;
    return builder.entities(replacement).build();
  }

  /**
   * Returns which version of a model answered, where several take turns: a deployment says it of
   * each text, and of each text that failed.
   *
   * @return the version, or empty if the extractor has but one
   */
  public Optional<String> modelVersion() {
    return Optional.ofNullable(modelVersion);
  }

  /**
   * Returns the same extraction with the version of the model that answered.
   *
   * @param version the version
   * @return the extraction
   */
  public Extraction withModelVersion(String version) {
    return new Extraction(this, Objects.requireNonNull(version, "version"));
  }

  /** {@return why this text failed, or empty if it did not} */
  public Optional<NerException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public String toString() {
    return failure != null ? "Extraction[failed: " + failure + "]" : "Extraction" + entities;
  }

  /** Builds an {@link Extraction}. Not thread-safe. */
  public static final class Builder {

    private final String text;
    private final List<Entity> entities = new ArrayList<>();
    private int windows;
    private int tokens;
    private int coveredCharacters;
    private final List<ExtractionWarning> warnings = new ArrayList<>();
    private @Nullable NerException failure;
    private @Nullable String modelVersion;

    private Builder(String text) {
      this.text = Objects.requireNonNull(text, "text");
      this.coveredCharacters = text.length();
    }

    /**
     * Adds an entity.
     *
     * @param entity the entity
     * @return this builder
     * @throws IllegalArgumentException if the entity's text is not what stands there
     */
    public Builder entity(Entity entity) {
      if (!text.regionMatches(entity.start(), entity.text(), 0, entity.text().length())) {
        throw new IllegalArgumentException(
            "The text at %d..%d is not that of %s".formatted(entity.start(), entity.end(), entity));
      }
      entities.add(entity);
      return this;
    }

    /**
     * Adds entities.
     *
     * @param entities the entities
     * @return this builder
     * @throws IllegalArgumentException if an entity's text is not what stands there
     */
    public Builder entities(Collection<Entity> entities) {
      entities.forEach(this::entity);
      return this;
    }

    /**
     * Sets the number of windows.
     *
     * @param windows how many windows the model saw
     * @return this builder
     */
    public Builder windows(int windows) {
      this.windows = windows;
      return this;
    }

    /**
     * Sets the number of sub-word tokens.
     *
     * @param tokens how many tokens the model saw, over all windows
     * @return this builder
     */
    public Builder tokens(int tokens) {
      this.tokens = tokens;
      return this;
    }

    /**
     * Sets how much of the text was searched.
     *
     * @param coveredCharacters UTF-16 units from the start of the text
     * @return this builder
     * @throws IllegalArgumentException if that is more than the text has
     */
    public Builder coveredCharacters(int coveredCharacters) {
      if (coveredCharacters < 0 || coveredCharacters > text.length()) {
        throw new IllegalArgumentException(
            "coveredCharacters must be 0 to %d, found %d"
                .formatted(text.length(), coveredCharacters));
      }
      this.coveredCharacters = coveredCharacters;
      return this;
    }

    /**
     * Adds a warning.
     *
     * @param code what it is, for programs
     * @param message what it is, for people, with figures
     * @return this builder
     */
    public Builder warning(ExtractionWarning.Code code, String message) {
      warnings.add(new ExtractionWarning(code, message));
      return this;
    }

    /** {@return the extraction} */
    public Extraction build() {
      return new Extraction(this);
    }
  }
}
