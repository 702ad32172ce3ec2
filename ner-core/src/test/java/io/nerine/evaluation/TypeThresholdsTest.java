package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.evaluation.TypeThresholds.Basis;
import io.nerine.evaluation.TypeThresholds.Choice;
import io.nerine.extract.ExtractionOptions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TypeThresholdsTest {

  /** A hundred right ones above 0.5, fifty wrong ones below 0.6. */
  private static ScoredText parts() {
    return new ScoredText()
        .right("Part", ScoredText.spread(0.5, 0.99, 100))
        .wrong("Part", ScoredText.spread(0.1, 0.6, 50));
  }

  @Test
  void keepAsMuchAsTheWantedPrecisionAllows() {
    Evaluation evaluation = parts().evaluation();

    TypeThresholds asFound =
        TypeThresholds.choose(
            evaluation, ThresholdOptions.forPrecision(0.95).confidence(0).build());
    TypeThresholds proven =
        TypeThresholds.choose(evaluation, ThresholdOptions.forPrecision(0.95).build());

    Choice choice = asFound.types().get("Part");
    assertThat(choice.basis()).isEqualTo(Basis.TYPE);
    assertThat(choice.reached()).isTrue();
    assertThat(choice.before()).isEqualTo(new Scores(100, 150, 100));
    assertThat(choice.after().precision()).isGreaterThanOrEqualTo(0.95);
    // One step lower it is not reached any more.
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(evaluation);
    assertThat(curve.atPrecision(0.95).orElseThrow().scores()).isEqualTo(choice.after());
    assertThat(proven.types().get("Part").after().precision())
        .isGreaterThan(choice.after().precision());
    assertThat(proven.types().get("Part").reached()).isTrue();
    assertThat(
            Distributions.lowerBound(
                proven.types().get("Part").after().truePositives(),
                proven.types().get("Part").after().predicted(),
                0.9))
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void holdTheWantedPrecisionOnOtherDocuments() {
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ScoredText text = new ScoredText();
      for (int i = 0; i < 300; i++) {
        double confidence = random.nextDouble();
        if (random.nextDouble() < confidence) {
          text.right("Part", confidence);
        } else {
          text.wrong("Part", confidence);
        }
      }
      double threshold =
          TypeThresholds.choose(text.evaluation(), ThresholdOptions.forPrecision(0.8).build())
              .value("Part")
              .orElseThrow();
      // What is predicted at c is right with probability c, so that is the true precision.
      held += (1 + threshold) / 2 >= 0.8 ? 1 : 0;
    }

    // At a confidence of 0.9, less what the search for the lowest threshold costs.
    assertThat(held).isGreaterThanOrEqualTo(160);
  }

  @Test
  void standHalfWayToWhatIsLeftOut() {
    Evaluation evaluation =
        new ScoredText()
            .right("Part", ScoredText.spread(0.8, 0.9, 30))
            .wrong("Part", ScoredText.spread(0.2, 0.4, 30))
            .evaluation();

    assertThat(
            TypeThresholds.choose(evaluation, ThresholdOptions.forFBeta(1).build()).value("Part"))
        .hasValueCloseTo(0.6, within(1e-12));
  }

  @Test
  void areNeverBelowWhatWasSeen() {
    Evaluation evaluation =
        new ScoredText().right("Part", ScoredText.spread(0.3, 0.9, 200)).evaluation();

    assertThat(
            TypeThresholds.choose(evaluation, ThresholdOptions.forPrecision(0.9).build())
                .value("Part"))
        .hasValue(0.3);
  }

  @Test
  void areAsHighAsTheWantedRecallAllows() {
    Evaluation evaluation = parts().evaluation();

    Choice choice =
        TypeThresholds.choose(evaluation, ThresholdOptions.forRecall(0.8).confidence(0).build())
            .types()
            .get("Part");

    assertThat(choice.after().truePositives()).isEqualTo(80);
    assertThat(choice.reached()).isTrue();
    Choice tooMuch =
        TypeThresholds.choose(
                parts().missed("Part", 100).evaluation(), ThresholdOptions.forRecall(0.8).build())
            .types()
            .get("Part");
    assertThat(tooMuch.reached()).isFalse();
    assertThat(tooMuch.after()).isEqualTo(tooMuch.before());
  }

  @Test
  void weighPrecisionAndRecallByBeta() {
    Evaluation evaluation = parts().evaluation();

    double precise =
        TypeThresholds.choose(evaluation, ThresholdOptions.forFBeta(0.25).build())
            .value("Part")
            .orElseThrow();
    double complete =
        TypeThresholds.choose(evaluation, ThresholdOptions.forFBeta(4).build())
            .value("Part")
            .orElseThrow();

    assertThat(precise).isGreaterThan(complete + 0.03);
  }

  @Test
  void areNotFixedByThreePredictions() {
    Evaluation evaluation =
        parts().right("Site", 0.3, 0.31).wrong("Site", 0.9).missed("Site", 5).evaluation();

    TypeThresholds precision =
        TypeThresholds.choose(evaluation, ThresholdOptions.forPrecision(0.9).build());

    assertThat(precision.types().get("Site").basis()).isEqualTo(Basis.ALL_TYPES);
    assertThat(precision.types().get("Part").basis()).isEqualTo(Basis.TYPE);
    // With just enough of its own, a type still leans on the others.
    double own =
        TypeThresholds.choose(evaluation, ThresholdOptions.forFBeta(1).minSupport(3).build())
            .value("Site")
            .orElseThrow();
    assertThat(own).isEqualTo(0.305, within(0.01));
    double leaning =
        TypeThresholds.choose(evaluation, ThresholdOptions.forFBeta(1).minSupport(40).build())
            .value("Site")
            .orElseThrow();
    assertThat(leaning).isBetween(0.45, 0.65);
  }

  @Test
  void areLeftOutWhereNothingIsKnown() {
    Evaluation evaluation = new ScoredText().right("Part", 0.9, 0.8).missed("Site", 2).evaluation();

    TypeThresholds thresholds =
        TypeThresholds.choose(evaluation, ThresholdOptions.forPrecision(0.9).build());

    assertThat(thresholds.values()).isEmpty();
    assertThat(thresholds.value("Part")).isEmpty();
    assertThat(thresholds.value("no such type")).isEmpty();
    assertThat(thresholds.types().get("Part").basis()).isEqualTo(Basis.NONE);
  }

  @Test
  void sayWhereTheWantedPrecisionIsOutOfReach() {
    Evaluation evaluation =
        new ScoredText()
            .right("Part", ScoredText.spread(0.2, 0.9, 30))
            .wrong("Part", ScoredText.spread(0.25, 0.95, 30))
            .evaluation();

    Choice choice =
        TypeThresholds.choose(evaluation, ThresholdOptions.forPrecision(0.99).build())
            .types()
            .get("Part");

    assertThat(choice.reached()).isFalse();
    assertThat(choice.basis()).isEqualTo(Basis.TYPE);
    assertThat(choice.after().predicted()).isPositive();
  }

  @Test
  void keepEqualConfidencesTogether() {
    Evaluation evaluation =
        new ScoredText()
            .right("Part", ScoredText.spread(0.7, 0.7, 40))
            .wrong("Part", ScoredText.spread(0.7, 0.7, 10))
            .evaluation();

    Choice choice =
        TypeThresholds.choose(evaluation, ThresholdOptions.forFBeta(1).build()).types().get("Part");

    assertThat(choice.after()).isEqualTo(new Scores(40, 50, 40));
    assertThat(choice.threshold()).isEqualTo(0.7);
  }

  @Test
  void goIntoExtractionOptions() {
    TypeThresholds thresholds =
        TypeThresholds.choose(parts().evaluation(), ThresholdOptions.forRecall(0.5).build());

    ExtractionOptions options = thresholds.applyTo(ExtractionOptions.builder()).build();

    assertThat(options.minConfidence("Part")).isEqualTo(thresholds.values().get("Part"));
    assertThat(options.minConfidence("Site")).isZero();
    assertThat(thresholds.toMap()).containsOnlyKeys("Part");
    assertThat(thresholds.toString()).startsWith("Part: 0.7").doesNotContain("not reached");
  }

  @Test
  void refuseWhatIsNoGoal() {
    Stream.<Runnable>of(
            () -> ThresholdOptions.forPrecision(1),
            () -> ThresholdOptions.forRecall(0),
            () -> ThresholdOptions.forFBeta(Double.NaN),
            () -> ThresholdOptions.forFBeta(1).minSupport(0),
            () -> ThresholdOptions.forFBeta(1).confidence(1))
        .forEach(
            wrong ->
                assertThatThrownBy(wrong::run).isExactlyInstanceOf(IllegalArgumentException.class));
  }
}
