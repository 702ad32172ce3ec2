package io.nerine.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One kind of entity: a name, what the name means to an annotator, and optional hints for rules and
 * data checks. Immutable.
 *
 * <p>A name has 1 to 128 characters (code points), does not begin or end with white space and holds
 * no control character. Names are compared exactly: {@code Person} and {@code person} are two
 * types.
 *
 * <p>A type may say which {@linkplain Builder#formerly former names} it stands for, so that {@link
 * SchemaComparison} knows what became of the types of an older version of the schema.
 *
 * <pre>{@code
 * EntityType partNumber =
 *     EntityType.builder("PartNumber")
 *         .description("A manufacturer's code of a spare part, without the quantity")
 *         .example("GX-4471-B")
 *         .build();
 * }</pre>
 */
public final class EntityType {

  private static final int MAX_NAME_LENGTH = 128;

  private final String name;
  private final String description;
  private final List<String> examples;
  private final @Nullable String pattern;
  private final List<String> dictionary;
  private final @Nullable Integer minLength;
  private final @Nullable Integer maxLength;
  private final List<String> formerNames;

  private EntityType(Builder builder) {
    this.name = builder.name;
    this.description = builder.description;
    this.examples = List.copyOf(builder.examples);
    this.pattern = builder.pattern;
    this.dictionary = List.copyOf(builder.dictionary);
    this.minLength = builder.minLength;
    this.maxLength = builder.maxLength;
    this.formerNames = List.copyOf(builder.formerNames);
  }

  /**
   * Returns a type that has a name only.
   *
   * @param name the name
   * @return the type
   * @throws IllegalArgumentException if the name breaks the rules above
   */
  public static EntityType of(String name) {
    return builder(name).build();
  }

  /**
   * Returns a builder for a type.
   *
   * @param name the name
   * @return the builder
   * @throws IllegalArgumentException if the name breaks the rules above
   */
  public static Builder builder(String name) {
    return new Builder(checkName(name));
  }

