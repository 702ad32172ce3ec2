package io.nerine.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * The figures of the process, minute by minute. Memory is compared between the last minute and the
 * third, when all code is compiled and all pools are full. Used by one thread.
 */
final class SoakMinutes {

  private static final long MINUTE = 60_000_000_000L;

  private static final int FIRST = 3;

  private static final double MEMORY_TOLERANCE = 0.03;

  /** Threads that are idle end and begin again, the compiler's too. */
  private static final int THREAD_TOLERANCE = 4;

  private static final int FILE_TOLERANCE = 4;

  private final SoakCalls calls;
  private final LongAdder switches;
  private final long begun = System.nanoTime();
  private final List<ProcessFigures> minutes = new ArrayList<>();
  private final List<ProcessFigures> seconds = new ArrayList<>();

  SoakMinutes(SoakCalls calls, LongAdder switches) {
    this.calls = calls;
    this.switches = switches;
  }

  /** Looks at the process; to be called about once a second. */
  void look() {
    if (!ProcessFigures.known()) {
      return;
    }
    seconds.add(ProcessFigures.now());
    if (System.nanoTime() - begun >= MINUTE * (minutes.size() + 1)) {
      ProcessFigures mean = mean(seconds);
      minutes.add(mean);
      seconds.clear();
      System.out.printf(
          Locale.ROOT,
          "minute %2d: %,10d texts, %,13d characters, %,6d cancelled, %,6d timed out, %d failed,"
              + " %d other than alone, %,4d switches, %,d MiB, %d threads, %d files%n",
          minutes.size(),
          calls.texts.sum(),
          calls.characters.sum(),
          calls.cancelled.sum(),
          calls.timedOut.sum(),
          calls.failed.sum(),
          calls.wrong.sum(),
          switches.sum(),
          mean.residentKibibytes() >> 10,
          mean.threads(),
          mean.files());
    }
  }

  private static ProcessFigures mean(List<ProcessFigures> figures) {
    return new ProcessFigures(
        (long) figures.stream().mapToLong(ProcessFigures::residentKibibytes).average().orElse(0),
        (int) Math.round(figures.stream().mapToInt(ProcessFigures::threads).average().orElse(0)),
        (int) Math.round(figures.stream().mapToInt(ProcessFigures::files).average().orElse(0)));
  }

  /** {@return whether nothing grew, as far as there are minutes to compare} */
  boolean flat() {
    if (minutes.size() <= FIRST) {
      return true;
    }
    ProcessFigures third = minutes.get(FIRST - 1);
    ProcessFigures last = minutes.get(minutes.size() - 1);
    return Math.abs(growth()) <= MEMORY_TOLERANCE
        && Math.abs(last.threads() - third.threads()) <= THREAD_TOLERANCE
        && Math.abs(last.files() - third.files()) <= FILE_TOLERANCE;
  }

  private double growth() {
    double third = minutes.get(FIRST - 1).residentKibibytes();
    return minutes.get(minutes.size() - 1).residentKibibytes() / third - 1;
  }

  @Override
  public String toString() {
    if (minutes.size() <= FIRST) {
      return "memory not compared in so short a time";
    }
    return String.format(
        Locale.ROOT,
        "memory of the last minute against the third: %+.2f %%, threads %d and %d, files %d and %d",
        100 * growth(),
        minutes.get(minutes.size() - 1).threads(),
        minutes.get(FIRST - 1).threads(),
        minutes.get(minutes.size() - 1).files(),
        minutes.get(FIRST - 1).files());
  }
}
