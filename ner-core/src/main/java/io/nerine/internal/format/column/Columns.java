package io.nerine.internal.format.column;

import java.util.Arrays;

/** The columns of one line after the other. Not thread-safe. */
final class Columns {

  /** A line with more is no row of a column file. */
  static final int MOST = 1000;

  private String line = "";
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int count;

  /**
   * Takes a line apart. White space at its end is no column.
   *
   * @param line the line
   * @param separator a tab, each of which parts two columns, or a space for runs of both
   * @return this
   */
  Columns split(String line, char separator) {
    this.line = line;
    count = 0;
    int limit = line.length();
    while (limit > 0 && isBlank(line.charAt(limit - 1))) {
      limit--;
    }
    if (limit == 0) {
      return this;
    }
    if (separator == '\t') {
      atTabs(limit);
    } else {
      atBlanks(limit);
    }
    return this;
  }

  private void atTabs(int limit) {
    int from = 0;
    while (count < MOST) {
      int tab = line.indexOf('\t', from);
      int end = tab < 0 || tab >= limit ? limit : tab;
      int start = from;
      int trimmed = end;
      while (start < trimmed && line.charAt(start) == ' ') {
        start++;
      }
      while (trimmed > start && line.charAt(trimmed - 1) == ' ') {
        trimmed--;
      }
      add(start, trimmed);
      if (end == limit) {
        break;
      }
      from = end + 1;
    }
  }

  private void atBlanks(int limit) {
    int at = 0;
    while (count < MOST) {
      while (at < limit && isBlank(line.charAt(at))) {
        at++;
      }
      if (at == limit) {
        break;
      }
      int start = at;
      while (at < limit && !isBlank(line.charAt(at))) {
        at++;
      }
      add(start, at);
    }
  }

  /** Spaces of other kinds are parts of tokens. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count++] = end;
  }

  /** {@return the number of columns, {@value #MOST} where there are more} */
  int count() {
    return count;
  }

  int start(int column) {
    return starts[column];
  }

  int end(int column) {
    return ends[column];
  }

  /** {@return a column's text; a shared string for the commonest tag} */
  String get(int column) {
    int start = starts[column];
    int end = ends[column];
    return end - start == 1 && line.charAt(start) == 'O' ? "O" : line.substring(start, end);
  }
}
