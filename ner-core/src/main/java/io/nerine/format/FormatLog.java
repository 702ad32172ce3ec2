package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what a reader or writer of a format has to report. Not thread-safe; bounded memory: the
 * first problems are kept, all are counted.
 */
public final class FormatLog {

  /** The number of problems that are kept. */
  public static final int MOST_LISTED = 1000;

  private final List<FormatProblem> listed = new ArrayList<>();
  private final Map<FormatProblem.Severity, Long> counts =
      new EnumMap<>(FormatProblem.Severity.class);
  private int listedErrors;
  private long documents;
  private long spans;

  /** Creates an empty log. */
  public FormatLog() {}

  /**
   * Adds something wrong that made a document or tag be left out.
   *
   * @param file the file
   * @param place where in the file
   * @param found what was found
   * @param action what was done
   * @param fix what to change
   */
  public void error(String file, String place, String found, String action, String fix) {
    add(new FormatProblem(FormatProblem.Severity.ERROR, file, place, found, action, fix));
  }

  /**
   * Adds something that was not carried over as it stands.
   *
   * @param file the file
   * @param place where in the file
   * @param found what was found
   * @param action what was done
   * @param fix what to change
   */
  public void warning(String file, String place, String found, String action, String fix) {
    add(new FormatProblem(FormatProblem.Severity.WARNING, file, place, found, action, fix));
  }

  /**
   * Adds information that was not carried over.
   *
   * @param file the file
   * @param place where in the file
   * @param found what was found
   * @param action what was done
   */
  public void info(String file, String place, String found, String action) {
    add(new FormatProblem(FormatProblem.Severity.INFO, file, place, found, action, ""));
  }

  /**
   * Adds a problem.
   *
   * @param problem the problem
   */
  public void add(FormatProblem problem) {
    counts.merge(problem.severity(), 1L, Long::sum);
    boolean error = problem.severity() == FormatProblem.Severity.ERROR;
    if (listed.size() < MOST_LISTED) {
      listed.add(problem);
      listedErrors += error ? 1 : 0;
    } else if (error && listedErrors < MOST_LISTED / 2) {
      // Notes must not hide the errors behind them.
      for (int i = listed.size() - 1; i >= 0; i--) {
        if (listed.get(i).severity() != FormatProblem.Severity.ERROR) {
          listed.remove(i);
          break;
        }
      }
      listed.add(problem);
      listedErrors++;
    }
  }

  /**
   * Counts a document that was read or written.
   *
   * @param document the document
   */
  public void count(AnnotatedDocument document) {
    documents++;
    spans += document.spans().size();
  }

  /** {@return what was reported so far} */
  public FormatReport report() {
    return new FormatReport(
        documents,
        spans,
        counts.getOrDefault(FormatProblem.Severity.ERROR, 0L),
        counts.getOrDefault(FormatProblem.Severity.WARNING, 0L),
        counts.getOrDefault(FormatProblem.Severity.INFO, 0L),
        listed);
  }
}
