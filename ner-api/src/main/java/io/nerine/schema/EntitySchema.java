package io.nerine.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entity types that one application looks for, in a fixed order, under a name and a version.
 * Immutable.
 *
 * <pre>{@code
 * EntitySchema schema = EntitySchema.of("tickets", "PartNumber", "Symptom", "Site");
 * }</pre>
 */
public final class EntitySchema {

  private final String name;
  private final String version;
  private final List<String> languages;
  private final String description;
  private final Map<String, EntityType> types;

  private EntitySchema(Builder builder) {
    this.name = builder.name;
    this.version = builder.version;
    this.languages = List.copyOf(builder.languages);
    this.description = builder.description;
    this.types = new LinkedHashMap<>(builder.types);
    if (types.isEmpty()) {
      throw new IllegalArgumentException(
          "Entity schema '%s' declares no entity type; add at least one".formatted(name));
    }
  }

  /**
   * Returns a schema of types that have names only, with version {@code 1}.
   *
   * @param name the name of the schema
   * @param typeNames the names of its types, at least one, in order
   * @return the schema
   * @throws IllegalArgumentException if a name is not valid or occurs twice, or none is given
   */
  public static EntitySchema of(String name, String... typeNames) {
    return of(name, List.of(typeNames));
  }

  /**
   * Returns a schema of types that have names only, with version {@code 1}.
   *
   * @param name the name of the schema
   * @param typeNames the names of its types, at least one, in iteration order
   * @return the schema
   * @throws IllegalArgumentException if a name is not valid or occurs twice, or none is given
   */
  public static EntitySchema of(String name, Collection<String> typeNames) {
    Builder builder = builder(name);
    typeNames.forEach(typeName -> builder.type(EntityType.of(typeName)));
    return builder.build();
  }

  /**
   * Returns a builder for a schema.
   *
   * @param name the name, not blank
   * @return the builder
   * @throws IllegalArgumentException if the name is blank
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the version, {@code 1} by default} */
  public String version() {
    return version;
  }

  /** {@return the languages of the texts as BCP 47 tags; empty means not declared} */
  public List<String> languages() {
    return languages;
  }

  /** {@return what the schema is for; empty if not given} */
  public String description() {
    return description;
  }

  /** {@return the types in declaration order} */
  public List<EntityType> types() {
    return List.copyOf(types.values());
  }

  /** {@return the names of the types in declaration order} */
  public List<String> typeNames() {
    return List.copyOf(types.keySet());
  }

  /**
   * Finds a type.
   *
   * @param typeName the exact name
   * @return the type, or empty if the schema does not declare it
   */
  public Optional<EntityType> type(String typeName) {
    return Optional.ofNullable(types.get(Objects.requireNonNull(typeName, "typeName")));
  }

  /**
   * Tells whether a type is declared.
   *
   * @param typeName the exact name
   * @return whether the schema declares it
   */
  public boolean declares(String typeName) {
    return types.containsKey(Objects.requireNonNull(typeName, "typeName"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EntitySchema that
        && name.equals(that.name)
        && version.equals(that.version)
        && languages.equals(that.languages)
        && description.equals(that.description)
        && types().equals(that.types());
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, version, languages, description, types());
  }

  @Override
  public String toString() {
    return name + " " + version + " " + types.keySet();
  }

  /** Builds an {@link EntitySchema}. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private String version = "1";
    private final List<String> languages = new ArrayList<>();
    private String description = "";
    private final Map<String, EntityType> types = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = notBlank(name, "name");
    }

    /**
     * Sets the version.
     *
     * @param version the version, not blank
     * @return this builder
     * @throws IllegalArgumentException if the version is blank
     */
    public Builder version(String version) {
      this.version = notBlank(version, "version");
      return this;
    }

    /**
     * Adds a language of the texts.
     *
     * @param language a BCP 47 tag such as {@code en}
     * @return this builder
     * @throws IllegalArgumentException if the tag is blank
     */
    public Builder language(String language) {
      languages.add(notBlank(language, "language"));
      return this;
    }

    /**
     * Sets what the schema is for.
     *
     * @param description the text shown in reports
     * @return this builder
     */
    public Builder description(String description) {
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /**
     * Adds a type behind those already added.
     *
     * @param type the type
     * @return this builder
     * @throws IllegalArgumentException if a type of that name was added before
     */
    public Builder type(EntityType type) {
      Objects.requireNonNull(type, "type");
      if (types.putIfAbsent(type.name(), type) != null) {
        throw new IllegalArgumentException(
            "Entity schema '%s' declares type '%s' twice".formatted(name, type.name()));
      }
      return this;
    }

    /**
     * Returns the schema.
     *
     * @return the schema
     * @throws IllegalArgumentException if no type was added
     */
    public EntitySchema build() {
      return new EntitySchema(this);
    }

    private static String notBlank(String value, String parameter) {
      if (Objects.requireNonNull(value, parameter).isBlank()) {
        throw new IllegalArgumentException(parameter + " must not be blank");
      }
      return value;
    }
  }
}
