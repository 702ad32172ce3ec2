package io.nerine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.ErrorKind;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationOptions;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.DataFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EvaluationAssertTest {

  private static final String TEXT =
      "Marta Kowalczyk replaced the drive belt GX-4471 of conveyor 7 in hall 3 at Ulm";

  /** In every fourth document the belt is cut short and Ulm is taken for a person. */
  private static Evaluation evaluation(int documents, int wrongEvery) {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      AnnotatedDocument text = AnnotatedDocument.of("t-" + d, TEXT);
      gold.add(
          text.toBuilder()
              .span(0, 15, "Person")
              .span(40, 47, "PartNumber")
              .span(75, 78, "Site")
              .build());
      predicted.add(
          d % wrongEvery == 0
              ? text.toBuilder()
                  .span(0, 15, "Person")
                  .span(43, 47, "PartNumber")
                  .span(75, 78, "Person")
                  .build()
              : gold.get(d));
    }
    return Evaluator.evaluate(gold, predicted);
  }

  private static void assertFails(ThrowingCallable check, String... parts) {
    assertThatThrownBy(check).isExactlyInstanceOf(AssertionError.class).message().contains(parts);
  }

  @Test
  void passesWhatIsGoodEnough() {
    Evaluation evaluation = evaluation(200, 10);
    Evaluation evaluationOfLastModel = evaluation(200, 8);

    assertThatNoException()
        .isThrownBy(
            () ->
                EvaluationAssert.assertThat(evaluation)
                    .hasMicroF1AtLeast(0.8)
                    .hasMicroPrecisionAtLeast(0.9)
                    .hasMicroRecallAtLeast(0.9)
                    .hasMacroF1AtLeast(0.9)
                    .hasMicroF1IntervalAtLeast(0.88)
                    .isNotWorseThan(evaluationOfLastModel)
                    .isNotWorseThan(evaluationOfLastModel, 0.05)
                    .hasNoError(ErrorKind.SPURIOUS)
                    .hasErrorsAtMost(ErrorKind.WRONG_TYPE, 20)
                    .type("PartNumber")
                    .hasF1AtLeast(0.9)
                    .hasF1IntervalAtLeast(0.8)
                    .type("Person")
                    .hasRecallAtLeast(1)
                    .hasPrecisionAtLeast(0.9)
                    .and()
                    .hasMicroF1AtLeast(0.9));
  }

  @Test
  void showsTheWorstDocuments() {
    assertThatThrownBy(() -> EvaluationAssert.assertThat(evaluation(8, 4)).hasMicroF1AtLeast(0.9))
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessage(
            """
            Micro F1 is 0.8333, less than 0.9000: P 0.8333 R 0.8333 F1 0.8333 (24 gold, 24 predicted, 20 right)
            worst documents (2 of 2), [gold] and {predicted}:
              t-0
                wrong boundary: [PartNumber]{PartNumber} ...lczyk replaced the drive belt [GX-{4471}] of conveyor 7 in hall 3 at Ulm
                wrong type: [Site]{Person} ...71 of conveyor 7 in hall 3 at [{Ulm}]
              t-4
                wrong boundary: [PartNumber]{PartNumber} ...lczyk replaced the drive belt [GX-{4471}] of conveyor 7 in hall 3 at Ulm
                wrong type: [Site]{Person} ...71 of conveyor 7 in hall 3 at [{Ulm}]\
            """);
  }

  @Test
  void namesEachFigureThatIsTooLow() {
    EvaluationAssert check = EvaluationAssert.assertThat(evaluation(40, 2));

    assertFails(() -> check.hasMicroPrecisionAtLeast(0.9), "Micro precision is 0.6667, less than");
    assertFails(() -> check.hasMicroRecallAtLeast(0.9), "Micro recall is 0.6667, less than");
    assertFails(() -> check.hasMacroF1AtLeast(0.9), "Macro F1 is 0.6556, less than", "PartNumber");
    assertFails(
        () -> check.hasMicroF1IntervalAtLeast(0.66),
        "Micro F1 is 0.6667 (0.5",
        "its lower end is less than 0.6600");
    assertFails(
        () -> check.type("Person").hasPrecisionAtLeast(0.9),
        "Precision of type 'Person' is 0.6667, less than 0.9000");
    assertFails(() -> check.type("Site").hasRecallAtLeast(0.9), "Recall of type 'Site' is 0.5000");
    assertFails(
        () -> check.type("Site").hasF1IntervalAtLeast(0.6), "F1 of type 'Site' is 0.6667 (0.4");
  }

  @Test
  void showsErrorsOfTheTypeOrKindAlone() {
    EvaluationAssert check = EvaluationAssert.assertThat(evaluation(40, 2));

    assertThatThrownBy(() -> check.type("PartNumber").hasF1AtLeast(0.9))
        .hasMessageContaining("F1 of type 'PartNumber' is 0.5000")
        .hasMessageContaining("wrong boundary")
        .hasMessageContaining("worst documents (3 of 20)")
        .hasMessageNotContaining("wrong type");
    assertThatThrownBy(() -> check.hasNoError(ErrorKind.WRONG_TYPE))
        .hasMessageStartingWith("There are 20 errors of kind 'wrong type', more than 0\n")
        .hasMessageNotContaining("wrong boundary");
    assertFails(
        () ->
            EvaluationAssert.assertThat(evaluation(1, 1)).hasErrorsAtMost(ErrorKind.WRONG_TYPE, 0),
        "There is 1 error of kind 'wrong type'");
  }

  @Test
  void comparesWithABaseline() {
    Evaluation good = evaluation(120, 20);
    Evaluation poor = evaluation(120, 3);

    assertFails(
        () -> EvaluationAssert.assertThat(poor).isNotWorseThan(good),
        "Micro F1 is shown to be worse than that of the baseline: 0.9667 -> 0.7778, -0.1889",
        "documents that lost most (3 of",
        "[GX-{4471}]");
    assertFails(
        () -> EvaluationAssert.assertThat(poor).isNotWorseThan(good, 0.02),
        "may be worse than that of the baseline by more than 0.0200");
    assertFails(
        () -> EvaluationAssert.assertThat(good).isBetterThan(good),
        "is not shown to be better than that of the baseline",
        "no difference shown");
    assertThatNoException()
        .isThrownBy(
            () -> EvaluationAssert.assertThat(good).isBetterThan(poor).isNotWorseThan(poor));
  }

  @Test
  void asksForATestSetThatCanTell() {
    Evaluation one = evaluation(6, 3);
    Evaluation other = evaluation(6, 2);

    assertThatNoException()
        .isThrownBy(() -> EvaluationAssert.assertThat(other).isNotWorseThan(one));
    assertFails(() -> EvaluationAssert.assertThat(other).isNotWorseThan(one, 0.02), "may be worse");
    assertThatThrownBy(() -> EvaluationAssert.assertThat(one).isNotWorseThan(evaluation(5, 3)))
        .isExactlyInstanceOf(DataFormatException.class);
  }

  @Test
  void namesAMisspeltType() {
    assertFails(
        () -> EvaluationAssert.assertThat(evaluation(4, 2)).type("Partnumber"),
        "Type 'Partnumber' occurs neither in gold nor in prediction",
        "[PartNumber, Person, Site]");
  }

  @Test
  void saysWhyItShowsNoText() {
    AnnotatedDocument gold = AnnotatedDocument.builder("a", TEXT).span(75, 78, "Site").build();
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(gold), List.of(), EvaluationOptions.builder().keptDocuments(0).build());

    assertFails(
        () -> EvaluationAssert.assertThat(evaluation).hasMicroF1AtLeast(0.5),
        "no texts were kept to show errors in");
  }

  @Test
  void showsAnyTextInOneLine() {
    String text =
        "\uD83D\uDE00".repeat(20)
            + "\u0007\r\n"
            + "y".repeat(500)
            + "\t"
            + "\uD83D\uDE00".repeat(20);
    AnnotatedDocument gold = AnnotatedDocument.builder("a", text).span(43, 543, "Site").build();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThatThrownBy(
              () ->
                  EvaluationAssert.assertThat(Evaluator.evaluate(List.of(gold), List.of()))
                      .hasMicroF1AtLeast(0.5))
          .hasMessageContaining("Micro F1 is 0.0000, less than 0.5000")
          .message()
          .satisfies(
              message -> {
                assertThat(message.lines()).hasSize(4);
                assertThat(message)
                    .hasSizeLessThan(400)
                    .contains("   [yyy", "yyy] ", "yyy ... yyy");
                assertThat(message.codePoints())
                    .noneMatch(unit -> Character.getType(unit) == Character.SURROGATE);
              });
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void countsWhatItDoesNotShow() {
    AnnotatedDocument text = AnnotatedDocument.of("a", "Ulm ".repeat(9));
    AnnotatedDocument.Builder gold = text.toBuilder();
    for (int i = 0; i < 9; i++) {
      gold.span(4 * i, 4 * i + 3, "Site");
    }

    assertFails(
        () ->
            EvaluationAssert.assertThat(Evaluator.evaluate(List.of(gold.build()), List.of()))
                .hasMicroRecallAtLeast(0.5),
        "    missed: [Site] [Ulm] Ulm",
        "    and 4 more");
  }

  @Test
  void refusesABarThatCannotBe() {
    assertThatThrownBy(() -> EvaluationAssert.assertThat(evaluation(1, 2)).hasMicroF1AtLeast(80))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("The bar must be 0 to 1, such as 0.8, found 80.0");
  }
}
