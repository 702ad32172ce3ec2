package io.nerine.internal.format.files;

import io.nerine.format.FormatLog;
import io.nerine.format.FormatProblem;
import io.nerine.format.FormatProblem.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts things of one kind, so that a file with thousands of them gets one line in the report.
 * Bounded memory. Not thread-safe.
 */
public final class Tally {

  /** Kinds may come from hostile data; what is beyond is reported as it is met. */
  private static final int MOST_KINDS = 200;

  private final FormatLog log;
  private final String file;
  private final Map<Kind, Count> counts = new LinkedHashMap<>();

  private record Kind(Severity severity, String found, String action, String fix) {}

  private static final class Count {

    private final String firstPlace;
    private long count = 1;

    Count(String firstPlace) {
      this.firstPlace = firstPlace;
    }
  }

  /**
   * Creates a tally.
   *
   * @param log where the counts go
   * @param file the file that they concern
   */
  public Tally(FormatLog log, String file) {
    this.log = log;
    this.file = file;
  }

  /**
   * Counts information that was not carried over.
   *
   * @param place where it stands
   * @param found what it is
   * @param action what was done
   */
  public void info(String place, String found, String action) {
    count(Severity.INFO, place, found, action, "");
  }

  /**
   * Counts something that was not carried over as it stands.
   *
   * @param place where it stands
   * @param found what it is
   * @param action what was done
   * @param fix what to change
   */
  public void warning(String place, String found, String action, String fix) {
    count(Severity.WARNING, place, found, action, fix);
  }

  private void count(Severity severity, String place, String found, String action, String fix) {
    Kind kind = new Kind(severity, found, action, fix);
    Count count = counts.get(kind);
    if (count != null) {
      count.count++;
    } else if (counts.size() < MOST_KINDS) {
      counts.put(kind, new Count(place));
    } else {
      log.add(new FormatProblem(severity, file, place, found, action, fix));
    }
  }

  /** Reports the counts, and begins anew. */
  public void report() {
    counts.forEach(
        (kind, count) -> {
          String found =
              count.count == 1
                  ? kind.found
                  : "%s (%d times, first here)".formatted(kind.found, count.count);
          log.add(
              new FormatProblem(
                  kind.severity, file, count.firstPlace, found, kind.action, kind.fix));
        });
    counts.clear();
  }
}
