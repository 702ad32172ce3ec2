package io.nerine.data;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import io.nerine.schema.SchemaComparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes documents, data sets and thresholds from one version of a schema to another. What cannot be
 * taken over is returned beside the result, never left out silently. Immutable and thread-safe, if
 * the {@link Decision}s are.
 *
 * <pre>{@code
 * SchemaMigration migration =
 *     SchemaMigration.builder(older, newer)
 *         .rename("Part", "PartNumber")
 *         .split(
 *             "Place",
 *             List.of("City", "Site"),
 *             (document, span) ->
 *                 Optional.of(cities.contains(document.textOf(span)) ? "City" : "Site"))
 *         .build();
 * Migrated<Dataset> migrated = migration.migrate(data);
 * migrated.unmigrated().forEach(System.out::println);
 * }</pre>
 *
 * <ul>
 *   <li>A tag of a type that was split goes where the decision says.
 *   <li>Tags that are equal after a merger, attributes included, become one.
 *   <li>A place that is known not to be of a type is not of a merged one only if it is known so for
 *       all types that were merged; it is of none of those that the type was split into.
 *   <li>A type is fully reviewed if all types that it stands for were and each tag of those that
 *       were split is decided; a type that is new is not. So a document that was completely tagged
 *       is so for the types that are not new, and says it where there are new ones.
 *   <li>A merged type has the lowest of the thresholds, so that what passed before still does, and
 *       none if one of the types had none; the types that one was split into have its threshold.
 * </ul>
 */
public final class SchemaMigration {

  private final EntitySchema from;
  private final EntitySchema to;
  private final Map<String, Rule> rules;

  /** The older types that each newer type stands for. */
  private final Map<String, Set<String>> origins = new LinkedHashMap<>();

  /** Tells which of the types that an older one was split into a tag has. */
  @FunctionalInterface
  public interface Decision {

    /**
     * Decides on one tag.
     *
     * @param document the document, as it was
     * @param span the tag, of the older type
     * @return the name of the newer type, or empty if it cannot be told
     */
    Optional<String> typeOf(AnnotatedDocument document, EntitySpan span);
  }

  /** The newer types that stand for an older one, and what decides where they are several. */
  record Rule(List<String> newer, @Nullable Decision decision) {}

  private SchemaMigration(Builder builder) {
    this.from = builder.from;
    this.to = builder.to;
    this.rules = Map.copyOf(builder.rules);
    to.typeNames().forEach(type -> origins.put(type, new LinkedHashSet<>()));
    for (String older : from.typeNames()) {
      for (String newer : rule(older).newer()) {
        originsOf(newer).add(older);
      }
    }
  }

  /**
   * Returns the migration that follows from what the newer version declares. Tags of types that
   * were split are returned as undecided; give a decision by the {@link #builder}.
   *
   * @param comparison the two versions
   * @return the migration
   */
  public static SchemaMigration of(SchemaComparison comparison) {
    return new Builder(comparison).build();
  }

  /**
   * Returns a builder that holds what the newer version declares; rules override it.
   *
   * @param from the older version
   * @param to the newer version
   * @return the builder
   */
  public static Builder builder(EntitySchema from, EntitySchema to) {
    return new Builder(SchemaComparison.of(from, to));
  }

  /** {@return the older version} */
  public EntitySchema from() {
    return from;
  }

  /** {@return the newer version} */
  public EntitySchema to() {
    return to;
  }

  /**
   * Migrates a document.
   *
   * @param document the document, tagged by the older version
   * @return the document, tagged by the newer version, and what is not in it
   * @throws IllegalArgumentException if a decision names a type that the older one was not split
   *     into
   */
  public Migrated<AnnotatedDocument> migrate(AnnotatedDocument document) {
    return new DocumentMigration(this, Objects.requireNonNull(document, "document")).migrate();
  }

