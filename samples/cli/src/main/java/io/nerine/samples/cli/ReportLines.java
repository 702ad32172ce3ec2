package io.nerine.samples.cli;

import io.nerine.format.FormatProblem;
import io.nerine.format.FormatReport;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;

/** Tells a person what a reader or writer of a format reports, the worst first. */
final class ReportLines {

  private static final int FIRST = 20;

  private ReportLines() {}

  /**
   * Prints the counts in one line, and the problems one a line below it.
   *
   * @param done what was done, such as {@code Read}
   * @param report the report
   * @param all whether to print all problems that are listed, or the first 20
   * @param out where to
   */
  static void print(String done, FormatReport report, boolean all, PrintStream out) {
    out.println(
        "%s %s, %s: %s, %s, %s"
            .formatted(
                done,
                Progress.count(report.documents(), "document"),
                Progress.count(report.spans(), "tag"),
                Progress.count(report.errors(), "error"),
                Progress.count(report.warnings(), "warning"),
                Progress.count(report.notes(), "note")));
    report.problems().stream()
        .sorted(Comparator.comparing(FormatProblem::severity).reversed())
        .limit(all ? Long.MAX_VALUE : FIRST)
        .forEach(
            problem ->
                out.println(
                    "  %s: %s"
                        .formatted(problem.severity().name().toLowerCase(Locale.ROOT), problem)));
    long listed = all ? report.problems().size() : Math.min(FIRST, report.problems().size());
    long left = report.errors() + report.warnings() + report.notes() - listed;
    if (left > 0) {
      out.println(
          String.format(
              Locale.ROOT, "  and %,d more%s", left, all ? "" : "; --verbose shows them"));
    }
  }
}
