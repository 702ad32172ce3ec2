package io.nerine.testing;

import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionWarning;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks an {@link Extraction}. A failure shows what was found, marked in the text, and what came
 * near: the same mention with another type, or one with other boundaries. Not thread-safe.
 *
 * <pre>{@code
 * ExtractionAssert.assertThat(extractor.extract("Send 3 bolts M8 to Basel."))
 *     .hasEntity("PART", "bolts M8")
 *     .hasNoEntity("DATE")
 *     .entity("PLACE", "Basel")
 *     .hasConfidenceAtLeast(0.9);
 * }</pre>
 *
 * <p>Of an extraction that failed every check but {@link #hasFailed(Class)} fails, with the failure
 * as its cause.
 */
public final class ExtractionAssert {

  private final Extraction extraction;

  private ExtractionAssert(Extraction extraction) {
    this.extraction = Objects.requireNonNull(extraction, "extraction");
  }

  /**
   * A mention to be found.
   *
   * @param type the name of its type
   * @param text what stands in the text
   */
  public record Mention(String type, String text) {

    /** Creates the mention. */
    public Mention {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(text, "text");
    }

    static Mention of(Entity entity) {
      return new Mention(entity.type(), entity.text());
    }
  }

  /**
   * Begins the check of an extraction.
   *
   * @param extraction the extraction
   * @return an object to check it with
   */
  public static ExtractionAssert assertThat(Extraction extraction) {
    return new ExtractionAssert(extraction);
  }

  /**
   * Names a mention for {@link #entitiesExactly(Mention...)}.
   *
   * @param type the name of its type
   * @param text what stands in the text
   * @return the mention
   */
  public static Mention mention(String type, String text) {
    return new Mention(type, text);
  }

  /**
   * Checks that a mention was found.
   *
   * @param type the name of its type
   * @param mention what stands in the text
   * @return this object
   * @throws AssertionError if it was not
   */
  public ExtractionAssert hasEntity(String type, String mention) {
    find(new Mention(type, mention), 1);
    return this;
  }

  /**
   * Checks that what stands at a place was found.
   *
   * @param type the name of its type
   * @param start the offset of the first UTF-16 unit
   * @param end the offset behind the last UTF-16 unit
   * @return this object
   * @throws AssertionError if it was not
   */
  public ExtractionAssert hasEntity(String type, int start, int end) {
    Objects.requireNonNull(type, "type");
    if (noneIs(e -> e.start() == start && e.end() == end && e.type().equals(type))) {
      throw failure(
          "Expected %s at %d..%d, which was not found%s"
              .formatted(
                  type,
                  start,
                  end,
                  EntityDifference.near(extraction, Optional.of(type), start, end)));
    }
    return this;
  }

  /**
   * Checks that nothing of a type was found.
   *
   * @param type the name of the type
   * @return this object
   * @throws AssertionError if something was
   */
  public ExtractionAssert hasNoEntity(String type) {
    Objects.requireNonNull(type, "type");
    return none("of type " + type, entity -> entity.type().equals(type));
  }

  /**
   * Checks that a mention was not found.
   *
   * @param type the name of its type
   * @param mention what stands in the text
   * @return this object
   * @throws AssertionError if it was
   */
  public ExtractionAssert hasNoEntity(String type, String mention) {
    Mention unwanted = new Mention(type, mention);
    return none(EntityDifference.show(unwanted), entity -> Mention.of(entity).equals(unwanted));
  }

  /**
   * Checks that nothing was found.
   *
   * @return this object
   * @throws AssertionError if something was
   */
  public ExtractionAssert hasNoEntities() {
    return none("at all", entity -> true);
  }

  private ExtractionAssert none(String what, Predicate<Entity> unwanted) {
    List<Entity> found = entities().stream().filter(unwanted).toList();
    if (!found.isEmpty()) {
      throw failure(
          "Expected no entity %s, found %d: %s"
              .formatted(what, found.size(), EntityDifference.list(found)));
    }
    return this;
  }

  /**
   * Checks that exactly these mentions were found, in the order of the text.
   *
   * @param expected the mentions; see {@link #mention(String, String)}
   * @return this object
   * @throws AssertionError if one is missing, one more was found or the order differs
   */
  public ExtractionAssert entitiesExactly(Mention... expected) {
    List<Mention> wanted = List.of(expected);
    if (!entities().stream().map(Mention::of).toList().equals(wanted)) {
      throw failure(EntityDifference.of(extraction, wanted));
    }
    return this;
  }

  /**
   * Checks how many entities were found.
   *
   * @param count the number
   * @return this object
   * @throws AssertionError if there are more or fewer
   */
  public ExtractionAssert hasEntityCount(int count) {
    if (entities().size() != count) {
      throw failure("Expected %d entities, found %d".formatted(count, entities().size()));
    }
    return this;
  }

  /**
   * Checks how many entities of a type were found.
   *
   * @param type the name of the type
   * @param count the number
   * @return this object
   * @throws AssertionError if there are more or fewer
   */
  public ExtractionAssert hasEntityCount(String type, int count) {
    entities();
    int found = extraction.entities(type).size();
    if (found != count) {
      throw failure("Expected %d entities of type %s, found %d".formatted(count, type, found));
    }
    return this;
  }

  /**
   * Checks how sure the extractor is of all entities.
   *
   * @param bar the least confidence, 0 to 1
   * @return this object
   * @throws AssertionError if it is less sure of one
   */
  public ExtractionAssert hasConfidenceAtLeast(double bar) {
    checkBar(bar);
    List<Entity> below = entities().stream().filter(entity -> entity.confidence() < bar).toList();
    if (!below.isEmpty()) {
      throw failure(
          String.format(
              Locale.ROOT,
              "Expected a confidence of at least %.4f, less have %s",
              bar,
              EntityDifference.list(below)));
    }
    return this;
  }

  /**
   * Checks that the whole text was searched.
   *
   * @return this object
   * @throws AssertionError if a part of it was not
   */
  public ExtractionAssert isComplete() {
    entities();
    if (!extraction.complete()) {
      throw failure(
          "Only %d of %d characters were searched"
              .formatted(extraction.coveredCharacters(), extraction.text().length()));
    }
    return this;
  }

  /**
   * Checks that there is a warning.
   *
   * @param code what the warning is
   * @return this object
   * @throws AssertionError if there is none of that kind
   */
  public ExtractionAssert hasWarning(ExtractionWarning.Code code) {
    Objects.requireNonNull(code, "code");
    entities();
    if (extraction.warnings().stream().noneMatch(warning -> warning.code() == code)) {
      throw failure("Expected a warning %s, found %s".formatted(code, extraction.warnings()));
    }
    return this;
  }

  /**
   * Checks that there is no warning.
   *
   * @return this object
   * @throws AssertionError if there is one
   */
  public ExtractionAssert hasNoWarnings() {
    entities();
    if (!extraction.warnings().isEmpty()) {
      throw failure("Expected no warning, found " + extraction.warnings());
    }
    return this;
  }

  /**
   * Checks that the text failed, as one of a batch can.
   *
   * @param kind the class of the failure
   * @return this object
   * @throws AssertionError if it did not, or failed in another way
   */
  public ExtractionAssert hasFailed(Class<? extends NerException> kind) {
    Objects.requireNonNull(kind, "kind");
    Optional<NerException> found = extraction.failure();
    if (found.isEmpty()) {
      throw failure("Expected a failure with %s".formatted(kind.getSimpleName()));
    }
    if (!kind.isInstance(found.get())) {
      throw new AssertionError(
          "Expected a failure with %s, found %s".formatted(kind.getSimpleName(), found.get()),
          found.get());
    }
    return this;
  }

  /**
   * Begins the check of the first entity with a mention.
   *
   * @param type the name of its type
   * @param mention what stands in the text
   * @return an object to check the entity with
   * @throws AssertionError if it was not found
   */
  public EntityAssert entity(String type, String mention) {
    return entity(type, mention, 1);
  }

  /**
   * Begins the check of one of several entities with the same mention.
   *
   * @param type the name of their type
   * @param mention what stands in the text
   * @param occurrence which of those found in the text, from 1
   * @return an object to check the entity with
   * @throws AssertionError if fewer were found
   */
  public EntityAssert entity(String type, String mention, int occurrence) {
    if (occurrence < 1) {
      throw new IllegalArgumentException("occurrence must be at least 1, found " + occurrence);
    }
    return new EntityAssert(find(new Mention(type, mention), occurrence));
  }

  private Entity find(Mention mention, int occurrence) {
    List<Entity> found =
        entities().stream().filter(entity -> Mention.of(entity).equals(mention)).toList();
    if (found.size() < occurrence) {
      String count =
          occurrence == 1
              ? "which was not found"
              : "%d times or more, found %d".formatted(occurrence, found.size());
      throw failure(
          "Expected %s, %s%s"
              .formatted(
                  EntityDifference.show(mention),
                  count,
                  EntityDifference.near(extraction, mention)));
    }
    return found.get(occurrence - 1);
  }

  private boolean noneIs(Predicate<Entity> wanted) {
    return entities().stream().noneMatch(wanted);
  }

  /** The entities, or, of a text that failed, a failed check. */
  private List<Entity> entities() {
    extraction
        .failure()
        .ifPresent(
            failure -> {
              throw new AssertionError(
                  "The extraction of %s failed: %s"
                      .formatted(ShownText.quoted(extraction.text()), failure),
                  failure);
            });
    return extraction.entities();
  }

  private AssertionError failure(String message) {
    return new AssertionError(message + "\nfound: " + MarkedText.of(extraction));
  }

  private static void checkBar(double bar) {
    if (!(bar >= 0 && bar <= 1)) {
      throw new IllegalArgumentException("The bar must be 0 to 1, such as 0.8, found " + bar);
    }
  }

  /** Checks one entity. Not thread-safe. */
  public final class EntityAssert {

    private final Entity entity;

    private EntityAssert(Entity entity) {
      this.entity = entity;
    }

    /**
     * Checks how sure the extractor is of the entity.
     *
     * @param bar the least confidence, 0 to 1
     * @return this object
     * @throws AssertionError if it is less sure
     */
    public EntityAssert hasConfidenceAtLeast(double bar) {
      checkBar(bar);
      if (entity.confidence() < bar) {
        throw failure(
            String.format(
                Locale.ROOT,
                "Confidence of %s is %.4f, less than %.4f",
                EntityDifference.show(Mention.of(entity)),
                entity.confidence(),
                bar));
      }
      return this;
    }

    /**
     * Checks where the entity stands.
     *
     * @param start the offset of the first UTF-16 unit
     * @param end the offset behind the last UTF-16 unit
     * @return this object
     * @throws AssertionError if it stands elsewhere
     */
    public EntityAssert isAt(int start, int end) {
      if (entity.start() != start || entity.end() != end) {
        throw failure(
            "Expected %s at %d..%d, found it at %d..%d"
                .formatted(
                    EntityDifference.show(Mention.of(entity)),
                    start,
                    end,
                    entity.start(),
                    entity.end()));
      }
      return this;
    }

    /**
     * Checks which model or rule found the entity.
     *
     * @param source the name that the entity carries
     * @return this object
     * @throws AssertionError if another did
     */
    public EntityAssert hasSource(String source) {
      if (!entity.source().equals(Objects.requireNonNull(source, "source"))) {
        throw failure(
            "Expected %s from '%s', found it from '%s'"
                .formatted(EntityDifference.show(Mention.of(entity)), source, entity.source()));
      }
      return this;
    }

    /** {@return the object that checks the extraction as a whole} */
    public ExtractionAssert and() {
      return ExtractionAssert.this;
    }
  }
}