  /**
   * Migrates a data set, such as a test set.
   *
   * @param dataset the documents, tagged by the older version
   * @return the documents in their order, of the newer version, and what is not in them
   * @throws IllegalArgumentException if a decision names a type that the older one was not split
   *     into
   */
  public Migrated<Dataset> migrate(Dataset dataset) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    List<Unmigrated> unmigrated = new ArrayList<>();
    for (AnnotatedDocument document : dataset.documents()) {
      Migrated<AnnotatedDocument> migrated = migrate(document);
      documents.add(migrated.value());
      unmigrated.addAll(migrated.unmigrated());
    }
    return new Migrated<>(Dataset.of(to, documents), unmigrated);
  }

  /**
   * Migrates thresholds.
   *
   * @param thresholds the least confidence by older type, 0 to 1; types may be missing
   * @return the least confidence by newer type, in the order of the newer version, and the
   *     thresholds that have no effect on it
   */
  public Migrated<Map<String, Double>> migrateThresholds(Map<String, Double> thresholds) {
    Map<String, Double> migrated = new LinkedHashMap<>();
    origins.forEach(
        (newer, older) -> {
          if (!older.isEmpty() && thresholds.keySet().containsAll(older)) {
            older.forEach(type -> migrated.merge(newer, thresholds.get(type), Math::min));
          }
        });
    List<Unmigrated> unmigrated = new ArrayList<>();
    thresholds.forEach(
        (type, threshold) -> {
          if (!from.declares(type)) {
            unmigrated.add(new Unmigrated.Threshold(type, threshold, Unmigrated.Reason.UNDECLARED));
          } else if (rule(type).newer().isEmpty()) {
            unmigrated.add(new Unmigrated.Threshold(type, threshold, Unmigrated.Reason.REMOVED));
          } else if (!migrated.keySet().containsAll(rule(type).newer())) {
            unmigrated.add(new Unmigrated.Threshold(type, threshold, Unmigrated.Reason.PARTIAL));
          }
        });
    return new Migrated<>(migrated, unmigrated);
  }

  /** {@return what becomes of a type that the older version declares} */
  Rule rule(String older) {
    return Objects.requireNonNull(rules.get(older), older);
  }

  /** {@return the older types that a newer one stands for} */
  Set<String> originsOf(String newer) {
    return Objects.requireNonNull(origins.get(newer), newer);
  }

  /** Builds a {@link SchemaMigration}. Not thread-safe. */
  public static final class Builder {

    private final EntitySchema from;
    private final EntitySchema to;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private Builder(SchemaComparison comparison) {
      this.from = comparison.from();
      this.to = comparison.to();
      for (String older : from.typeNames()) {
        rules.put(
            older,
            new Rule(comparison.successors(older).stream().map(EntityType::name).toList(), null));
      }
    }

    /**
     * Takes a type over under another name.
     *
     * @param older the name in the older version
     * @param newer the name in the newer version
     * @return this builder
     * @throws IllegalArgumentException if a version does not declare its type
     */
    public Builder rename(String older, String newer) {
      rules.put(declared(from, "older", older), new Rule(List.of(newerType(newer)), null));
      return this;
    }

    /**
     * Takes several types over as one.
     *
     * @param older the names in the older version
     * @param newer the name in the newer version
     * @return this builder
     * @throws IllegalArgumentException if a version does not declare its type
     */
    public Builder merge(Collection<String> older, String newer) {
      older.forEach(type -> rename(type, newer));
      return this;
    }

    /**
     * Takes a type over nowhere; its tags are returned as unmigrated.
     *
     * @param older the name in the older version
     * @return this builder
     * @throws IllegalArgumentException if the older version does not declare it
     */
    public Builder drop(String older) {
      rules.put(declared(from, "older", older), new Rule(List.of(), null));
      return this;
    }

    /**
     * Takes a type over as several.
     *
     * @param older the name in the older version
     * @param newer the names in the newer version
     * @param decision tells which of them a tag has
     * @return this builder
     * @throws IllegalArgumentException if a version does not declare its type, or there are less
     *     than two newer ones
     */
    public Builder split(String older, Collection<String> newer, Decision decision) {
      Objects.requireNonNull(decision, "decision");
      List<String> types = newer.stream().map(this::newerType).distinct().toList();
      if (types.size() < 2) {
        throw new IllegalArgumentException(
            "Type '%s' can be split into two types or more, found %s".formatted(older, types));
      }
      rules.put(declared(from, "older", older), new Rule(types, decision));
      return this;
    }

    /**
     * Decides on the tags of a type that was split as the newer version declares.
     *
     * @param older the name in the older version
     * @param decision tells which of the newer types a tag has
     * @return this builder
     * @throws IllegalArgumentException if the older version does not declare the type, or it was
     *     not split
     */
    public Builder decide(String older, Decision decision) {
      Rule rule = Objects.requireNonNull(rules.get(declared(from, "older", older)));
      return split(older, rule.newer(), decision);
    }

    private String newerType(String newer) {
      return declared(to, "newer", newer);
    }

    private static String declared(EntitySchema schema, String version, String type) {
      if (!schema.declares(type)) {
        throw new IllegalArgumentException(
            "The %s schema %s does not declare '%s'".formatted(version, schema, type));
      }
      return type;
    }

    /** {@return the migration} */
    public SchemaMigration build() {
      return new SchemaMigration(this);
    }
  }
}
