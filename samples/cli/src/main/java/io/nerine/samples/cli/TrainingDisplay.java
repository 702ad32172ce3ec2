package io.nerine.samples.cli;

import io.nerine.evaluation.Evaluation;
import io.nerine.training.TrainingListener;
import io.nerine.training.TrainingProgress;
import java.util.Locale;

/** Shows what a training run reports. */
final class TrainingDisplay implements TrainingListener {

  private final Progress progress;
  private final boolean verbose;

  TrainingDisplay(Progress progress, boolean verbose) {
    this.progress = progress;
    this.verbose = verbose;
  }

  @Override
  public void onUpdate(TrainingProgress state) {
    StringBuilder details = new StringBuilder();
    if (state.runs() > 1) {
      details.append("network %d of %d, ".formatted(state.run(), state.runs()));
    }
    details.append(
        String.format(
            Locale.ROOT,
            "%s left, %.0f tokens/s, loss %.4f",
            Progress.time(state.remaining()),
            state.tokensPerSecond(),
            state.loss()));
    state.devF1().ifPresent(f1 -> details.append(String.format(Locale.ROOT, ", dev F1 %.4f", f1)));
    progress.show(state.share(), details.toString());
  }

  @Override
  public void onEvaluation(TrainingProgress state, Evaluation dev) {
    if (verbose) {
      progress.note(
          String.format(
              Locale.ROOT,
              "update %d of %d, epoch %.1f: loss %.4f, dev precision %.4f, recall %.4f, F1 %.4f",
              state.update(),
              state.updates(),
              state.epoch(),
              state.loss(),
              dev.micro().precision(),
              dev.micro().recall(),
              dev.micro().f1()));
    }
  }
}