  private static String checkName(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "Entity type name '%s' is blank or begins or ends with white space".formatted(name));
    }
    int length = name.codePointCount(0, name.length());
    if (length > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "Entity type name '%s...' has %d characters, at most %d are allowed"
              .formatted(
                  name.substring(0, name.offsetByCodePoints(0, 20)), length, MAX_NAME_LENGTH));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Entity type name '%s' holds a control character"
              .formatted(name.replaceAll("\\p{Cntrl}", "?")));
    }
    return name;
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return what the type means, for annotators and reports; empty if not given} */
  public String description() {
    return description;
  }

  /** {@return typical mentions, in the order given} */
  public List<String> examples() {
    return examples;
  }

  /** {@return the regular expression that every mention matches as a whole, if declared} */
  public Optional<String> pattern() {
    return Optional.ofNullable(pattern);
  }

  /** {@return known mentions, for dictionary rules; empty if not given} */
  public List<String> dictionary() {
    return dictionary;
  }

  /** {@return the least length of a mention in UTF-16 units, if declared} */
  public OptionalInt minLength() {
    return minLength == null ? OptionalInt.empty() : OptionalInt.of(minLength);
  }

  /** {@return the greatest length of a mention in UTF-16 units, if declared} */
  public OptionalInt maxLength() {
    return maxLength == null ? OptionalInt.empty() : OptionalInt.of(maxLength);
  }

  /**
   * Returns the names in earlier versions of the schema whose mentions are mentions of this type.
   *
   * @return the names, in the order given; empty if not given
   */
  public List<String> formerNames() {
    return formerNames;
  }

  /**
   * Returns this type under a new name, with the name it has now among its former ones.
   *
   * @param newName the new name
   * @return the renamed type
   * @throws IllegalArgumentException if the name breaks the rules above or is a name that the type
   *     has or had
   */
  public EntityType renamed(String newName) {
    Builder builder = builder(newName);
    builder.description = description;
    builder.examples.addAll(examples);
    builder.pattern = pattern;
    builder.dictionary.addAll(dictionary);
    builder.minLength = minLength;
    builder.maxLength = maxLength;
    return builder.formerly(name).formerly(formerNames.toArray(String[]::new)).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EntityType that
        && name.equals(that.name)
        && description.equals(that.description)
        && examples.equals(that.examples)
        && Objects.equals(pattern, that.pattern)
        && dictionary.equals(that.dictionary)
        && Objects.equals(minLength, that.minLength)
        && Objects.equals(maxLength, that.maxLength)
        && formerNames.equals(that.formerNames);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name, description, examples, pattern, dictionary, minLength, maxLength, formerNames);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Builds an {@link EntityType}. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private String description = "";
    private final List<String> examples = new ArrayList<>();
    private @Nullable String pattern;
    private final List<String> dictionary = new ArrayList<>();
    private @Nullable Integer minLength;
    private @Nullable Integer maxLength;
    private final List<String> formerNames = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Sets what the type means.
     *
     * @param description the text shown to annotators and in reports
     * @return this builder
     */
    public Builder description(String description) {
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /**
     * Adds a typical mention.
     *
     * @param example the mention
     * @return this builder
     */
    public Builder example(String example) {
      examples.add(Objects.requireNonNull(example, "example"));
      return this;
    }

    /**
     * Declares a regular expression that every mention matches as a whole.
     *
     * @param pattern the expression, in the syntax of {@link Pattern}
     * @return this builder
     * @throws IllegalArgumentException if the expression is not valid
     */
    public Builder pattern(String pattern) {
      Objects.requireNonNull(pattern, "pattern");
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "Pattern of entity type '%s' is not valid: %s, near index %d"
                .formatted(name, e.getDescription(), e.getIndex()),
            e);
      }
      this.pattern = pattern;
      return this;
    }

    /**
     * Adds a known mention.
     *
     * @param mention the mention
     * @return this builder
     */
    public Builder dictionaryEntry(String mention) {
      dictionary.add(Objects.requireNonNull(mention, "mention"));
      return this;
    }

    /**
     * Declares the length of mentions.
     *
     * @param minLength the least length in UTF-16 units, at least 1
     * @param maxLength the greatest length in UTF-16 units, at least {@code minLength}
     * @return this builder
     * @throws IllegalArgumentException if the bounds are out of order
     */
    public Builder length(int minLength, int maxLength) {
      if (minLength < 1 || maxLength < minLength) {
        throw new IllegalArgumentException(
            "Lengths of entity type '%s' must be 1 <= min <= max, found %d and %d"
                .formatted(name, minLength, maxLength));
      }
      this.minLength = minLength;
      this.maxLength = maxLength;
      return this;
    }

    /**
     * Adds names of earlier versions of the schema whose mentions are mentions of this type now.
     *
     * <ul>
     *   <li>A type that says it was formerly {@code Site}, where that is declared no more, is
     *       {@code Site} renamed.
     *   <li>Several types that say so are what {@code Site} was split into; if {@code Site} is
     *       still declared, it is one of them.
     *   <li>A type that names several is these types merged; one whose own name is not new has
     *       taken in the types that it names.
     * </ul>
     *
     * <p>Names may stay when the schema changes again, so that data of every older version can be
     * migrated.
     *
     * @param names the former names
     * @return this builder
     * @throws IllegalArgumentException if a name breaks the rules of names, is the name of the type
     *     itself, or is given twice
     */
    public Builder formerly(String... names) {
      for (String former : names) {
        if (checkName(former).equals(name)) {
          throw new IllegalArgumentException(
              "Entity type '%s' cannot have its own name as a former one".formatted(name));
        }
        if (formerNames.contains(former)) {
          throw new IllegalArgumentException(
              "Entity type '%s' names its former name '%s' twice".formatted(name, former));
        }
        formerNames.add(former);
      }
      return this;
    }

    /** {@return the type} */
    public EntityType build() {
      return new EntityType(this);
    }
  }
}
