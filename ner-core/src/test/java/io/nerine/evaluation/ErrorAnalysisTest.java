package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ErrorAnalysisTest {

  private static final AnnotatedDocument DOCUMENT = AnnotatedDocument.of("d", "x".repeat(60));

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  private static List<EvaluationError> errors(List<EntitySpan> gold, List<EntitySpan> predicted) {
    return new EvaluatedDocument(DOCUMENT, gold, predicted).errors();
  }

  private static EvaluationError error(
      ErrorKind kind, List<EntitySpan> gold, List<EntitySpan> predicted) {
    return new EvaluationError(kind, "d", gold, predicted);
  }

  @Test
  void tellsTheKinds() {
    List<EntitySpan> a = List.of(span(0, 5, "A"));

    assertThat(errors(a, a)).isEmpty();
    assertThat(errors(a, List.of(span(0, 5, "B"))))
        .containsExactly(error(ErrorKind.WRONG_TYPE, a, List.of(span(0, 5, "B"))));
    assertThat(errors(a, List.of(span(1, 5, "A"))))
        .containsExactly(error(ErrorKind.WRONG_BOUNDARY, a, List.of(span(1, 5, "A"))));
    assertThat(errors(a, List.of(span(4, 9, "B"))))
        .containsExactly(error(ErrorKind.WRONG_TYPE_AND_BOUNDARY, a, List.of(span(4, 9, "B"))));
    assertThat(errors(a, List.of())).containsExactly(error(ErrorKind.MISSED, a, List.of()));
    assertThat(errors(List.of(), a)).containsExactly(error(ErrorKind.SPURIOUS, List.of(), a));
    assertThat(errors(a, List.of(span(5, 9, "A"))))
        .extracting(EvaluationError::kind)
        .containsExactly(ErrorKind.MISSED, ErrorKind.SPURIOUS);
  }

  @Test
  void tellsSplitAndMerged() {
    List<EntitySpan> whole = List.of(span(0, 12, "A"));
    List<EntitySpan> pieces = List.of(span(0, 4, "A"), span(5, 8, "A"), span(9, 13, "A"));

    assertThat(errors(whole, pieces)).containsExactly(error(ErrorKind.SPLIT, whole, pieces));
    assertThat(errors(pieces, whole)).containsExactly(error(ErrorKind.MERGED, pieces, whole));
  }

  @Test
  void piecesOfAnotherTypeOrThatOverlapAreNotASplit() {
    List<EntitySpan> whole = List.of(span(0, 12, "A"));

    assertThat(errors(whole, List.of(span(0, 4, "A"), span(5, 12, "B"))))
        .extracting(EvaluationError::kind)
        .as("the larger piece is the pair, the other is one too many")
        .containsExactly(ErrorKind.SPURIOUS, ErrorKind.WRONG_TYPE_AND_BOUNDARY);
    assertThat(errors(whole, List.of(span(0, 8, "A"), span(5, 12, "A"))))
        .extracting(EvaluationError::kind)
        .containsExactly(ErrorKind.WRONG_BOUNDARY, ErrorKind.SPURIOUS);
  }

  @Test
  void aPieceThatIsExactlyRightIsNoPartOfASplit() {
    List<EntitySpan> gold = List.of(span(0, 4, "A"), span(0, 12, "A"));

    assertThat(errors(gold, List.of(span(0, 4, "A"), span(5, 12, "A"))))
        .extracting(EvaluationError::kind)
        .containsExactly(ErrorKind.WRONG_BOUNDARY);
  }

  @Test
  void knowsTheGreatestConfidence() {
    EntitySpan sure =
        new EntitySpan(0, 4, "A", Map.of(EntitySpan.CONFIDENCE, Double.toString(0.75)));
    EntitySpan lessSure = new EntitySpan(5, 9, "A", Map.of(EntitySpan.CONFIDENCE, "0.5"));

    assertThat(error(ErrorKind.SPLIT, List.of(span(0, 9, "A")), List.of(sure, lessSure)))
        .satisfies(error -> assertThat(error.confidence()).hasValue(0.75));
    assertThat(error(ErrorKind.SPURIOUS, List.of(), List.of(span(0, 9, "A"))).confidence())
        .isEmpty();
  }

  @Test
  void refusesNumbersOfMentionsThatAreNotThoseOfTheKind() {
    List<EntitySpan> one = List.of(span(0, 4, "A"));

    assertThatThrownBy(() -> error(ErrorKind.MISSED, one, one))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MISSED cannot concern 1 gold mentions and 1 predictions");
    assertThatThrownBy(() -> error(ErrorKind.SPURIOUS, one, one))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> error(ErrorKind.SPLIT, one, one))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> error(ErrorKind.WRONG_TYPE, List.of(), one))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void eachMentionThatIsNotRightBelongsToOneError(
      @ForAll("mentions") List<EntitySpan> gold, @ForAll("mentions") List<EntitySpan> predicted) {
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(DOCUMENT.toBuilder().spans(gold).build()),
            List.of(DOCUMENT.toBuilder().spans(predicted).build()));

    List<EntitySpan> missed = new ArrayList<>();
    List<EntitySpan> wrong = new ArrayList<>();
    for (EvaluationError error : evaluation.errors()) {
      missed.addAll(error.gold());
      wrong.addAll(error.predicted());
    }
    assertThat(missed)
        .doesNotHaveDuplicates()
        .hasSize(evaluation.micro().falseNegatives())
        .noneMatch(predicted::contains);
    assertThat(wrong)
        .doesNotHaveDuplicates()
        .hasSize(evaluation.micro().falsePositives())
        .noneMatch(gold::contains);
    assertThat(evaluation.errorCounts().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(evaluation.errors().size());
  }

  @Provide
  Arbitrary<List<EntitySpan>> mentions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 50),
            Arbitraries.integers().between(1, 10),
            Arbitraries.of("A", "B"))
        .as((start, length, type) -> span(start, start + length, type))
        .list()
        .ofMaxSize(10);
  }
}
