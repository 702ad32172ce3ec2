package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTests {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong(-3);

  private Progress progress(boolean terminal, boolean quiet) {
    return new Progress(
        new PrintStream(shown, true, StandardCharsets.UTF_8), terminal, quiet, nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void pipeGetsOneLineEveryFewSecondsAndTheLastState() {
    try (Progress progress = progress(false, false)) {
      for (int i = 1; i <= 12; i++) {
        pass(Duration.ofSeconds(1));
        progress.show(i / 12.0, "step " + i);
      }
    }
    assertThat(shown().lines())
        .containsExactly("  8%  step 1", " 50%  step 6", " 91%  step 11", "100%  step 12");
  }

  @Test
  void terminalGetsABarInOneLine() {
    try (Progress progress = progress(true, false)) {
      progress.show(0.25, "a rather long text");
      pass(Duration.ofMillis(50));
      progress.show(0.4, "too soon");
      pass(Duration.ofMillis(50));
      progress.show(0.5, "short");
    }
    assertThat(shown())
        .isEqualTo(
            "\r[####............]  25%  a rather long text"
                + "\r[########........]  50%  short             "
                + "\r[########........]  50%  short\n");
  }

  @Test
  void barNeverWrapsItsLine() {
    try (Progress progress = progress(true, false)) {
      progress.show(0.5, "x".repeat(200));
    }
    assertThat(shown().split("[\r\n]")).allMatch(line -> line.length() < 80);
  }

  @Test
  void noteStandsAboveTheBar() {
    try (Progress progress = progress(true, false)) {
      progress.note("first");
      progress.show(0.5, "x");
      progress.note("second");
    }
    assertThat(shown())
        .startsWith("first\n\r[########........]  50%  x\r")
        .contains(" \rsecond\n\r[########........]  50%  x");
  }

  @Test
  void quietShowsNothing() {
    try (Progress progress = progress(true, true)) {
      progress.show(0.5, "x");
      progress.note("y");
    }
    assertThat(shown()).isEmpty();
  }

  @Test
  void countsHaveRateAndTimeLeft() {
    try (Progress progress = progress(false, false)) {
      pass(Duration.ofSeconds(10));
      progress.showCount("document", 40, 0.25);
    }
    assertThat(shown()).isEqualTo(" 25%  40 documents, 4.0/s, 0:30 left\n");
  }

  @Test
  void unknownShareHasNoPercentAndNoTimeLeft() {
    try (Progress progress = progress(false, false)) {
      pass(Duration.ofSeconds(10));
      progress.showCount("document", 40, Double.NaN);
    }
    assertThat(shown()).isEqualTo("40 documents, 4.0/s\n");
  }

  @Test
  void timesAreWrittenAsClocksDo() {
    assertThat(Progress.time(Duration.ofMillis(7_900))).isEqualTo("0:07");
    assertThat(Progress.time(Duration.ofSeconds(3_727))).isEqualTo("1:02:07");
  }
}
