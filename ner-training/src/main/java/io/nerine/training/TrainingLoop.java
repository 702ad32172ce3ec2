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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the updates of a plan, and looks on its way at what its {@link Course} says. */
final class TrainingLoop {

  /** Evaluations without a better score after which a run ends. */
  private static final int PATIENCE = 8;

  /** The rate of the run, which a second attempt has lowered; a key of checkpoints. */
  static final String LEARNING_RATE = "learningRate";

  /** No score is taken before this share of the run: the rate is still high. */
  static final double FIRST_EVALUATION = 0.2;

  /**
   * What a run came to.
   *
   * @param best what the weights that the network holds now score, if anything was scored
   */
  record Result(
      Optional<Scored> best, int updates, int bestUpdate, List<TrainingReport.Point> curve) {}

  /** What weights score on the documents of a scorer. */
  record Scored(DevScorer scorer, List<float[]> scores) {}

  private final TokenClassifier network;
  private final Course course;
  private final Batches batches;
  private final TrainingPlan plan;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier cancelled;
  private final TimeBudget time;
  private final @Nullable Checkpoint checkpoint;

  private final List<TrainingReport.Point> curve = new ArrayList<>();
  private @Nullable DevScorer scorer;
  private int update;
  private int updates;
  private int evaluations;
  private long trainedNanos;
  private long tokens;
  private @Nullable Scored best;
  private double bestF1 = -1;
  private int bestUpdate;
  private int epochsDone;
  private int passTokens;

  /** Whether the time limit had its say on what is scored. */
  private boolean fitted;

  /** The next batch of the epoch under way. */
  private int position;

  TrainingLoop(
      TokenClassifier network,
      Course course,
      Batches batches,
      TrainingPlan plan,
      int passTokens,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier cancelled,
      TimeBudget time,
      @Nullable Checkpoint checkpoint) {
    this.network = network;
    this.course = course;
    this.batches = batches;
    this.plan = plan;
    this.passTokens = passTokens;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
    this.time = time;
    this.checkpoint = checkpoint;
    this.scorer = course.scorer();
    this.updates = plan.updates();
    this.evaluations = plannedEvaluations();
  }

  private int plannedEvaluations() {
    return course.evaluations().orElse(plan.evaluations());
  }

  /**
   * Trains.
   *
   * @param windows windows that each have a target
   * @return what the run came to; the network has the weights that the course chooses
   * @throws DivergenceException if the loss does not stay finite, runs away or does not fall
   * @throws TrainingException if the run is cancelled
   */
  Result run(List<EncodedDocument.Window> windows) {
    LossWatch watch = new LossWatch(plan.learningRate(), windows);
    if (checkpoint != null && options.resume() && checkpoint.exists()) {
      resume(checkpoint.read(network), watch);
    }
    time.skip();
    boolean goesOn = true;
    while (goesOn && !isDone()) {
      List<Batch> epoch =
          batches.shuffled(windows, plan.batchTokens(), options.seed() + epochsDone);
      for (; goesOn && position < epoch.size() && !isDone(); position++) {
        goesOn = !isCancelled(watch);
        if (goesOn) {
          makeUpdate(epoch.get(position), watch);
          fitToTime();
          listener.onUpdate(progress(watch));
          if (scorer != null && isDue()) {
            evaluate(scorer, watch);
          }
        }
      }
      if (position == epoch.size()) {
        position = 0;
        epochsDone++;
      }
    }
    watch.checkLearnt(update, scorer == null || bestF1 > 0);
    return finished();
  }

  private Result finished() {
    if (course.selects() && scorer != null) {
      network.restoreBest();
      if (best == null) {
        // A run that was resumed has the best weights, but not the scores they had.
        best = new Scored(scorer, scorer.scores(network));
      }
    }
    if (checkpoint != null) {
      checkpoint.delete();
    }
    return new Result(
        Optional.ofNullable(best), update, course.selects() ? bestUpdate : update, curve);
  }

  private boolean isDone() {
    return update >= updates || update >= Math.round(course.until() * updates);
  }

  /** Whether to stop here with what there is. */
  private boolean isCancelled(LossWatch watch) {
    if (!cancelled.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      return false;
    }
    if (!options.keepBestWhenCancelled() || !course.selects() || scorer == null || update == 0) {
      throw new TrainingException(
          "Training was cancelled after %d of %d updates; no model was written"
              .formatted(update, updates));
    }
    if (curve.isEmpty()) {
      evaluate(scorer, watch);
    }
    return true;
  }

  private ObjectNode state(LossWatch watch) {
    ObjectNode state = new ObjectMapper().createObjectNode();
    state.put(LEARNING_RATE, plan.learningRate());
    state.put("passTokens", passTokens);
    state.put("epochsDone", epochsDone);
    state.put("position", position + 1);
    state.put("update", update);
    state.put("updates", updates);
    state.put("tokens", tokens);
    state.put("loss", watch.mean());
    state.put("firstLoss", watch.first());
    state.put("bestF1", bestF1);
    state.put("bestUpdate", bestUpdate);
    state.put("elapsedNanos", time.elapsed().toNanos());
    state.put("evaluationNanos", time.evaluationNanos());
    state.put("trainedNanos", trainedNanos);
    ArrayNode points = state.putArray("curve");
    for (TrainingReport.Point point : curve) {
      points.addArray().add(point.update()).add(point.loss()).add(point.devF1());
    }
    return state;
  }

