package io.nerine.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /** The updates that are left out of the speed that is measured. */
  private static final int WARM_UPDATES = 3;

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
  private final @Nullable Checkpoint checkpoint;

  private final List<TrainingReport.Point> curve = new ArrayList<>();
  private long start;
  private long evaluationNanos;
  private int update;
  private int updates;
  private int evaluations;
  private long warmNanos;
  private long tokens;
  private double loss = Double.NaN;
  private OptionalDouble devF1 = OptionalDouble.empty();
  private double bestF1 = -1;
  private int bestUpdate;
  private int epochsDone;

  /** The next batch of the epoch under way. */
  private int position;

  TrainingLoop(
      TokenClassifier network,
      DevScorer scorer,
      Batches batches,
      TrainingPlan plan,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier cancelled,
      @Nullable Checkpoint checkpoint) {
    this.network = network;
    this.scorer = scorer;
    this.batches = batches;
    this.plan = plan;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
    this.checkpoint = checkpoint;
    this.updates = plan.updates();
    this.evaluations = plan.evaluations();
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
    if (checkpoint != null && options.resume() && checkpoint.exists()) {
      resume(checkpoint.read(network));
    }
    @Nullable Evaluation best = null;
    while (update < updates) {
      List<Batch> epoch =
          batches.shuffled(windows, plan.batchTokens(), options.seed() + epochsDone);
      for (; position < epoch.size() && update < updates; position++) {
        makeUpdate(epoch.get(position));
        fitToTime();
        listener.onUpdate(progress());
        if (isDue()) {
          Evaluation evaluation = evaluate();
          // Of equal scores the later is taken: its weights have settled more.
          if (evaluation.micro().f1() >= bestF1) {
            best = evaluation;
            bestF1 = evaluation.micro().f1();
            bestUpdate = update;
            network.markBest();
          }
          listener.onEvaluation(progress(), evaluation);
          if (hasStalled()) {
            updates = update;
          } else if (checkpoint != null && update < updates) {
            checkpoint.write(state(), network);
          }
        }
      }
      if (position == epoch.size()) {
        position = 0;
        epochsDone++;
      }
    }
    network.restoreBest();
    // A run that was resumed has the best weights, but not the scores they had.
    Evaluation evaluation = best != null ? best : scorer.evaluate(network);
    if (checkpoint != null) {
      checkpoint.delete();
    }
    return new Result(evaluation, update, bestUpdate, elapsed(), curve);
  }

  private ObjectNode state() {
    ObjectNode state = new ObjectMapper().createObjectNode();
    state.put("epochsDone", epochsDone);
    state.put("position", position + 1);
    state.put("update", update);
    state.put("updates", updates);
    state.put("tokens", tokens);
    state.put("loss", loss);
    state.put("bestF1", bestF1);
    state.put("bestUpdate", bestUpdate);
    state.put("elapsedNanos", elapsed().toNanos());
    state.put("evaluationNanos", evaluationNanos);
    ArrayNode points = state.putArray("curve");
    for (TrainingReport.Point point : curve) {
      points.addArray().add(point.update()).add(point.loss()).add(point.devF1());
    }
    return state;
  }

  private void resume(JsonNode state) {
    epochsDone = state.get("epochsDone").asInt();
    position = state.get("position").asInt();
    update = state.get("update").asInt();
    updates = state.get("updates").asInt();
    tokens = state.get("tokens").asLong();
    loss = state.get("loss").asDouble();
    bestF1 = state.get("bestF1").asDouble();
    bestUpdate = state.get("bestUpdate").asInt();
    evaluationNanos = state.get("evaluationNanos").asLong();
    start -= state.get("elapsedNanos").asLong();
    for (JsonNode point : state.get("curve")) {
      curve.add(
          new TrainingReport.Point(
              point.get(0).asInt(), point.get(1).asDouble(), point.get(2).asDouble()));
    }
    devF1 = OptionalDouble.of(curve.get(curve.size() - 1).devF1());
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

  /** Cuts updates and evaluations to what the time allows, at the speed measured so far. */
  private void fitToTime() {
    if (update == WARM_UPDATES) {
      warmNanos = trainingNanos();
    }
    if (options.maxDuration().isEmpty() || update < 2 * WARM_UPDATES) {
      return;
    }
    double limit = options.maxDuration().get().toNanos();
    double perEvaluation = nanosPerEvaluation();
    int affordable = (int) (TrainingPlan.EVALUATION_SHARE * limit / perEvaluation);
    evaluations = Math.max(curve.size() + 1, Math.min(plan.evaluations(), affordable));
    double left = limit - elapsed().toNanos() - evaluationsLeft() * perEvaluation;
    int fitting = update + (int) Math.max(0, left / nanosPerUpdate());
    updates = Math.min(plan.updates(), fitting);
  }

  /** The first updates are slow: code is compiled and memory is taken for the first time. */
  private double nanosPerUpdate() {
    return update > WARM_UPDATES
        ? (double) (trainingNanos() - warmNanos) / (update - WARM_UPDATES)
        : (double) trainingNanos() / update;
  }

  private double nanosPerEvaluation() {
    return curve.isEmpty()
        ? nanosPerUpdate() * scorer.tokens() / plan.batchTokens() / TrainingPlan.SCORING_SPEED
        : (double) evaluationNanos / curve.size();
  }

  private int evaluationsLeft() {
    return Math.max(0, evaluations - curve.size());
  }

  private boolean isDue() {
    if (update >= updates) {
      return true;
    }
    double share =
        evaluations == 1
            ? 1
            : FIRST_EVALUATION + (1 - FIRST_EVALUATION) * curve.size() / (evaluations - 1);
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

  private boolean hasStalled() {
    long since = curve.stream().filter(point -> point.update() > bestUpdate).count();
    return since >= PATIENCE;
  }

  private TrainingProgress progress() {
    double remaining =
        nanosPerUpdate() * (updates - update) + evaluationsLeft() * nanosPerEvaluation();
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
