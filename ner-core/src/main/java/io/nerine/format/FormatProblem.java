package io.nerine.format;

import java.util.Objects;

/**
 * One thing that was wrong in a file, or that could not be kept.
 *
 * @param severity how bad it is
 * @param file the file it stands in
 * @param place where in the file, such as {@code line 12} or the JSON pointer {@code
 *     /documents/3/entities/0}; empty if it concerns the whole file
 * @param found what was found there
 * @param action what was done about it, such as {@code left out}
 * @param fix what to change; empty if nothing needs to be changed
 */
public record FormatProblem(
    Severity severity, String file, String place, String found, String action, String fix) {

  /** How bad a problem is. */
  public enum Severity {
    /** Information that is no tagged text, such as a relation, was not carried over. */
    INFO,
    /** Right, but not carried over as it stands: repaired, assumed, or beyond what can be held. */
    WARNING,
    /** Wrong: a document or a tag was left out. Strict reading refuses. */
    ERROR
  }

  /** Creates the problem. */
  public FormatProblem {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(fix, "fix");
  }

  /** {@return file, place, what was found, what was done and the fix, in one line} */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(file);
    if (!place.isEmpty()) {
      line.append(", ").append(place);
    }
    line.append(": ").append(found);
    if (!action.isEmpty()) {
      line.append("; ").append(action);
    }
    if (!fix.isEmpty()) {
      line.append("; ").append(fix);
    }
    return line.toString();
  }
}
