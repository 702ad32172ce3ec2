package io.nerine.training;

import io.nerine.evaluation.Evaluation;
import io.nerine.exception.TrainingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the updates of a plan and keeps the weights that score best on the dev documents. */
final class TrainingLoop {

  /** Evaluations without a better score after which a run ends. */
  private static final int PATIENCE = 8;

  /** No score is taken before this share of the run: the rate is still high. */
  private static final double FIRST_EVALUATION = 0.2;

  /** A run with a time limit looks at its speed after this many updates. */
  private static final int SPEED_SAMPLE = 5;

  private static final double LOSS_SMOOTHING = 0.05;

  /**
   * What a run came to.
   *
   * @param evaluation the scores of the best weights, which the network holds now
   */
  record Result(
      Evaluation evaluation,
      int updates,
      int bestUpdate,
      Duration duration,
      List<TrainingReport.Point> curve) {}

  private final TokenClassifier network;
  private final DevScorer scorer;
  private final Batches batches;
  private final TrainingPlan plan;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier cancelled;

  private final List<TrainingReport.Point> curve = new ArrayList<>();
  private long start;
  private long evaluationNanos;
  private int update;
  private int updates;
  private long tokens;
  private double loss = Double.NaN;
  private OptionalDouble devF1 = OptionalDouble.empty();
  private double bestF1 = -1;

  TrainingLoop(
      TokenClassifier network,
      DevScorer scorer,
      Batches batches,
      TrainingPlan plan,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier cancelled) {
    this.network = network;
    this.scorer = scorer;
    this.batches = batches;
    this.plan = plan;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
    this.updates = plan.updates();
  }

  /**
   * Trains.
   *
   * @param windows windows that each have a target
   * @return what the run came to
   * @throws TrainingException if the loss does not stay finite or the run is cancelled
   */
  Result run(List<EncodedDocument.Window> windows) {
    start = System.nanoTime();
    @Nullable Evaluation best = null;
    int bestUpdate = 0;
    int evaluations = 0;
    for (int epoch = 0; update < updates; epoch++) {
      for (Batch batch : batches.shuffled(windows, plan.batchTokens(), options.seed() + epoch)) {
        if (update >= updates) {
          break;
        }
        makeUpdate(batch);
        fitToTime(plan.evaluations() - evaluations);
        listener.onUpdate(progress(plan.evaluations() - evaluations));
        if (isDue(evaluations)) {
          Evaluation evaluation = evaluate();
          evaluations++;
          double f1 = evaluation.micro().f1();
          // Of equal scores the later is taken: its weights have settled more.
          if (f1 >= bestF1) {
            best = evaluation;
            bestF1 = f1;
            bestUpdate = update;
            network.markBest();
          }
          listener.onEvaluation(progress(plan.evaluations() - evaluations), evaluation);
          if (hasStalled(bestUpdate)) {
            updates = update;
          }
        }
      }
    }
    if (best == null) {
      throw new TrainingException("The time allowed is too short for a single evaluation");
    }
    network.restoreBest();
    return new Result(best, update, bestUpdate, elapsed(), curve);
  }

  private void makeUpdate(Batch batch) {
    if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new TrainingException(
          "Training was cancelled after %d of %d updates; no model was written"
              .formatted(update, updates));
    }
    TokenClassifier.Step step = network.step(batch, TrainingPlan.rate((update + 0.5) / updates));
    if (!Double.isFinite(step.loss()) || !Double.isFinite(step.gradientNorm())) {
      throw new TrainingException(
          "Training broke down at update %d of %d: the loss is %s and the norm of the gradients %s;"
                  .formatted(update + 1, updates, step.loss(), step.gradientNorm())
              + " try a lower learning rate than %s".formatted(plan.learningRate()));
    }
    update++;
    for (int length : batch.lengths()) {
      tokens += length;
    }
    loss = Double.isNaN(loss) ? step.loss() : loss + LOSS_SMOOTHING * (step.loss() - loss);
  }

  /** Cuts the number of updates to what the time allows, at the speed measured so far. */
  private void fitToTime(int evaluationsLeft) {
    if (options.maxDuration().isEmpty() || update < SPEED_SAMPLE) {
      return;
    }
    double limit = options.maxDuration().get().toNanos();
    double perUpdate = (double) trainingNanos() / update;
    double left = limit - elapsed().toNanos() - evaluationsLeft * evaluationNanosEach(perUpdate);
    int affordable = update + (int) Math.max(0, left / perUpdate);
    updates = Math.max(update, Math.min(plan.updates(), affordable));
  }

  /**
   * The time of one evaluation: the mean so far, or a guess that leaves the plan's share to all.
   */
  private double evaluationNanosEach(double perUpdate) {
    return curve.isEmpty()
        ? 0.2 * perUpdate * updates / plan.evaluations()
        : (double) evaluationNanos / curve.size();
  }

  private boolean isDue(int evaluations) {
    if (update >= updates) {
      return true;
    }
    double share =
        FIRST_EVALUATION
            + (1 - FIRST_EVALUATION) * evaluations / Math.max(1, plan.evaluations() - 1);
    return share < 1 && update >= share * updates;
  }

  private Evaluation evaluate() {
    long before = System.nanoTime();
    Evaluation evaluation = scorer.evaluate(network);
    evaluationNanos += System.nanoTime() - before;
    devF1 = OptionalDouble.of(evaluation.micro().f1());
    curve.add(new TrainingReport.Point(update, loss, evaluation.micro().f1()));
    return evaluation;
  }

  private boolean hasStalled(int bestUpdate) {
    long since = curve.stream().filter(point -> point.update() > bestUpdate).count();
    return since >= PATIENCE;
  }

  private TrainingProgress progress(int evaluationsLeft) {
    double perUpdate = (double) trainingNanos() / update;
    double remaining =
        perUpdate * (updates - update)
            + Math.max(0, evaluationsLeft) * evaluationNanosEach(perUpdate);
    double perEpoch = Math.max(1.0, (double) plan.updates() / plan.epochs());
    return new TrainingProgress(
        update,
        updates,
        update / perEpoch,
        loss,
        tokens * 1e9 / Math.max(1, trainingNanos()),
        elapsed(),
        Duration.ofNanos(update >= updates ? 0 : (long) remaining),
        devF1,
        bestF1 < 0 ? OptionalDouble.empty() : OptionalDouble.of(bestF1));
  }

  private long trainingNanos() {
    return elapsed().toNanos() - evaluationNanos;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
