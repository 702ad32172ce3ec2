package io.nerine.schema;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One difference between two versions of a schema. Its text says it in a sentence.
 *
 * @see SchemaComparison#changes()
 */
public sealed interface SchemaChange {

  /**
   * A type that the older version does not have.
   *
   * @param type the type in the newer version
   */
  record Added(EntityType type) implements SchemaChange {

    /** Creates the change. */
    public Added {
      Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
      return "'%s' was added".formatted(type);
    }
  }

  /**
   * A type that the newer version does not have, and no type of it stands for.
   *
   * @param type the type in the older version
   */
  record Removed(EntityType type) implements SchemaChange {

    /** Creates the change. */
    public Removed {
      Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
      return "'%s' was removed".formatted(type);
    }
  }

  /**
   * A type that has another name now.
   *
   * @param from the type in the older version
   * @param to the type in the newer version
   */
  record Renamed(EntityType from, EntityType to) implements SchemaChange {

    /** Creates the change. */
    public Renamed {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }

    @Override
    public String toString() {
      return "'%s' was renamed '%s'".formatted(from, to);
    }
  }

  /**
   * Several types that are one now.
   *
   * @param from the types in the older version, in its order
   * @param to the type in the newer version; it may have the name of one of them
   */
  record Merged(List<EntityType> from, EntityType to) implements SchemaChange {

    /** Creates the change. */
    public Merged {
      from = List.copyOf(from);
      Objects.requireNonNull(to, "to");
    }

    @Override
    public String toString() {
      return "%s were merged into '%s'".formatted(names(from), to);
    }
  }

  /**
   * A type that is several now.
   *
   * @param from the type in the older version
   * @param to the types in the newer version, in its order; one may have the name of the older type
   */
  record Split(EntityType from, List<EntityType> to) implements SchemaChange {

    /** Creates the change. */
    public Split {
      Objects.requireNonNull(from, "from");
      to = List.copyOf(to);
    }

    @Override
    public String toString() {
      return "'%s' was split into %s".formatted(from, names(to));
    }
  }

  /**
   * A type that means or hints at something else now. It has the same name in both versions or was
   * renamed; what was merged or split is another type anyway, unless the name stayed.
   *
   * @param from the type in the older version
   * @param to the type in the newer version
   * @param aspects what differs, at least one
   */
  record Changed(EntityType from, EntityType to, Set<Aspect> aspects) implements SchemaChange {

    /** What of a type can differ besides its name. */
    public enum Aspect {
      /** What the type means. */
      DESCRIPTION,
      /** Its typical mentions. */
      EXAMPLES,
      /** The expression that its mentions match. */
      PATTERN,
      /** Its known mentions. */
      DICTIONARY,
      /** How long its mentions are. */
      LENGTH
    }

    /**
     * Creates the change.
     *
     * @throws IllegalArgumentException if nothing differs
     */
    public Changed {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      if (aspects.isEmpty()) {
        throw new IllegalArgumentException("A change of type '%s' needs an aspect".formatted(from));
      }
      aspects = Collections.unmodifiableSet(EnumSet.copyOf(aspects));
    }

    @Override
    public String toString() {
      return "'%s' has another %s"
          .formatted(
              to,
              aspects.stream()
                  .map(aspect -> aspect.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String names(List<EntityType> types) {
    return types.stream().map(type -> "'" + type.name() + "'").collect(Collectors.joining(", "));
  }
}