  private void resume(JsonNode state, LossWatch watch) {
    passTokens = state.get("passTokens").asInt();
    epochsDone = state.get("epochsDone").asInt();
    position = state.get("position").asInt();
    update = state.get("update").asInt();
    updates = state.get("updates").asInt();
    tokens = state.get("tokens").asLong();
    trainedNanos = state.get("trainedNanos").asLong();
    bestF1 = state.get("bestF1").asDouble();
    bestUpdate = state.get("bestUpdate").asInt();
    for (JsonNode point : state.get("curve")) {
      curve.add(
          new TrainingReport.Point(
              point.get(0).asInt(), point.get(1).asDouble(), point.get(2).asDouble()));
    }
    watch.resume(state.get("firstLoss").asDouble(), state.get("loss").asDouble());
    time.resume(
        state.get("elapsedNanos").asLong(), state.get("evaluationNanos").asLong(), curve.size());
  }

  private void makeUpdate(Batch batch, LossWatch watch) {
    long began = System.nanoTime();
    TokenClassifier.Step step =
        network.step(batch.passes(passTokens), TrainingPlan.rate((update + 0.5) / updates));
    update++;
    watch.check(step, update, updates);
    for (int length : batch.lengths()) {
      tokens += length;
    }
    trainedNanos += System.nanoTime() - began;
    time.updateDone();
  }

  private void evaluate(DevScorer dev, LossWatch watch) {
    long began = System.nanoTime();
    List<float[]> found = dev.scores(network);
    course.sink().accept(found, curve.size());
    Evaluation scored = dev.evaluate(found, 1);
    double f1 = scored.micro().f1();
    curve.add(new TrainingReport.Point(update, watch.mean(), f1));
    // Of equal scores the later is taken: its weights have settled more.
    if (f1 >= bestF1) {
      bestF1 = f1;
      bestUpdate = update;
      best = new Scored(dev, found);
      if (course.selects()) {
        network.markBest();
      }
    }
    time.evaluationDone(began);
    listener.onEvaluation(progress(watch), scored);
    if (course.selects() && hasStalled()) {
      updates = update;
    } else if (checkpoint != null && update < updates) {
      checkpoint.write(state(watch), network);
      time.skip();
    }
  }

  private boolean hasStalled() {
    return curve.stream().filter(point -> point.update() > bestUpdate).count() >= PATIENCE;
  }

  /** Cuts updates and evaluations to what the time allows, at the speed measured last. */
  private void fitToTime() {
    if (!time.isLimited() || !time.isMeasured()) {
      return;
    }
    if (!fitted) {
      fitted = true;
      fitScorerToTime();
    }
    int done = curve.size();
    double perEvaluation = nanosPerEvaluation();
    if (course.evaluations().isEmpty()) {
      double affordable = TrainingPlan.EVALUATION_SHARE / time.shareOfLimit(perEvaluation);
      evaluations = (int) Math.max(done + 1.0, Math.min(plan.evaluations(), affordable));
    }
    double left = time.left() - Math.max(0, evaluations - done) * perEvaluation;
    int fitting = update + (int) Math.max(0, left / time.nanosPerUpdate());
    updates = Math.min(plan.updates(), fitting);
  }

  /** One evaluation there must be at least, and it must not take the time that training needs. */
  private void fitScorerToTime() {
    double share = time.shareOfLimit(nanosPerEvaluation());
    if (scorer != null && course.selects() && share > TrainingPlan.EVALUATION_SHARE) {
      long affordable = (long) (scorer.tokens() * TrainingPlan.EVALUATION_SHARE / 2 / share);
      scorer = scorer.sample(affordable, options.seed());
    }
  }

  private double nanosPerEvaluation() {
    return scorer == null
        ? 0
        : time.nanosPerEvaluation(
            (double) scorer.tokens() / plan.batchTokens() / TrainingPlan.SCORING_SPEED);
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

  private TrainingProgress progress(LossWatch watch) {
    double remaining =
        time.nanosPerUpdate() * (updates - update)
            + Math.max(0, evaluations - curve.size()) * nanosPerEvaluation();
    double perEpoch = Math.max(1.0, (double) plan.updates() / plan.epochs());
    return new TrainingProgress(
        course.run(),
        course.runs(),
        update,
        updates,
        update / perEpoch,
        watch.mean(),
        tokens * 1e9 / Math.max(1, trainedNanos),
        time.elapsed(),
        Duration.ofNanos(update >= updates ? 0 : (long) remaining),
        curve.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(curve.get(curve.size() - 1).devF1()),
        bestF1 < 0 ? OptionalDouble.empty() : OptionalDouble.of(bestF1));
  }
}
