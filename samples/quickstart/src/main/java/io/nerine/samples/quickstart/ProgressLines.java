package io.nerine.samples.quickstart;

import io.nerine.training.TrainingListener;
import io.nerine.training.TrainingProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints a line every few seconds of training. */
final class ProgressLines implements TrainingListener {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PrintStream out;
  private Duration next = Duration.ZERO;

  ProgressLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onUpdate(TrainingProgress progress) {
    boolean last = progress.update() == progress.updates();
    if (progress.elapsed().compareTo(next) < 0 && !last) {
      return;
    }
    next = progress.elapsed().plus(PAUSE);
    out.println(
        String.format(
                Locale.ROOT,
                "%3.0f%%  update %d of %d  loss %.3f  %.0f tokens/s  %d s left",
                100 * progress.share(),
                progress.update(),
                progress.updates(),
                progress.loss(),
                progress.tokensPerSecond(),
                progress.remaining().toSeconds())
            + devF1(progress));
  }

  private static String devF1(TrainingProgress progress) {
    return progress.devF1().isPresent()
        ? String.format(Locale.ROOT, "  dev F1 %.3f", progress.devF1().getAsDouble())
        : "";
  }
}
