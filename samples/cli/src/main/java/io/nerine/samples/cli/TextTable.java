package io.nerine.samples.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns, as wide as their widest cell. Not thread-safe. */
final class TextTable {

  private static final String GAP = "  ";

  private final boolean figures;
  private final List<List<String>> rows = new ArrayList<>();

  private TextTable(boolean figures) {
    this.figures = figures;
  }

  /** {@return a table whose columns begin on the left} */
  static TextTable ofWords() {
    return new TextTable(false);
  }

  /** {@return a table whose columns end on the right, but for the first} */
  static TextTable ofFigures() {
    return new TextTable(true);
  }

  /** Adds a row. */
  TextTable row(List<?> cells) {
    rows.add(cells.stream().map(String::valueOf).toList());
    return this;
  }

  /** Adds a row. */
  TextTable row(Object... cells) {
    return row(List.of(cells));
  }

  /** {@return the rows, each with a line break} */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String space = " ".repeat(width(column) - length(cell));
        line.append(column == 0 ? "" : GAP)
            .append(figures && column > 0 ? space + cell : cell + space);
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> length(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
