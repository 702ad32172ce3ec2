package io.nerine.training;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast a run goes and what its time limit leaves room for. Speeds follow the last updates and
 * evaluations, since other work on the machine comes and goes.
 */
final class TimeBudget {

  /** The updates that are left out of the speed: code is compiled and memory is taken. */
  static final int WARM_UPDATES = 3;

  /** The weight of the last measurement in the speed. */
  private static final double FOLLOW = 0.05;

  /** Limits are aimed at with a margin for what cannot be foreseen. */
  private static final double MARGIN = 0.02;

  /** The share of the limit that is kept for writing and checking the model, at most. */
  private static final double GREATEST_RESERVE = 0.1;

  private final @Nullable Duration limit;
  private final double reserve;
  private final long start;
  private long earlier;
  private long evaluationNanos;
  private int evaluations;
  private double perEvaluation = Double.NaN;
  private long lastUpdateEnd;
  private long updates;
  private double perUpdate = Double.NaN;

  /**
   * Creates the budget of a run.
   *
   * @param limit how long it may take
   * @param start when it began, of {@link System#nanoTime()}
   * @param closing how long writing and checking the model take about
   */
  TimeBudget(Optional<Duration> limit, long start, Duration closing) {
    this.limit = limit.orElse(null);
    this.start = start;
    this.reserve =
        limit.isEmpty()
            ? 0
            : Math.min((double) closing.toNanos(), GREATEST_RESERVE * limit.get().toNanos())
                + MARGIN * limit.get().toNanos();
    this.lastUpdateEnd = System.nanoTime();
  }

  boolean isLimited() {
    return limit != null;
  }

  /** Takes over the time that a run took before it was cut short. */
  void resume(long elapsedNanos, long nanosOfEvaluations, int numberOfEvaluations) {
    earlier = elapsedNanos;
    evaluationNanos = nanosOfEvaluations;
    evaluations = numberOfEvaluations;
    if (evaluations > 0) {
      perEvaluation = (double) evaluationNanos / evaluations;
    }
  }

  void updateDone() {
    long now = System.nanoTime();
    double took = now - lastUpdateEnd;
    lastUpdateEnd = now;
    updates++;
    if (updates <= WARM_UPDATES || Double.isNaN(perUpdate)) {
      perUpdate = took;
    } else {
      // A plain mean at first, so that one batch does not decide.
      perUpdate += Math.max(FOLLOW, 1.0 / (updates - WARM_UPDATES)) * (took - perUpdate);
    }
  }

  void evaluationDone(long began) {
    long now = System.nanoTime();
    double took = now - began;
    evaluationNanos += now - began;
    evaluations++;
    perEvaluation = evaluations == 1 ? took : perEvaluation + 0.5 * (took - perEvaluation);
    lastUpdateEnd = now;
  }

  /** What lies between updates and is neither, such as writing a checkpoint, is nobody's time. */
  void skip() {
    lastUpdateEnd = System.nanoTime();
  }

  /** Whether the speed of updates is known well enough to plan with. */
  boolean isMeasured() {
    return updates >= 2 * WARM_UPDATES;
  }

  double nanosPerUpdate() {
    return Double.isNaN(perUpdate) ? 0 : perUpdate;
  }

  /**
   * Returns what an evaluation takes.
   *
   * @param estimate the updates that take as long, for as long as none was measured
   */
  double nanosPerEvaluation(double estimate) {
    return Double.isNaN(perEvaluation) ? estimate * nanosPerUpdate() : perEvaluation;
  }

  /** {@return the share of the limit that a time is; 0 without a limit} */
  double shareOfLimit(double nanos) {
    return limit == null ? 0 : nanos / limit.toNanos();
  }

  /** {@return the nanoseconds left until the limit, less what closing takes; may be negative} */
  double left() {
    return limit == null
        ? Double.POSITIVE_INFINITY
        : limit.toNanos() - reserve - elapsed().toNanos();
  }

  Duration elapsed() {
    return Duration.ofNanos(earlier + System.nanoTime() - start);
  }

  long evaluationNanos() {
    return evaluationNanos;
  }
}
