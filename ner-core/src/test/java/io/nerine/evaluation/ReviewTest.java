package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Partly reviewed gold documents. */
class ReviewTest {

  private static final AnnotatedDocument DOCUMENT = AnnotatedDocument.of("d", "x".repeat(40));

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  private static Evaluation evaluate(
      AnnotatedDocument.Builder gold, EvaluationOptions options, EntitySpan... predicted) {
    return Evaluator.evaluate(
        List.of(gold.build()),
        List.of(DOCUMENT.toBuilder().spans(List.of(predicted)).build()),
        options);
  }

  private static Evaluation evaluate(AnnotatedDocument.Builder gold, EntitySpan... predicted) {
    return evaluate(gold, EvaluationOptions.defaults(), predicted);
  }

  @Test
  void leavesOutTypesThatWereNotReviewed() {
    AnnotatedDocument.Builder gold =
        DOCUMENT.toBuilder()
            .span(0, 4, "Site")
            .span(5, 9, "Person")
            .reviewedTypes(List.of("Site", "Date"));

    Evaluation evaluation =
        evaluate(gold, span(0, 4, "Site"), span(5, 9, "Person"), span(20, 24, "Date"));

    assertThat(evaluation.micro()).isEqualTo(new Scores(1, 2, 1));
    assertThat(evaluation.types().keySet()).containsExactly("Date", "Site");
    assertThat(evaluation.leftOutGold()).isEqualTo(1);
    assertThat(evaluation.leftOutPredictions()).isEqualTo(1);
    assertThat(evaluation.keptDocuments().get(0).gold()).containsExactly(span(0, 4, "Site"));
    assertThat(evaluation.keptDocuments().get(0).predicted())
        .containsExactly(span(0, 4, "Site"), span(20, 24, "Date"));
    assertThat(evaluation)
        .asString()
        .endsWith(
            "1 document, 1 error: 1 spurious\n"
                + "left out, since not reviewed: 1 gold mention and 1 prediction");
    assertThat(evaluation.toMap().get("leftOut")).hasToString("{gold=1, predicted=1}");
  }

  @Test
  void leavesOutPlacesThatWereNotReviewed() {
    AnnotatedDocument.Builder gold =
        DOCUMENT.toBuilder()
            .span(0, 4, "Site")
            .span(8, 12, "Site")
            .span(30, 34, "Site")
            .reviewedRegions(List.of(new CharSpan(0, 10), new CharSpan(25, 40)));

    Evaluation evaluation =
        evaluate(
            gold, span(0, 4, "Site"), span(8, 12, "Site"), span(12, 16, "Site"), span(25, 40, "A"));

    assertThat(evaluation.micro()).isEqualTo(new Scores(2, 2, 1));
    assertThat(evaluation.leftOutGold()).isEqualTo(1);
    assertThat(evaluation.leftOutPredictions()).isEqualTo(2);
  }

  @Test
  void joinsRegionsThatTouchOrOverlap() {
    AnnotatedDocument.Builder gold =
        DOCUMENT.toBuilder()
            .span(8, 12, "Site")
            .reviewedRegions(
                List.of(new CharSpan(10, 20), new CharSpan(0, 10), new CharSpan(15, 18)));

    Evaluation evaluation = evaluate(gold, span(8, 12, "Site"), span(16, 20, "Site"));

    assertThat(evaluation.micro()).isEqualTo(new Scores(1, 2, 1));
    assertThat(evaluation.leftOutGold()).isZero();
    assertThat(evaluation).asString().doesNotContain("left out");
  }

  @Test
  void countsNothingWhereNothingWasReviewed() {
    AnnotatedDocument.Builder gold =
        DOCUMENT.toBuilder().span(8, 12, "Site").reviewedRegions(List.of());

    Evaluation evaluation = evaluate(gold, span(8, 12, "Site"));

    assertThat(evaluation.micro()).isEqualTo(new Scores(0, 0, 0));
    assertThat(evaluation.documents()).isEqualTo(1);
    assertThat(evaluation.leftOutPredictions()).isEqualTo(1);
  }

  @Test
  void rejectedTagsChangeNothing() {
    AnnotatedDocument.Builder gold =
        DOCUMENT.toBuilder().rejectedSpan(span(8, 12, "Site")).reviewedTypes(List.of("Person"));

    assertThat(evaluate(gold, span(8, 12, "Site")).micro()).isEqualTo(new Scores(0, 0, 0));
  }

  @Test
  void countsEverythingIfToldTo() {
    AnnotatedDocument.Builder gold =
        DOCUMENT.toBuilder()
            .span(0, 4, "Site")
            .span(5, 9, "Person")
            .reviewedTypes(List.of("Site"))
            .reviewedRegions(List.of(new CharSpan(0, 3)));
    EvaluationOptions options = EvaluationOptions.builder().countUnreviewed(true).build();

    Evaluation evaluation = evaluate(gold, options, span(0, 4, "Site"), span(20, 24, "Date"));

    assertThat(evaluation.micro()).isEqualTo(new Scores(2, 2, 1));
    assertThat(evaluation.leftOutGold()).isZero();
    assertThat(evaluation.leftOutPredictions()).isZero();
    assertThat(evaluation.keptDocuments().get(0).gold()).hasSize(2);
  }
}
