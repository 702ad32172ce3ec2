package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares with a second implementation, as plain and slow as the definitions. */
class EvaluatorLawsTest {

  private static final int LENGTH = 30;

  @Property
  void equalsThePlainDefinitions(
      @ForAll("tags") List<List<EntitySpan>> gold,
      @ForAll("tags") List<List<EntitySpan>> predicted) {
    int documents = Math.min(gold.size(), predicted.size());
    int goldCount = 0;
    int predictedCount = 0;
    int right = 0;
    int places = 0;
    int overlaps = 0;
    for (int d = 0; d < documents; d++) {
      Set<EntitySpan> goldSet = new TreeSet<>(gold.get(d));
      Set<EntitySpan> predictedSet = new TreeSet<>(predicted.get(d));
      goldCount += goldSet.size();
      predictedCount += predictedSet.size();
      right += (int) goldSet.stream().filter(predictedSet::contains).count();
      Set<String> goldPlaces = places(goldSet);
      places += (int) places(predictedSet).stream().filter(goldPlaces::contains).count();
      overlaps += overlaps(goldSet, predictedSet);
    }

    Evaluation evaluation =
        Evaluator.evaluate(
            documents(gold.subList(0, documents)), documents(predicted.subList(0, documents)));

    assertThat(evaluation.micro()).isEqualTo(new Scores(goldCount, predictedCount, right));
    assertThat(evaluation.boundaries()).isEqualTo(new Scores(goldCount, predictedCount, places));
    assertThat(evaluation.overlap()).isEqualTo(new Scores(goldCount, predictedCount, overlaps));
  }

  @Property
  void staysWithinItsBounds(
      @ForAll("tags") List<List<EntitySpan>> gold,
      @ForAll("tags") List<List<EntitySpan>> predicted) {
    int documents = Math.min(gold.size(), predicted.size());

    Evaluation evaluation =
        Evaluator.evaluate(
            documents(gold.subList(0, documents)), documents(predicted.subList(0, documents)));

    assertThat(evaluation.micro().f1()).isBetween(0.0, 1.0);
    assertThat(evaluation.macroF1()).isBetween(0.0, 1.0);
    assertThat(evaluation.boundaries().truePositives())
        .isLessThanOrEqualTo(evaluation.micro().gold());
    assertThat(evaluation.overlap().f1()).isGreaterThanOrEqualTo(evaluation.micro().f1());
  }

  @Property
  void isPerfectForGoldItself(@ForAll("tags") List<List<EntitySpan>> gold) {
    Evaluation evaluation = Evaluator.evaluate(documents(gold), documents(gold));

    int mentions = evaluation.micro().gold();
    assertThat(evaluation.micro()).isEqualTo(new Scores(mentions, mentions, mentions));
    assertThat(evaluation.overlap()).isEqualTo(evaluation.micro());
    assertThat(evaluation.macroF1()).isEqualTo(mentions == 0 ? 0 : 1);
  }

  @Provide
  Arbitrary<List<List<EntitySpan>>> tags() {
    return Combinators.combine(
            Arbitraries.integers().between(0, LENGTH - 1),
            Arbitraries.integers().between(1, 12),
            Arbitraries.of("A", "B"))
        .as((start, length, type) -> new EntitySpan(start, Math.min(LENGTH, start + length), type))
        .list()
        .ofMaxSize(12)
        .list()
        .ofMaxSize(4);
  }

  private static List<AnnotatedDocument> documents(List<List<EntitySpan>> tags) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (List<EntitySpan> spans : tags) {
      documents.add(
          AnnotatedDocument.builder("d" + documents.size(), "x".repeat(LENGTH))
              .spans(spans)
              .build());
    }
    return documents;
  }

  private static Set<String> places(Set<EntitySpan> spans) {
    return spans.stream().map(span -> span.start() + "-" + span.end()).collect(Collectors.toSet());
  }

  /** Repeatedly takes the best pair that is left, looking at all pairs every time. */
  private static int overlaps(Set<EntitySpan> gold, Set<EntitySpan> predicted) {
    Set<EntitySpan> goldLeft = new TreeSet<>(gold);
    Set<EntitySpan> predictedLeft = new TreeSet<>(predicted);
    int count = 0;
    while (true) {
      EntitySpan bestGold = null;
      EntitySpan bestPredicted = null;
      int best = 0;
      for (EntitySpan g : goldLeft) {
        for (EntitySpan p : predictedLeft) {
          int value = g.type().equals(p.type()) ? Math.max(0, shared(g, p)) : 0;
          value += value > 0 && g.matches(p) ? 1_000 : 0;
          if (value > best) {
            best = value;
            bestGold = g;
            bestPredicted = p;
          }
        }
      }
      if (best == 0) {
        return count;
      }
      goldLeft.remove(bestGold);
      predictedLeft.remove(bestPredicted);
      count++;
    }
  }

  private static int shared(EntitySpan one, EntitySpan other) {
    return Math.min(one.end(), other.end()) - Math.max(one.start(), other.start());
  }
}
