package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.PrecisionRecallCurve.Point;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrecisionRecallCurveTest {

  private static final Evaluation EVALUATION =
      new ScoredText()
          .right("Part", 0.95, 0.9, 0.7)
          .wrong("Part", 0.8, 0.7)
          .missed("Part", 1)
          .right("Site", 0.6)
          .evaluation();

  @Test
  void hasAPointForEachConfidence() {
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(EVALUATION, "Part");

    assertThat(curve.points())
        .containsExactly(
            new Point(0.95, new Scores(4, 1, 1), 0.2),
            new Point(0.9, new Scores(4, 2, 2), 0.4),
            new Point(0.8, new Scores(4, 3, 2), 0.6),
            new Point(0.7, new Scores(4, 5, 3), 1));
    assertThat(PrecisionRecallCurve.of(EVALUATION).points())
        .hasSize(5)
        .last()
        .isEqualTo(new Point(0.6, EVALUATION.micro(), 1));
  }

  @Test
  void answersWhatAThresholdCosts() {
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(EVALUATION, "Part");

    assertThat(curve.at(0)).isEqualTo(new Scores(4, 5, 3));
    assertThat(curve.at(0.7)).isEqualTo(new Scores(4, 5, 3));
    assertThat(curve.at(Math.nextUp(0.7))).isEqualTo(new Scores(4, 3, 2));
    assertThat(curve.at(1)).isEqualTo(new Scores(4, 0, 0));
    assertThat(curve.atPrecision(0.9)).get().returns(0.9, Point::threshold);
    assertThat(curve.atPrecision(0.6)).get().returns(0.7, Point::threshold);
    assertThat(curve.atRecall(0.5)).get().returns(0.9, Point::threshold);
    assertThat(curve.atRecall(0.8)).isEmpty();
  }

  @Test
  void knowsWhatCannotBeReached() {
    Evaluation wrong = new ScoredText().wrong("Part", 0.9).evaluation();

    assertThat(PrecisionRecallCurve.of(wrong).atPrecision(0.5)).isEmpty();
    assertThat(PrecisionRecallCurve.of(wrong).averagePrecision()).isZero();
    assertThat(PrecisionRecallCurve.of(wrong, "Site").points()).isEmpty();
    assertThat(PrecisionRecallCurve.of(wrong, "Site").at(0.1)).isEqualTo(new Scores(0, 0, 0));
  }

  @Test
  void computesTheAveragePrecision() {
    // Found at precision 1, 1 and 3 / 5; one of four never.
    assertThat(PrecisionRecallCurve.of(EVALUATION, "Part").averagePrecision())
        .isEqualTo((1 + 1 + 0.6) / 4, within(1e-15));
  }

  @Test
  void givesAsManyPointsAsCanBeDrawn() {
    Evaluation evaluation =
        new ScoredText().right("Part", ScoredText.spread(0.1, 0.9, 500)).evaluation();
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(evaluation);

    List<Point> points = curve.points(50);

    assertThat(points).hasSizeBetween(45, 50);
    assertThat(points.get(0)).isEqualTo(curve.points().get(0));
    assertThat(points.get(points.size() - 1)).isEqualTo(curve.points().get(499));
    assertThat(curve.points(2)).hasSize(2);
    assertThatThrownBy(() -> curve.points(1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("most must be 2 or more, found 1");
  }

  @Test
  void refusesPredictionsWithoutConfidence() {
    List<AnnotatedDocument> documents =
        List.of(AnnotatedDocument.builder("a", "Pump P-7").span(5, 8, "Part").build());
    Evaluation evaluation = Evaluator.evaluate(documents, documents);

    assertThatThrownBy(() -> PrecisionRecallCurve.of(evaluation))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Of 1 of 1 predictions the confidence is not known");
  }

  @Property(tries = 200)
  void agreesWithCountingAtAnyThreshold(
      @ForAll @Size(max = 30) List<@DoubleRange(min = 0, max = 1) @Scale(1) Double> right,
      @ForAll @Size(max = 30) List<@DoubleRange(min = 0, max = 1) @Scale(1) Double> wrong,
      @ForAll @DoubleRange(min = 0, max = 1) @Scale(2) double threshold) {
    Evaluation evaluation =
        new ScoredText()
            .right("Part", right.stream().mapToDouble(Double::doubleValue).toArray())
            .wrong("Part", wrong.stream().mapToDouble(Double::doubleValue).toArray())
            .missed("Part", 3)
            .evaluation();

    int kept =
        (int)
            DoubleStream.concat(
                    right.stream().mapToDouble(Double::doubleValue),
                    wrong.stream().mapToDouble(Double::doubleValue))
                .filter(confidence -> confidence >= threshold)
                .count();
    int found = (int) right.stream().filter(confidence -> confidence >= threshold).count();
    assertThat(PrecisionRecallCurve.of(evaluation).at(threshold))
        .isEqualTo(new Scores(right.size() + 3, kept, found));
  }
}
