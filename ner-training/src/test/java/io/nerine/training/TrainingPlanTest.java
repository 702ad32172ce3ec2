package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerine.onnx.graph.EncoderConfig;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

  private static final EncoderConfig SMALL =
      new EncoderConfig(12, 384, 12, 1536, 30522, 512, 1e-12);
  private static final EncoderConfig BASE = new EncoderConfig(12, 768, 12, 3072, 30522, 512, 1e-12);

  private static TrainingPlan plan(EncoderConfig encoder, long tokens, Recipe recipe) {
    return TrainingPlan.of(
        encoder,
        tokens,
        (int) Math.max(1, tokens / 40),
        tokens / 5 + 1,
        recipe,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty());
  }

  @Test
  void smallDataAreSeenMoreOftenThanLargeOnes() {
    TrainingPlan small = plan(SMALL, 4_500, Recipe.BALANCED);
    TrainingPlan large = plan(SMALL, 400_000, Recipe.BALANCED);
    assertThat(small.epochs()).isBetween(20, 30);
    assertThat(large.epochs()).isBetween(4, 7);
    assertThat(small.batchTokens()).isLessThan(large.batchTokens());
  }

  @Test
  void wideEncodersLearnAtLowerRates() {
    assertThat(plan(BASE, 10_000, Recipe.BALANCED).learningRate())
        .isLessThan(plan(SMALL, 10_000, Recipe.BALANCED).learningRate());
  }

  @Test
  void recipesDifferInEffort() {
    int fast = plan(SMALL, 10_000, Recipe.FAST).updates();
    int balanced = plan(SMALL, 10_000, Recipe.BALANCED).updates();
    int accurate = plan(SMALL, 10_000, Recipe.ACCURATE).updates();
    assertThat(fast).isLessThan(balanced);
    assertThat(balanced).isLessThan(accurate);
  }

  @Test
  void whatTheUserSetsIsKept() {
    TrainingPlan plan =
        TrainingPlan.of(
            SMALL,
            1_000,
            10,
            100,
            Recipe.FAST,
            OptionalInt.of(7),
            OptionalInt.of(2),
            OptionalDouble.of(3e-4));
    assertThat(plan.epochs()).isEqualTo(7);
    assertThat(plan.batchTokens()).isEqualTo(200);
    assertThat(plan.updates()).isEqualTo(35);
    assertThat(plan.learningRate()).isEqualTo(3e-4);
    assertThat(plan.headLearningRate()).isCloseTo(3e-3, within(1e-12));
  }

  @Property
  void anyAmountOfDataGivesARunThatCanBeMade(
      @ForAll @LongRange(min = 0, max = 2_000_000_000) long tokens,
      @ForAll @LongRange(min = 0, max = 100_000_000) long devTokens,
      @ForAll Recipe recipe,
      @ForAll @IntRange(min = 1, max = 10_000_000) int windows) {
    TrainingPlan plan =
        TrainingPlan.of(
            SMALL,
            tokens,
            windows,
            devTokens,
            recipe,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty());
    assertThat(plan.updates()).isPositive();
    assertThat(plan.batchTokens()).isPositive();
    assertThat(plan.evaluations()).isBetween(1, 15);
  }

  @Property
  void theRateStaysBetweenZeroAndItsPeak(@ForAll @DoubleRange(min = 0, max = 1) double progress) {
    assertThat(TrainingPlan.rate(progress)).isBetween(0.0, 1.0);
  }

  @Test
  void theRateRisesToItsPeakAndFallsToZero() {
    assertThat(TrainingPlan.rate(0)).isZero();
    assertThat(TrainingPlan.rate(TrainingPlan.WARM_UP)).isCloseTo(1, within(1e-9));
    assertThat(TrainingPlan.rate(0.55)).isCloseTo(0.5, within(1e-9));
    assertThat(TrainingPlan.rate(1)).isZero();
  }
}
