package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static List<ScoredPrediction> predictions(double... signed) {
    List<ScoredPrediction> predictions = new ArrayList<>();
    for (double confidence : signed) {
      predictions.add(
          new ScoredPrediction(
              "d",
              new EntitySpan(predictions.size(), predictions.size() + 1, "Part"),
              Math.abs(confidence),
              confidence > 0));
    }
    return predictions;
  }

  @Test
  void computesItsFigures() {
    // Negative ones are wrong.
    Calibration calibration = Calibration.of(predictions(0.9, 0.8, -0.8, 0.3, -0.2));

    assertThat(calibration.predictions()).isEqualTo(5);
    assertThat(calibration.meanConfidence()).isEqualTo(0.6, within(1e-15));
    assertThat(calibration.precision()).isEqualTo(0.6);
    assertThat(calibration.brierScore())
        .isEqualTo((0.01 + 0.04 + 0.64 + 0.49 + 0.04) / 5, within(1e-15));
  }

  @Test
  void fillsBinsOfEqualWidth() {
    ReliabilityTable table = Calibration.of(predictions(0.9, 0.8, -0.8, 0.3, -0.2)).equalWidth(5);

    assertThat(table.bins()).hasSize(2);
    assertThat(table.bins().get(0).low()).isEqualTo(0.2);
    assertThat(table.bins().get(0).high()).isEqualTo(0.4);
    assertThat(table.bins().get(0).count()).isEqualTo(2);
    assertThat(table.bins().get(0).meanConfidence()).isEqualTo(0.25, within(1e-15));
    assertThat(table.bins().get(0).precision()).isEqualTo(0.5);
    assertThat(table.bins().get(1).count()).isEqualTo(3);
    assertThat(table.bins().get(1).gap()).isEqualTo(2.5 / 3 - 2.0 / 3, within(1e-12));
    assertThat(table.expectedCalibrationError())
        .isEqualTo((2 * 0.25 + 3 * (0.5 / 3)) / 5, within(1e-12));
    assertThat(table.maximumCalibrationError()).isEqualTo(0.25, within(1e-12));
    assertThat(table.predictions()).isEqualTo(5);
  }

  @Test
  void putsTheEdgesIntoBins() {
    ReliabilityTable table = Calibration.of(predictions(1, 1, -0.0, 0.5)).equalWidth(2);

    assertThat(table.bins()).extracting(ReliabilityTable.Bin::count).containsExactly(1, 3);
    assertThat(table.bins().get(1).high()).isEqualTo(1);
  }

  @Test
  void fillsBinsOfEqualMassWithoutPartingEqualConfidences() {
    ReliabilityTable table =
        Calibration.of(predictions(0.1, 0.2, 0.2, 0.2, 0.2, 0.6, -0.7, 0.8)).equalMass(4);

    assertThat(table.bins()).extracting(ReliabilityTable.Bin::count).containsExactly(5, 1, 1, 1);
    assertThat(table.bins().get(0).low()).isEqualTo(0.1);
    assertThat(table.bins().get(0).high()).isEqualTo(0.2);
    assertThat(Calibration.of(predictions(0.5, 0.5, -0.5)).equalMass(10).bins()).hasSize(1);
    assertThat(Calibration.of(predictions(ScoredText.spread(0, 1, 10))).equalMass(4).bins())
        .extracting(ReliabilityTable.Bin::count)
        .containsExactly(3, 3, 2, 2);
  }

  @Test
  void isNearZeroForConfidencesThatMeanWhatTheySay() {
    Random random = new Random(1);
    double[] honest = new double[20_000];
    double[] boastful = new double[20_000];
    for (int i = 0; i < honest.length; i++) {
      double p = 0.05 + 0.95 * random.nextDouble();
      boolean right = random.nextDouble() < p;
      honest[i] = right ? p : -p;
      boastful[i] = Math.signum(honest[i]) * Math.sqrt(p);
    }

    assertThat(Calibration.of(predictions(honest)).equalMass(10).expectedCalibrationError())
        .isLessThan(0.02);
    assertThat(Calibration.of(predictions(honest)).equalWidth(10).expectedCalibrationError())
        .isLessThan(0.02);
    assertThat(Calibration.of(predictions(boastful)).equalMass(10).expectedCalibrationError())
        .isBetween(0.12, 0.18);
  }

  @Test
  void isThatOfAnEvaluationAndItsTypes() {
    AnnotatedDocument text = AnnotatedDocument.of("a", "Pump P-7 stands in Ulm");
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(text.toBuilder().span(5, 8, "Part").span(19, 22, "Site").build()),
            List.of(
                text.toBuilder()
                    .span(Mentions.withConfidence(new EntitySpan(5, 8, "Part"), 0.9))
                    .span(Mentions.withConfidence(new EntitySpan(0, 4, "Part"), 0.4))
                    .span(Mentions.withConfidence(new EntitySpan(19, 22, "Site"), 0.7))
                    .build()));

    assertThat(Calibration.of(evaluation)).get().returns(3, Calibration::predictions);
    assertThat(Calibration.byType(evaluation).keySet()).containsExactly("Part", "Site");
    assertThat(Calibration.byType(evaluation).get("Part").precision()).isEqualTo(0.5);
    assertThat(Calibration.of(Evaluator.evaluate(List.of(text), List.of()))).isEmpty();
  }

  @Test
  void comesAsMapsAndAsATable() {
    Calibration calibration = Calibration.of(predictions(0.9, -0.8));

    assertThat(calibration.toMap(10).keySet())
        .containsExactly(
            "predictions", "meanConfidence", "precision", "brierScore", "equalWidth", "equalMass");
    assertThat(calibration.equalWidth(10))
        .hasToString(
            """
            confidence       mean  precision    count
            0.800 to 0.900  0.8000     0.0000        1
            0.900 to 1.000  0.9000     1.0000        1
            ECE 0.4500\
            """);
  }

  @Test
  void refusesNothingToLookAt() {
    assertThatThrownBy(() -> Calibration.of(List.of()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("predictions must not be empty");
    assertThatThrownBy(() -> Calibration.of(predictions(0.5)).equalMass(0))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("bins must be 1 or more, found 0");
    assertThat(new ReliabilityTable(List.of()).expectedCalibrationError()).isZero();
  }
}
