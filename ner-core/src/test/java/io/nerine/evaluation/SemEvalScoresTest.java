package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SemEvalScoresTest {

  @Test
  void derivesTheFourMeasures() {
    SemEvalScores scores = new SemEvalScores(10, 4, 3, 2, 5, 6);

    assertThat(scores.strict()).isEqualTo(new MatchCounts(10, 9, 0, 5, 6));
    assertThat(scores.boundaryOnly()).isEqualTo(new MatchCounts(14, 5, 0, 5, 6));
    assertThat(scores.partial()).isEqualTo(new MatchCounts(14, 0, 5, 5, 6));
    assertThat(scores.typeOnly()).isEqualTo(new MatchCounts(13, 6, 0, 5, 6));
    assertThat(scores.plus(scores)).isEqualTo(new SemEvalScores(20, 8, 6, 4, 10, 12));
  }

  @Test
  void countsAPartialMatchHalf() {
    MatchCounts counts = new MatchCounts(2, 0, 2, 1, 3);

    assertThat(counts.possible()).isEqualTo(5);
    assertThat(counts.actual()).isEqualTo(7);
    assertThat(counts.precision()).isEqualTo(3.0 / 7);
    assertThat(counts.recall()).isEqualTo(0.6);
    assertThat(counts.f1()).isEqualTo(0.5);
  }

  @Test
  void isZeroWhereNothingIsDefined() {
    assertThat(new MatchCounts(0, 0, 0, 0, 0).f1()).isZero();
    assertThat(new MatchCounts(0, 0, 0, 3, 0).precision()).isZero();
    assertThat(new MatchCounts(0, 0, 0, 0, 3).recall()).isZero();
  }

  @Test
  void refusesNegativeCounts() {
    assertThatThrownBy(() -> new MatchCounts(1, 0, 0, -1, 0))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MIS -1");
    assertThatThrownBy(() -> new SemEvalScores(1, 0, 0, 0, 0, -2))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("spurious -2");
  }

  @Test
  void printsAlikeInAnyLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new MatchCounts(2, 0, 2, 1, 3))
          .hasToString("P 0.4286 R 0.6000 F1 0.5000 (COR 2, INC 0, PAR 2, MIS 1, SPU 3)");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Property
  void agreesWithTheOtherScores(
      @ForAll("mentions") List<EntitySpan> gold, @ForAll("mentions") List<EntitySpan> predicted) {
    AnnotatedDocument document = AnnotatedDocument.of("d", "x".repeat(40));
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(document.toBuilder().spans(gold).build()),
            List.of(document.toBuilder().spans(predicted).build()));

    SemEvalScores semEval = evaluation.semEval();
    for (MatchCounts counts :
        List.of(semEval.strict(), semEval.boundaryOnly(), semEval.partial(), semEval.typeOnly())) {
      assertThat(counts.possible()).isEqualTo(evaluation.micro().gold());
      assertThat(counts.actual()).isEqualTo(evaluation.micro().predicted());
      assertThat(counts.f1()).isGreaterThanOrEqualTo(semEval.strict().f1());
    }
    assertThat(semEval.strict().correct()).isEqualTo(evaluation.micro().truePositives());
    assertThat(semEval.strict().f1()).isEqualTo(evaluation.micro().f1());
    assertThat(semEval.boundaryOnly().correct())
        .isGreaterThanOrEqualTo(evaluation.boundaries().truePositives());
    evaluation
        .semEvalByType()
        .forEach(
            (type, scores) ->
                assertThat(scores.strict().possible())
                    .isEqualTo(evaluation.types().get(type).gold()));
    assertThat(
            evaluation.semEvalByType().values().stream()
                .reduce(SemEvalScores.NONE, SemEvalScores::plus))
        .isEqualTo(semEval);
  }

  @Provide
  Arbitrary<List<EntitySpan>> mentions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(1, 10),
            Arbitraries.of("A", "B"))
        .as((start, length, type) -> new EntitySpan(start, start + length, type))
        .list()
        .ofMaxSize(12);
  }
}
