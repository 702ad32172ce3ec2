package io.nerine.samples.benchmarks;

import java.util.Locale;

/** What came of the spoilt files of one format. Not thread-safe. */
final class FuzzTally {

  private long files;
  private long refused;
  private long withErrors;
  private long converted;
  private long slowestMillis;

  void read(long errors) {
    files++;
    withErrors += errors > 0 ? 1 : 0;
  }

  void refused() {
    files++;
    refused++;
  }

  void converted() {
    converted++;
  }

  void took(long millis) {
    slowestMillis = Math.max(slowestMillis, millis);
  }

  long slowestMillis() {
    return slowestMillis;
  }

  long files() {
    return files;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d files, %,d refused, %,d read with errors, %,d written in another format; slowest %d ms",
        files,
        refused,
        withErrors,
        converted,
        slowestMillis);
  }
}
