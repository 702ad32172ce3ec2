package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MentionMatchingTest {

  private static final int LENGTH = 24;

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  @Test
  void pairsTheSameMentionFirst() {
    List<EntitySpan> gold = List.of(span(0, 5, "A"), span(0, 5, "B"));

    assertThat(MentionMatching.match(gold, List.of(span(0, 5, "B")))).containsExactly(-1, 0);
  }

  @Test
  void pairsTheSamePlaceBeforeTheSameType() {
    List<EntitySpan> gold = List.of(span(0, 6, "B"), span(1, 6, "A"));

    assertThat(MentionMatching.match(gold, List.of(span(0, 6, "A")))).containsExactly(0, -1);
  }

  @Test
  void prefersTheSameTypeWhereAsMuchIsShared() {
    List<EntitySpan> gold = List.of(span(0, 5, "A"), span(0, 6, "B"));

    assertThat(MentionMatching.match(gold, List.of(span(2, 5, "B")))).containsExactly(-1, 0);
    assertThat(MentionMatching.match(gold, List.of(span(2, 5, "A")))).containsExactly(0, -1);
  }

  @Test
  void doesNotPairNeighbours() {
    assertThat(MentionMatching.match(List.of(span(0, 5, "A")), List.of(span(5, 9, "A"))))
        .containsExactly(-1);
    assertThat(MentionMatching.match(List.of(), List.of(span(5, 9, "A")))).isEmpty();
  }

  @Property(tries = 1000)
  void noPairingSharesMore(
      @ForAll("mentions") List<EntitySpan> gold, @ForAll("mentions") List<EntitySpan> predicted) {
    int[] pairs = MentionMatching.match(gold, predicted);

    assertThat(IntStream.of(pairs).filter(p -> p >= 0)).doesNotHaveDuplicates();
    long weight = 0;
    for (int g = 0; g < pairs.length; g++) {
      if (pairs[g] >= 0) {
        assertThat(shared(gold.get(g), predicted.get(pairs[g]))).isPositive();
        weight += shared(gold.get(g), predicted.get(pairs[g]));
      }
      if (predicted.contains(gold.get(g))) {
        assertThat(predicted.get(pairs[g])).isEqualTo(gold.get(g));
      }
    }
    assertThat(weight).isEqualTo(most(gold, predicted, 0, new boolean[predicted.size()], false));
  }

  @Property(tries = 1000)
  void bothAlgorithmsFindThePairingOfGreatestWeight(
      @ForAll("flat") List<EntitySpan> gold, @ForAll("flat") List<EntitySpan> predicted) {
    long greatest = most(gold, predicted, 0, new boolean[predicted.size()], true);

    assertThat(weight(gold, predicted, FlatPairing.pair(gold, predicted))).isEqualTo(greatest);
    assertThat(weight(gold, predicted, AssignmentPairing.pair(gold, predicted)))
        .isEqualTo(greatest);
  }

  @Property(tries = 500)
  void theAssignmentIsBestForMentionsThatOverlapEachOther(
      @ForAll("mentions") List<EntitySpan> gold, @ForAll("mentions") List<EntitySpan> predicted) {
    assertThat(weight(gold, predicted, AssignmentPairing.pair(gold, predicted)))
        .isEqualTo(most(gold, predicted, 0, new boolean[predicted.size()], true));
  }

  private static int shared(EntitySpan one, EntitySpan other) {
    return Math.min(one.end(), other.end()) - Math.max(one.start(), other.start());
  }

  private static long weight(EntitySpan gold, EntitySpan predicted, boolean types) {
    long shared = Math.max(0, shared(gold, predicted));
    return !types ? shared : shared * 100 + (shared > 0 && sameType(gold, predicted) ? 1 : 0);
  }

  private static boolean sameType(EntitySpan gold, EntitySpan predicted) {
    return gold.type().equals(predicted.type());
  }

  private static long weight(List<EntitySpan> gold, List<EntitySpan> predicted, int[] pairs) {
    long weight = 0;
    for (int g = 0; g < pairs.length; g++) {
      weight += pairs[g] < 0 ? 0 : weight(gold.get(g), predicted.get(pairs[g]), true);
    }
    return weight;
  }

  /** Tries every pairing. */
  private static long most(
      List<EntitySpan> gold, List<EntitySpan> predicted, int g, boolean[] used, boolean types) {
    if (g == gold.size()) {
      return 0;
    }
    long best = most(gold, predicted, g + 1, used, types);
    for (int p = 0; p < used.length; p++) {
      long weight = weight(gold.get(g), predicted.get(p), types);
      if (!used[p] && weight > 0) {
        used[p] = true;
        best = Math.max(best, weight + most(gold, predicted, g + 1, used, types));
        used[p] = false;
      }
    }
    return best;
  }

  @Provide
  Arbitrary<List<EntitySpan>> mentions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, LENGTH - 1),
            Arbitraries.integers().between(1, 10),
            Arbitraries.of("A", "B"))
        .as((start, length, type) -> span(start, Math.min(LENGTH, start + length), type))
        .list()
        .ofMaxSize(5)
        .map(spans -> List.copyOf(new TreeSet<>(spans)));
  }

  @Provide
  Arbitrary<List<EntitySpan>> flat() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(1, 6),
            Arbitraries.of("A", "B"))
        .as((gap, length, type) -> span(gap, gap + length, type))
        .list()
        .ofMaxSize(6)
        .map(MentionMatchingTest::oneAfterTheOther);
  }

  private static List<EntitySpan> oneAfterTheOther(List<EntitySpan> spans) {
    List<EntitySpan> flat = new ArrayList<>();
    int end = 0;
    for (EntitySpan span : spans) {
      flat.add(span(end + span.start(), end + span.end(), span.type()));
      end += span.end();
    }
    return flat;
  }

  @Test
  @Timeout(10)
  void pairsALongChainInLinearTime() {
    int mentions = 200_000;
    List<EntitySpan> gold =
        IntStream.range(0, mentions).mapToObj(i -> span(10 * i, 10 * i + 10, "A")).toList();
    List<EntitySpan> predicted =
        IntStream.range(0, mentions).mapToObj(i -> span(10 * i + 6, 10 * i + 16, "A")).toList();

    int[] pairs = MentionMatching.match(gold, predicted);

    // Each prediction shares 6 units with the next gold mention and 4 with its own.
    assertThat(pairs[0]).isEqualTo(MentionMatching.NONE);
    assertThat(pairs[1]).isZero();
    assertThat(pairs[mentions - 1]).isEqualTo(mentions - 2);
  }

  @Test
  @Timeout(10)
  void pairsAGroupThatIsTooLargeInTextOrder() {
    int mentions = 20_000;
    List<EntitySpan> gold =
        IntStream.range(0, mentions).mapToObj(i -> span(i, 3 * mentions, "A")).toList();
    List<EntitySpan> predicted =
        IntStream.range(0, mentions).mapToObj(i -> span(i, 3 * mentions + 1, "A")).toList();

    assertThat(MentionMatching.match(gold, predicted))
        .containsExactly(IntStream.range(0, mentions).toArray());
    assertThat(OverlapMatching.count(gold, predicted)).isEqualTo(mentions);
  }

  @Test
  void theBoundIsWhereTheDescriptionSays() {
    assertThat(250L * 250 * 250).isLessThan(MentionMatching.MOST_STEPS);
    assertThat(260L * 260 * 260).isGreaterThan(MentionMatching.MOST_STEPS);
  }
}
