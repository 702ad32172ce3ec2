package io.nerine.schema;

import io.nerine.schema.SchemaChange.Added;
import io.nerine.schema.SchemaChange.Changed;
import io.nerine.schema.SchemaChange.Changed.Aspect;
import io.nerine.schema.SchemaChange.Merged;
import io.nerine.schema.SchemaChange.Removed;
import io.nerine.schema.SchemaChange.Renamed;
import io.nerine.schema.SchemaChange.Split;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What differs between two versions of a schema, and what became of each type. Immutable.
 *
 * <pre>{@code
 * EntitySchema older = EntitySchema.of("tickets", "Part", "Place");
 * EntitySchema newer =
 *     EntitySchema.builder("tickets")
 *         .version("2")
 *         .type(EntityType.builder("PartNumber").formerly("Part").build())
 *         .type(EntityType.builder("City").formerly("Place").build())
 *         .type(EntityType.builder("Site").formerly("Place").build())
 *         .build();
 * System.out.println(SchemaComparison.of(older, newer));
 * // 'Part' was renamed 'PartNumber'
 * // 'Place' was split into 'City', 'Site'
 * }</pre>
 *
 * <p>A type of the older version lives on in the type of the same name and in those that
 * {@linkplain EntityType.Builder#formerly say so}; nothing is guessed. A former name tells nothing
 * new where the older version has said it already: that an older {@code City} was {@code Place}
 * once does not concern a type that is called {@code Place} today. What looks like a rename that
 * nobody declared is a {@linkplain #suggestions() suggestion}.
 */
public final class SchemaComparison {

  private final EntitySchema from;
  private final EntitySchema to;
  private final Map<String, List<EntityType>> successors = new LinkedHashMap<>();
  private final Map<String, List<EntityType>> predecessors = new LinkedHashMap<>();
  private final List<SchemaChange> changes;
  private final List<RenameSuggestion> suggestions;

  private SchemaComparison(EntitySchema from, EntitySchema to) {
    this.from = from;
    this.to = to;
    from.typeNames().forEach(name -> successors.put(name, new ArrayList<>()));
    for (EntityType type : to.types()) {
      Set<String> origins = origins(type);
      predecessors.put(
          type.name(),
          from.types().stream().filter(older -> origins.contains(older.name())).toList());
      origins.forEach(origin -> types(successors, origin).add(type));
    }
    this.changes = List.copyOf(findChanges());
    this.suggestions =
        Renames.suggest(
            changes(Removed.class).stream().map(Removed::type).toList(),
            changes(Added.class).stream().map(Added::type).toList());
  }

  /**
   * Compares two versions of a schema.
   *
   * @param from the older version
   * @param to the newer version; its types tell which former names they stand for
   * @return the comparison
   */
  public static SchemaComparison of(EntitySchema from, EntitySchema to) {
    return new SchemaComparison(
        Objects.requireNonNull(from, "from"), Objects.requireNonNull(to, "to"));
  }

  /** The names of the older types that a newer one stands for. */
  private Set<String> origins(EntityType type) {
    Set<String> declared = new LinkedHashSet<>();
    if (from.declares(type.name())) {
      declared.add(type.name());
    }
    type.formerNames().stream().filter(from::declares).forEach(declared::add);
    Set<String> origins = new LinkedHashSet<>(declared);
    for (String origin : declared) {
      // What an origin had taken over before is not taken over again under a name used anew.
      for (String known : from.type(origin).map(EntityType::formerNames).orElse(List.of())) {
        if (!known.equals(type.name())) {
          origins.remove(known);
        }
      }
    }
    return origins.isEmpty() ? declared : origins;
  }

  private List<SchemaChange> findChanges() {
    List<SchemaChange> found = new ArrayList<>();
    for (EntityType older : from.types()) {
      List<EntityType> newer = successors(older.name());
      if (newer.isEmpty()) {
        found.add(new Removed(older));
      } else if (newer.size() > 1) {
        found.add(new Split(older, newer));
      } else if (isOnlyOrigin(older, newer.get(0)) && !newer.get(0).name().equals(older.name())) {
        found.add(new Renamed(older, newer.get(0)));
      }
    }
    for (EntityType newer : to.types()) {
      List<EntityType> older = predecessors(newer.name());
      if (older.isEmpty()) {
        found.add(new Added(newer));
      } else if (older.size() > 1) {
        found.add(new Merged(older, newer));
      }
    }
    for (EntityType newer : to.types()) {
      counterpart(newer)
          .ifPresent(
              older -> {
                Set<Aspect> aspects = differences(older, newer);
                if (!aspects.isEmpty()) {
                  found.add(new Changed(older, newer, aspects));
                }
              });
    }
    return found;
  }

  private boolean isOnlyOrigin(EntityType older, EntityType newer) {
    return predecessors(newer.name()).equals(List.of(older));
  }

  /** The older type that a newer one is to be like: the one of its name, or that was renamed. */
  private Optional<EntityType> counterpart(EntityType newer) {
    List<EntityType> older = predecessors(newer.name());
    return from.type(newer.name())
        .or(
            () ->
                older.size() == 1 && successors(older.get(0).name()).size() == 1
                    ? Optional.of(older.get(0))
                    : Optional.empty());
  }

  private static Set<Aspect> differences(EntityType older, EntityType newer) {
    Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    if (!older.description().equals(newer.description())) {
      aspects.add(Aspect.DESCRIPTION);
    }
    if (!older.examples().equals(newer.examples())) {
      aspects.add(Aspect.EXAMPLES);
    }
    if (!older.pattern().equals(newer.pattern())) {
      aspects.add(Aspect.PATTERN);
    }
    if (!older.dictionary().equals(newer.dictionary())) {
      aspects.add(Aspect.DICTIONARY);
    }
    if (!older.minLength().equals(newer.minLength())
        || !older.maxLength().equals(newer.maxLength())) {
      aspects.add(Aspect.LENGTH);
    }
    return aspects;
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
   * Returns all differences between the types.
   *
   * @return first what became of the older types, in their order, then what was added or merged, in
   *     the order of the newer version, then what changed
   */
  public List<SchemaChange> changes() {
    return changes;
  }

  /**
   * Returns the differences of one kind.
   *
   * @param kind the kind, such as {@code SchemaChange.Renamed.class}
   * @param <T> the kind
   * @return the differences in the order of {@link #changes()}
   */
  public <T extends SchemaChange> List<T> changes(Class<T> kind) {
    return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Returns what became of an older type.
   *
   * @param olderType its name in the older version
   * @return the newer types that stand for it, in their order; empty if it was removed
   * @throws IllegalArgumentException if the older version does not declare it
   */
  public List<EntityType> successors(String olderType) {
    return List.copyOf(types(successors, olderType));
  }

  /**
   * Returns what a newer type was.
   *
   * @param newerType its name in the newer version
   * @return the older types that it stands for, in their order; empty if it was added
   * @throws IllegalArgumentException if the newer version does not declare it
   */
  public List<EntityType> predecessors(String newerType) {
    return List.copyOf(types(predecessors, newerType));
  }

  private static List<EntityType> types(Map<String, List<EntityType>> byName, String name) {
    List<EntityType> types = byName.get(Objects.requireNonNull(name, "name"));
    if (types == null) {
      throw new IllegalArgumentException(
          "Type '%s' is not declared; declared are %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return types;
  }

  /**
   * Returns renames that are likely but that nobody declared. They change nothing.
   *
   * @return pairs of a removed and an added type, the likeliest first; no type is in two
   */
  public List<RenameSuggestion> suggestions() {
    return suggestions;
  }

  /** {@return the changes and suggestions, a line each; empty if there are none} */
  @Override
  public String toString() {
    return Stream.concat(changes.stream(), suggestions.stream())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
