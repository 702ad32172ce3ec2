package io.nerine.training;

import io.nerine.onnx.graph.EncoderConfig;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The size of a training run: a budget of updates by the amount of data and the width of the
 * encoder, not a fixed number of epochs. Small data need many epochs; small encoders need higher
 * rates than large ones.
 *
 * @param epochs how often each window is seen
 * @param batchTokens the number of tokens of one update, padding included
 * @param updates the number of updates
 * @param evaluations the number of evaluations on the dev documents
 * @param learningRate the peak learning rate of the encoder
 * @param headLearningRate the peak learning rate of the head
 */
record TrainingPlan(
    int epochs,
    int batchTokens,
    int updates,
    int evaluations,
    double learningRate,
    double headLearningRate) {

  /** The share of updates in which the rate rises from 0 to its peak. */
  static final double WARM_UP = 0.1;

  /** The share of the training time that dev evaluations may take. */
  static final double EVALUATION_SHARE = 0.2;

  /** A token costs about this much less to score than to train on. */
  static final double SCORING_SPEED = 2.5;

  private static final int REFERENCE_TOKENS = 5_000;
  private static final double EPOCHS_AT_REFERENCE = 25;
  private static final double EPOCHS_EXPONENT = -0.35;
  private static final int MAX_EPOCHS = 60;

  static TrainingPlan of(
      EncoderConfig encoder,
      long trainTokens,
      int trainWindows,
      long devTokens,
      Recipe recipe,
      OptionalInt epochs,
      OptionalInt batchSize,
      OptionalDouble learningRate) {
    double tokens = Math.max(1, trainTokens);
    double natural =
        EPOCHS_AT_REFERENCE
            * Math.pow(tokens / REFERENCE_TOKENS, EPOCHS_EXPONENT)
            * recipe.effort();
    int plannedEpochs = epochs.orElse((int) Math.round(Math.max(2, Math.min(MAX_EPOCHS, natural))));
    int batchTokens =
        batchSize.isPresent()
            ? (int) Math.ceil(batchSize.getAsInt() * tokens / Math.max(1, trainWindows))
            : (int) Math.max(256, Math.min(1_024, tokens / 40));
    int perEpoch = (int) Math.ceil(tokens / batchTokens);
    int updates = Math.max(1, plannedEpochs * perEpoch);
    double affordable =
        EVALUATION_SHARE * SCORING_SPEED * tokens * plannedEpochs / Math.max(1, devTokens);
    int evaluations = (int) Math.max(2, Math.min(15, Math.min(updates, affordable)));
    double rate = learningRate.orElse(encoder.hidden() <= 512 ? 1e-4 : 5e-5);
    return new TrainingPlan(plannedEpochs, batchTokens, updates, evaluations, rate, 10 * rate);
  }

  /** {@return the same plan with another peak rate of the encoder, and the head's in proportion} */
  TrainingPlan withRate(double rate) {
    return new TrainingPlan(
        epochs, batchTokens, updates, evaluations, rate, headLearningRate * rate / learningRate);
  }

  /**
   * Returns the share of the peak rate: a linear rise, then a linear fall to 0.
   *
   * @param progress the share of the run that is done, 0 to 1
   * @return the share of the peak rate, 0 to 1
   */
  static double rate(double progress) {
    return progress < WARM_UP ? progress / WARM_UP : Math.max(0, (1 - progress) / (1 - WARM_UP));
  }
}
