package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where nervaluate 1.2.1 and seqeval 1.2.2 give other figures, and which; theirs were computed with
 * these releases. seqeval's own figures are held by {@link SequenceScoresTest}.
 */
class OtherToolsTest {

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  private static Evaluation evaluate(List<EntitySpan> gold, List<EntitySpan> predicted) {
    AnnotatedDocument document = AnnotatedDocument.of("d", "x".repeat(40));
    return Evaluator.evaluate(
        List.of(document.toBuilder().spans(gold).build()),
        List.of(document.toBuilder().spans(predicted).build()));
  }

  @Test
  void anExactMatchIsNotLostToAnEarlierPredictionThatOverlaps() {
    // nervaluate, in this order of predictions: strict COR 0, INC 1, SPU 1; partial PAR 1, SPU 1.
    SemEvalScores scores =
        evaluate(List.of(span(0, 10, "A")), List.of(span(5, 12, "A"), span(0, 10, "A"))).semEval();

    assertThat(scores.strict()).isEqualTo(new MatchCounts(1, 0, 0, 0, 1));
    assertThat(scores.partial()).isEqualTo(new MatchCounts(1, 0, 0, 0, 1));
  }

  @Test
  void aGoldMentionIsNotLostToAPredictionThatCouldTakeAnother() {
    // nervaluate: partial PAR 1, MIS 1, SPU 1, F1 0.25.
    SemEvalScores scores =
        evaluate(
                List.of(span(0, 5, "A"), span(6, 10, "A")),
                List.of(span(0, 10, "A"), span(0, 4, "A")))
            .semEval();

    assertThat(scores.partial()).isEqualTo(new MatchCounts(0, 0, 2, 0, 0));
    assertThat(scores.partial().f1()).isEqualTo(0.5);
  }

  @Test
  void aPredictionGoesToTheGoldMentionThatItSharesMostWith() {
    // nervaluate pairs it with the first in strict and by type alone: INC 1 and COR 1, though the
    // second, of another type, is all but the same place.
    SemEvalScores scores =
        evaluate(List.of(span(0, 10, "A"), span(9, 30, "B")), List.of(span(9, 31, "A"))).semEval();

    assertThat(scores).isEqualTo(new SemEvalScores(0, 0, 0, 1, 1, 0));
    assertThat(scores.typeOnly()).isEqualTo(new MatchCounts(0, 1, 0, 1, 0));
  }

  @Test
  void figuresOfTypesAddUpWhereATypeIsWrong() {
    // nervaluate: INC 1 in the whole, but MIS 1 for A and SPU 1 for B.
    Evaluation evaluation = evaluate(List.of(span(0, 5, "A")), List.of(span(0, 5, "B")));

    assertThat(evaluation.semEval().strict()).isEqualTo(new MatchCounts(0, 1, 0, 0, 0));
    assertThat(evaluation.semEvalByType().get("A").strict())
        .isEqualTo(new MatchCounts(0, 1, 0, 0, 0));
    assertThat(evaluation.semEvalByType().get("B").strict())
        .isEqualTo(new MatchCounts(0, 0, 0, 0, 0));
  }

  @Test
  void whatIsPredictedTwiceCountsOnce() {
    // nervaluate: COR 1, SPU 1, precision 0.5.
    EntitySpan mention = span(0, 5, "A");

    assertThat(evaluate(List.of(mention), List.of(mention, mention)).semEval().strict())
        .isEqualTo(new MatchCounts(1, 0, 0, 0, 0));
  }

  @Test
  void agreesWithNervaluateWherePairsAreUnambiguous() {
    // nervaluate: strict 1 1 0 1 1, exact 1 1 0 1 1, partial 1 0 1 1 1, type 2 0 0 1 1.
    SemEvalScores scores =
        evaluate(
                List.of(span(0, 4, "A"), span(6, 10, "B"), span(20, 24, "A")),
                List.of(span(0, 4, "A"), span(5, 10, "B"), span(30, 33, "A")))
            .semEval();

    assertThat(scores.strict()).isEqualTo(new MatchCounts(1, 1, 0, 1, 1));
    assertThat(scores.boundaryOnly()).isEqualTo(new MatchCounts(1, 1, 0, 1, 1));
    assertThat(scores.partial()).isEqualTo(new MatchCounts(1, 0, 1, 1, 1));
    assertThat(scores.typeOnly()).isEqualTo(new MatchCounts(2, 0, 0, 1, 1));
  }

  @Test
  void seqevalTakesAnIllegalTagForAnEntityByDefault() {
    List<List<String>> gold = List.of(List.of("B-A", "I-A", "O", "O"));
    List<List<String>> predicted = List.of(List.of("B-A", "I-A", "O", "I-A"));

    // seqeval by default: precision 0.5; strict: precision 1.
    assertThat(SequenceScores.lenient(gold, predicted).micro()).isEqualTo(new Scores(1, 2, 1));
    assertThat(SequenceScores.strict(gold, predicted, SequenceScheme.IOB2).micro())
        .isEqualTo(new Scores(1, 1, 1));
  }

  @Test
  void seqevalCountsAnEntityThatASentenceEndCutsTwice() {
    List<List<String>> oneSentence = List.of(List.of("B-A", "I-A"));
    List<List<String>> twoSentences = List.of(List.of("B-A"), List.of("I-A"));

    assertThat(SequenceScores.lenient(oneSentence, oneSentence).micro().gold()).isEqualTo(1);
    assertThat(SequenceScores.lenient(twoSentences, twoSentences).micro().gold()).isEqualTo(2);
    assertThat(evaluate(List.of(span(0, 9, "A")), List.of()).micro().gold()).isEqualTo(1);
  }
}
