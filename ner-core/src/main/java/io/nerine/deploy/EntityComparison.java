package io.nerine.deploy;

import io.nerine.extract.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one text by two models, paired. Pairs are those of the same place and type; among
 * the rest those of the same place; among the rest those of the same type that overlap, in text
 * order. Each entity goes into one pair at most. Linear in the entities but for sorting.
 */
final class EntityComparison {

  private static final Comparator<Entity> BY_PLACE =
      Comparator.comparingInt(Entity::start).thenComparingInt(Entity::end);

  private static final Comparator<Entity> BY_PLACE_AND_TYPE = BY_PLACE.thenComparing(Entity::type);

  private final List<Pair> same = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();

  /**
   * An entity that both models found.
   *
   * @param current as the current model found it
   * @param shadow as the shadow did
   */
  record Pair(Entity current, Entity shadow) {}

  /**
   * An entity that the models found differently, or one of them alone.
   *
   * @param kind what differs
   * @param current as the current model found it, or {@code null} if it did not
   * @param shadow as the shadow found it, or {@code null} if it did not
   */
  record Difference(
      ShadowDifference.Kind kind, @Nullable Entity current, @Nullable Entity shadow) {}

  /** Takes note of a pair that was found. */
  private interface Paired {
    void take(Entity current, Entity shadow);
  }

  private EntityComparison() {}

  /**
   * Compares.
   *
   * @param current what the current model found in a text, in text order
   * @param shadow what the shadow found in it, in text order
   * @return the comparison
   */
  static EntityComparison of(List<Entity> current, List<Entity> shadow) {
    EntityComparison comparison = new EntityComparison();
    Rest rest =
        Rest.of(current, shadow)
            .pair(BY_PLACE_AND_TYPE, (a, b) -> comparison.same.add(new Pair(a, b)))
            .pair(BY_PLACE, (a, b) -> comparison.add(ShadowDifference.Kind.TYPE, a, b));
    Map<String, Rest> byType = new TreeMap<>();
    rest.current.forEach(entity -> ofType(byType, entity).current.add(entity));
    rest.shadow.forEach(entity -> ofType(byType, entity).shadow.add(entity));
    for (Rest ofType : byType.values()) {
      Rest alone =
          ofType.pair(
              EntityComparison::apart,
              (a, b) -> comparison.add(ShadowDifference.Kind.BOUNDARY, a, b));
      alone.current.forEach(
          entity -> comparison.add(ShadowDifference.Kind.ONLY_CURRENT, entity, null));
      alone.shadow.forEach(
          entity -> comparison.add(ShadowDifference.Kind.ONLY_SHADOW, null, entity));
    }
    return comparison;
  }

  private static Rest ofType(Map<String, Rest> byType, Entity entity) {
    return byType.computeIfAbsent(entity.type(), type -> new Rest());
  }

  /** Entities that overlap count as equal; of others the one that ends first comes first. */
  private static int apart(Entity a, Entity b) {
    return a.span().overlaps(b.span()) ? 0 : Integer.compare(a.start(), b.start());
  }

  private void add(ShadowDifference.Kind kind, @Nullable Entity current, @Nullable Entity shadow) {
    differences.add(new Difference(kind, current, shadow));
  }

  List<Pair> same() {
    return same;
  }

  List<Difference> differences() {
    return differences;
  }

  /** What is not paired yet, in text order. */
  private static final class Rest {

    final List<Entity> current = new ArrayList<>();
    final List<Entity> shadow = new ArrayList<>();

    static Rest of(List<Entity> current, List<Entity> shadow) {
      Rest rest = new Rest();
      rest.current.addAll(current);
      rest.shadow.addAll(shadow);
      return rest;
    }

    /** Merges the two lists, pairs what is equal by an order, and returns what is left. */
    Rest pair(Comparator<Entity> order, Paired paired) {
      Rest left = new Rest();
      int i = 0;
      int j = 0;
      while (i < current.size() && j < shadow.size()) {
        int compared = order.compare(current.get(i), shadow.get(j));
        if (compared == 0) {
          paired.take(current.get(i++), shadow.get(j++));
        } else if (compared < 0) {
          left.current.add(current.get(i++));
        } else {
          left.shadow.add(shadow.get(j++));
        }
      }
      left.current.addAll(current.subList(i, current.size()));
      left.shadow.addAll(shadow.subList(j, shadow.size()));
      return left;
    }
  }
}
