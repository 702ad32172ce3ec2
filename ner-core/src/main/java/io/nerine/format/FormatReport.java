package io.nerine.format;

import io.nerine.exception.DataFormatException;
import java.util.List;

/**
 * What was read or written, and everything that was wrong or could not be kept.
 *
 * @param documents the number of documents
 * @param spans the number of their tags
 * @param errors the number of errors
 * @param warnings the number of warnings
 * @param notes the number of problems of severity {@code INFO}
 * @param problems the problems in the order they were met: all, or the first {@value
 *     FormatLog#MOST_LISTED}
 */
public record FormatReport(
    long documents,
    long spans,
    long errors,
    long warnings,
    long notes,
    List<FormatProblem> problems) {

  private static final int QUOTED = 20;

  /** Creates the report. */
  public FormatReport {
    problems = List.copyOf(problems);
  }

  /**
   * Refuses what has an error.
   *
   * @param source what was read, for the message
   * @throws DataFormatException if there is an error; the message lists the first 20 and says how
   *     many there are
   */
  public void throwIfErrors(String source) {
    if (errors == 0) {
      return;
    }
    List<FormatProblem> listed =
        problems.stream()
            .filter(problem -> problem.severity() == FormatProblem.Severity.ERROR)
            .limit(QUOTED)
            .toList();
    if (errors == 1 && listed.size() == 1) {
      throw new DataFormatException(listed.get(0).toString());
    }
    StringBuilder message = new StringBuilder(source).append(": ").append(errors);
    message.append(errors == 1 ? " problem" : " problems");
    if (errors > listed.size()) {
      message.append(", the first ").append(listed.size()).append(" are");
    }
    listed.forEach(problem -> message.append("\n  ").append(problem));
    throw new DataFormatException(message.toString());
  }

  /** {@return the counts, and the problems one a line} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(documents).append(documents == 1 ? " document, " : " documents, ");
    text.append(spans).append(spans == 1 ? " tag; " : " tags; ");
    text.append(errors).append(errors == 1 ? " error, " : " errors, ");
    text.append(warnings).append(warnings == 1 ? " warning, " : " warnings, ");
    text.append(notes).append(notes == 1 ? " note" : " notes");
    for (FormatProblem problem : problems) {
      text.append("\n  ").append(problem.severity()).append(' ').append(problem);
    }
    long left = errors + warnings + notes - problems.size();
    if (left > 0) {
      text.append("\n  and ").append(left).append(" more");
    }
    return text.toString();
  }
}
