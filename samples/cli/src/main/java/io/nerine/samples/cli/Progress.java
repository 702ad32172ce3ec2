package io.nerine.samples.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work has come: on a terminal as a bar that stays in its line, elsewhere as a
 * plain line every few seconds. The last state is always shown. Thread-safe.
 */
final class Progress implements AutoCloseable {

  private static final long TERMINAL_PAUSE = Duration.ofMillis(100).toNanos();
  private static final long PIPE_PAUSE = Duration.ofSeconds(5).toNanos();

  /** A line that is as wide as the terminal would wrap, and could not be written over. */
  private static final int TERMINAL_WIDTH = 79;

  private static final int BAR_WIDTH = 16;

  private final PrintStream err;
  private final boolean terminal;
  private final boolean quiet;
  private final LongSupplier nanoTime;
  private final long started;
  private long lastShown;
  private boolean anyShown;
  private int shownWidth;
  private @Nullable String waiting;

  Progress(PrintStream err, boolean terminal, boolean quiet, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  /** Starts a display on a console's standard error. */
  static Progress start(Console console, boolean quiet) {
    return new Progress(console.err(), console.terminal(), quiet, System::nanoTime);
  }

  /**
   * Shows how far the work has come, unless that was shown a moment ago.
   *
   * @param share the share that is done, 0 to 1; not a number if nobody knows
   * @param details rate and time left, the most important first
   */
  synchronized void show(double share, String details) {
    if (quiet) {
      return;
    }
    waiting = terminal ? bar(share) + details : percent(share) + details;
    long now = nanoTime.getAsLong();
    if (!anyShown || now - lastShown >= (terminal ? TERMINAL_PAUSE : PIPE_PAUSE)) {
      lastShown = now;
      print(waiting);
    }
  }

  /**
   * Shows how many things are done, with rate and time left since the start of this display.
   *
   * @param thing what each of them is, in the singular
   * @param done how many are done
   * @param share the share that is done, 0 to 1; not a number if nobody knows
   */
  void showCount(String thing, long done, double share) {
    double seconds = (nanoTime.getAsLong() - started) / 1e9;
    StringBuilder details = new StringBuilder(count(done, thing));
    if (seconds > 0) {
      details.append(String.format(Locale.ROOT, ", %.1f/s", done / seconds));
    }
    if (share > 0 && share < 1) {
      long left = (long) (seconds * 1000 * (1 - share) / share);
      details.append(", ").append(time(Duration.ofMillis(left))).append(" left");
    }
    show(share, details.toString());
  }

  /** Writes a line that stays, above the bar where there is one. */
  synchronized void note(String line) {
    if (quiet) {
      return;
    }
    if (terminal && anyShown) {
      err.print("\r" + " ".repeat(shownWidth) + "\r");
    }
    err.println(line);
    if (terminal && waiting != null) {
      shownWidth = 0;
      print(waiting);
    }
  }

  private void print(String line) {
    waiting = terminal ? line : null;
    anyShown = true;
    if (terminal) {
      String fitting = line.length() > TERMINAL_WIDTH ? line.substring(0, TERMINAL_WIDTH) : line;
      err.print("\r" + fitting + " ".repeat(Math.max(0, shownWidth - fitting.length())));
      err.flush();
      shownWidth = fitting.length();
    } else {
      err.println(line);
    }
  }

  /** Shows the last state and ends the line. */
  @Override
  public synchronized void close() {
    if (waiting != null) {
      print(waiting);
      if (terminal) {
        err.println();
      }
      waiting = null;
    }
  }

  private static String bar(double share) {
    if (Double.isNaN(share)) {
      return "";
    }
    int full = (int) Math.round(BAR_WIDTH * share);
    return "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "] " + percent(share);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%3d%%  ", (int) (100 * share));
  }

  /** {@return such as {@code 1 document} or {@code 7 documents}} */
  static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /**
   * Writes a time as a clock does.
   *
   * @param time the time, not negative
   * @return such as {@code 2:07} or {@code 1:02:07}
   */
  static String time(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
