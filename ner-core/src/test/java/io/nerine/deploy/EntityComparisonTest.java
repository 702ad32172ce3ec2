package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.deploy.EntityComparison.Difference;
import io.nerine.deploy.ShadowDifference.Kind;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EntityComparisonTest {

  private static final String TEXT = "x".repeat(60);

  private static Entity entity(String type, int start, int end) {
    return new Entity(start, end, TEXT.substring(start, end), type, 0.5, "test");
  }

  private static EntityComparison compare(List<Entity> current, List<Entity> shadow) {
    return EntityComparison.of(
        Extraction.builder(TEXT).entities(current).build().entities(),
        Extraction.builder(TEXT).entities(shadow).build().entities());
  }

  @Test
  void tellsTypesBoundariesAndSingleEntitiesApart() {
    EntityComparison comparison =
        compare(
            List.of(
                entity("Person", 0, 4),
                entity("Person", 10, 14),
                entity("Place", 20, 25),
                entity("Place", 30, 35)),
            List.of(
                entity("Person", 0, 4),
                entity("Organisation", 10, 14),
                entity("Place", 22, 28),
                entity("Person", 31, 35)));

    assertThat(comparison.same()).hasSize(1);
    assertThat(comparison.differences())
        .containsExactlyInAnyOrder(
            new Difference(Kind.TYPE, entity("Person", 10, 14), entity("Organisation", 10, 14)),
            new Difference(Kind.BOUNDARY, entity("Place", 20, 25), entity("Place", 22, 28)),
            new Difference(Kind.ONLY_CURRENT, entity("Place", 30, 35), null),
            new Difference(Kind.ONLY_SHADOW, null, entity("Person", 31, 35)));
  }

  @Test
  void pairsEachEntityOnce() {
    EntityComparison comparison =
        compare(
            List.of(entity("Place", 0, 20)),
            List.of(entity("Place", 0, 5), entity("Place", 8, 20)));
    assertThat(comparison.differences())
        .extracting(Difference::kind)
        .containsExactlyInAnyOrder(Kind.BOUNDARY, Kind.ONLY_SHADOW);
  }

  @Provide
  Arbitrary<List<Entity>> entities() {
    return Combinators.combine(
            Arbitraries.of("A", "B", "C"),
            Arbitraries.integers().between(0, 50),
            Arbitraries.integers().between(1, 9))
        .as((type, start, length) -> entity(type, start, start + length))
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 500)
  void noEntityIsLostOrCountedTwice(
      @ForAll("entities") List<Entity> current, @ForAll("entities") List<Entity> shadow) {
    EntityComparison comparison = compare(current, shadow);
    List<Entity> currentSeen = new ArrayList<>();
    List<Entity> shadowSeen = new ArrayList<>();
    comparison.same().forEach(pair -> currentSeen.add(pair.current()));
    comparison.same().forEach(pair -> shadowSeen.add(pair.shadow()));
    for (Difference difference : comparison.differences()) {
      if (difference.current() != null) {
        currentSeen.add(difference.current());
      }
      if (difference.shadow() != null) {
        shadowSeen.add(difference.shadow());
      }
    }
    assertThat(currentSeen).containsExactlyInAnyOrderElementsOf(current);
    assertThat(shadowSeen).containsExactlyInAnyOrderElementsOf(shadow);
  }

  @Property(tries = 200)
  void aModelDoesNotDifferFromItself(@ForAll("entities") List<Entity> entities) {
    assertThat(compare(entities, entities).differences()).isEmpty();
  }

  @Property(tries = 300)
  void theOtherWayRoundTheSameDiffers(
      @ForAll("entities") List<Entity> current, @ForAll("entities") List<Entity> shadow) {
    EntityComparison comparison = compare(current, shadow);
    EntityComparison reversed = compare(shadow, current);
    assertThat(reversed.same()).hasSameSizeAs(comparison.same());
    assertThat(count(reversed, Kind.TYPE)).isEqualTo(count(comparison, Kind.TYPE));
    assertThat(count(reversed, Kind.BOUNDARY)).isEqualTo(count(comparison, Kind.BOUNDARY));
    assertThat(count(reversed, Kind.ONLY_SHADOW)).isEqualTo(count(comparison, Kind.ONLY_CURRENT));
  }

  private static long count(EntityComparison comparison, Kind kind) {
    return comparison.differences().stream()
        .filter(difference -> difference.kind() == kind)
        .count();
  }
}
