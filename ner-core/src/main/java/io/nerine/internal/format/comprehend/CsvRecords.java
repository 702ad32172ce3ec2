package io.nerine.internal.format.comprehend;

import io.nerine.internal.Utf8Lines;
import io.nerine.internal.Utf8Lines.NotUtf8Exception;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file as RFC 4180 has it: a field in quotation marks may hold commas, line
 * breaks and, doubled, quotation marks. White space around fields, which Amazon's own examples
 * have, is left out unless it is quoted. Not thread-safe.
 */
final class CsvRecords implements Closeable {

  private static final int LONGEST_RECORD = 1 << 20;

  private final Utf8Lines lines;
  private int number;

  CsvRecords(Utf8Lines lines) {
    this.lines = lines;
  }

  /** Signals a record that is broken; the next one may be right. */
  static final class BrokenRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String problem;

    BrokenRecordException(String problem) {
      super(problem);
      this.problem = problem;
    }

    /** {@return what is wrong} */
    String problem() {
      return problem;
    }
  }

  /**
   * Goes to the next record that is not blank.
   *
   * @return its fields, or null at the end
   * @throws BrokenRecordException if it is no CSV
   * @throws IOException if the file can no longer be read
   */
  @Nullable List<String> next() throws IOException, BrokenRecordException {
    while (lines.next()) {
      number = lines.number();
      String line = text();
      if (!line.isBlank()) {
        return fields(line);
      }
    }
    return null;
  }

  /** {@return the number of the line on which the record begins} */
  int number() {
    return number;
  }

  private String text() throws BrokenRecordException {
    try {
      return lines.text();
    } catch (NotUtf8Exception e) {
      throw new BrokenRecordException(e.problem());
    }
  }

  private List<String> fields(String line) throws IOException, BrokenRecordException {
    List<String> fields = new ArrayList<>();
    StringBuilder record = new StringBuilder(line);
    int at = 0;
    while (at <= record.length()) {
      int start = at;
      while (start < record.length() && isSpace(record.charAt(start))) {
        start++;
      }
      if (start < record.length() && record.charAt(start) == '"') {
        StringBuilder field = new StringBuilder();
        at = quoted(record, start + 1, field);
        fields.add(field.toString());
      } else {
        int comma = record.indexOf(",", start);
        int end = comma < 0 ? record.length() : comma;
        fields.add(record.substring(start, end).strip());
        at = end + 1;
      }
    }
    return fields;
  }

  /** Reads a field up to its closing mark, and returns the offset behind the comma after it. */
  private int quoted(StringBuilder record, int from, StringBuilder field)
      throws IOException, BrokenRecordException {
    int at = from;
    while (true) {
      int mark = record.indexOf("\"", at);
      if (mark < 0) {
        field.append(record, at, record.length());
        at = record.length();
        continueRecord(record);
        continue;
      }
      field.append(record, at, mark);
      at = mark + 1;
      if (at < record.length() && record.charAt(at) == '"') {
        field.append('"');
        at++;
        continue;
      }
      while (at < record.length() && isSpace(record.charAt(at))) {
        at++;
      }
      if (at < record.length() && record.charAt(at) != ',') {
        throw new BrokenRecordException("a quotation mark within a field");
      }
      return at + 1;
    }
  }

  private void continueRecord(StringBuilder record) throws IOException, BrokenRecordException {
    if (record.length() > LONGEST_RECORD || !lines.next()) {
      throw new BrokenRecordException("a quotation mark that is not closed");
    }
    record.append('\n').append(text());
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  /**
   * Writes a field.
   *
   * @param value its value
   * @return the field, in quotation marks where it needs them
   */
  static String field(String value) {
    boolean plain =
        value.equals(value.strip())
            && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain && !value.isEmpty() ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
