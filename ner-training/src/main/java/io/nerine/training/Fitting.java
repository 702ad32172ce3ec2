package io.nerine.training;

import io.nerine.onnx.text.WordCase;
import io.nerine.training.encoder.PretrainedEncoder;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network, and once more with a lower rate if it breaks down. Its native memory is freed
 * when what is done with it has ended, however it ends.
 */
final class Fitting {

  private static final double DROPOUT = 0.1;
  private static final double WEIGHT_DECAY = 0.01;
  private static final double CLIP = 1;

  /** What stays of the old average of the weights after an update; the average is what is used. */
  private static final double AVERAGING = 0.99;

  /** What a second attempt takes the learning rate times. */
  private static final double SECOND_RATE = 0.3;

  private final PretrainedEncoder encoder;
  private final Preparation preparation;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier cancelled;
  private final List<String> warnings;

  /**
   * Creates the fitting of one run.
   *
   * @param warnings is told of a second attempt
   */
  Fitting(
      PretrainedEncoder encoder,
      Preparation preparation,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier cancelled,
      List<String> warnings) {
    this.encoder = encoder;
    this.preparation = preparation;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
    this.warnings = warnings;
  }

  /** What to do with a network that was trained. */
  interface Use<T> {

    /**
     * Uses the network, which is closed behind it.
     *
     * @param network the network
     * @param result how it was trained
     * @param plan by which plan
     */
    T apply(TokenClassifier network, TrainingLoop.Result result, TrainingPlan plan);
  }

  /**
   * Trains and uses a network.
   *
   * @param windows windows that each have a target
   * @param vocabulary the word pieces of these and of what is scored
   * @param course what to look at on the way
   * @param checkpoint where to keep the state, if anywhere
   * @return what the use returns
   */
  <T> T fit(
      List<EncodedDocument.Window> windows,
      VocabularySubset vocabulary,
      TrainingPlan plan,
      Course course,
      TimeBudget time,
      @Nullable Checkpoint checkpoint,
      Use<T> use) {
    int passTokens = passTokens(windows, vocabulary);
    TrainingPlan lower = plan.withRate(SECOND_RATE * plan.learningRate());
    boolean second = checkpoint != null && options.resume() && isOf(checkpoint, lower);
    if (!second) {
      try {
        return attempt(windows, vocabulary, plan, passTokens, course, time, checkpoint, use);
      } catch (DivergenceException e) {
        warnings.add(
            "%s. It was trained anew with %s".formatted(e.getMessage(), lower.learningRate()));
        if (checkpoint != null) {
          checkpoint.delete();
        }
      }
    }
    return attempt(windows, vocabulary, lower, passTokens, course, time, checkpoint, use);
  }

  private int passTokens(List<EncodedDocument.Window> windows, VocabularySubset vocabulary) {
    int longest = windows.stream().mapToInt(window -> window.input().tokens()).max().orElse(0);
    int fitting =
        MemoryNeed.fittingPassTokens(
            encoder.config(),
            vocabulary.size(),
            options.passTokens(),
            longest,
            MemoryNeed.available());
    if (fitting < options.passTokens()) {
      warnings.add(
          "Little memory is free, so that %d tokens are computed at once instead of %d"
              .formatted(fitting, options.passTokens()));
    }
    return fitting;
  }

  private static boolean isOf(Checkpoint checkpoint, TrainingPlan plan) {
    return checkpoint.exists()
        && checkpoint.state().path(TrainingLoop.LEARNING_RATE).asDouble() == plan.learningRate();
  }

  private <T> T attempt(
      List<EncodedDocument.Window> windows,
      VocabularySubset vocabulary,
      TrainingPlan plan,
      int passTokens,
      Course course,
      TimeBudget time,
      @Nullable Checkpoint checkpoint,
      Use<T> use) {
    try (TokenClassifier network = network(vocabulary, plan)) {
      TrainingLoop loop =
          new TrainingLoop(
              network,
              course,
              preparation.batches(vocabulary),
              plan,
              passTokens,
              options,
              listener,
              cancelled,
              time,
              checkpoint);
      return use.apply(network, loop.run(windows), plan);
    }
  }

  private TokenClassifier network(VocabularySubset vocabulary, TrainingPlan plan) {
    return new TorchTokenClassifier(
        encoder.config(),
        vocabulary.restrict(encoder.weights()),
        new TorchTokenClassifier.Options(
            preparation.tagSet().size(),
            preparation.settings().caseFeatures() ? WordCase.values().length : 0,
            plan.learningRate(),
            plan.headLearningRate(),
            WEIGHT_DECAY,
            CLIP,
            DROPOUT,
            AVERAGING,
            LibTorch.hasBfloat16(),
            options.seed()));
  }
}
