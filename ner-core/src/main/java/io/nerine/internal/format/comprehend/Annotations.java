package io.nerine.internal.format.comprehend;

import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import io.nerine.internal.format.comprehend.CsvRecords.BrokenRecordException;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.files.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a CSV file, all in memory since they come in any order: 20 bytes for each,
 * texts not among them.
 */
final class Annotations {

  private static final String FIX =
      "write File,Line,Begin Offset,End Offset,Type with whole numbers";

  private final boolean byLine;
  private final Map<String, Rows> rows = new LinkedHashMap<>();

  private Annotations(boolean byLine) {
    this.byLine = byLine;
  }

  /** The annotations of one text file, in the order of the CSV file. */
  static final class Rows {

    private static final int WIDTH = 5;

    private final List<String> types;
    private int[] values = new int[4 * WIDTH];
    private int size;

    Rows(List<String> types) {
      this.types = types;
    }

    private void add(int number, int line, int begin, int end, int type) {
      if (size * WIDTH == values.length) {
        values = Arrays.copyOf(values, 2 * values.length);
      }
      int[] row = {number, line, begin, end, type};
      System.arraycopy(row, 0, values, size * WIDTH, WIDTH);
      size++;
    }

    int size() {
      return size;
    }

    /** {@return the number of the row's line in the CSV file} */
    int number(int row) {
      return values[row * WIDTH];
    }

    /** {@return the line of the text, from 0} */
    int line(int row) {
      return values[row * WIDTH + 1];
    }

    int begin(int row) {
      return values[row * WIDTH + 2];
    }

    int end(int row) {
      return values[row * WIDTH + 3];
    }

    String type(int row) {
      return types.get(values[row * WIDTH + 4]);
    }

    /** {@return the rows sorted by the line of the text} */
    int[] byLine() {
      return IntStream.range(0, size)
          .boxed()
          .sorted((one, other) -> Integer.compare(line(one), line(other)))
          .mapToInt(Integer::intValue)
          .toArray();
    }
  }

  /**
   * Reads a file.
   *
   * @param csv the file
   * @param log takes the rows that are wrong
   * @return its annotations
   * @throws DataFormatException if it cannot be read or has no such header
   */
  static Annotations read(Path csv, FormatLog log) {
    try (CsvRecords records = new CsvRecords(TextFiles.lines(csv))) {
      Header header = header(csv, records);
      Annotations annotations = new Annotations(header.byLine());
      Map<String, Integer> types = new LinkedHashMap<>();
      List<String> names = new ArrayList<>();
      while (annotations.readRow(csv, records, header, types, names, log)) {
        // One row at a time.
      }
      return annotations;
    } catch (IOException e) {
      throw PulledReader.unreadable(csv, e);
    }
  }

  private static Header header(Path csv, CsvRecords records) throws IOException {
    List<String> fields;
    try {
      fields = records.next();
    } catch (BrokenRecordException e) {
      throw new DataFormatException("%s, line 1: %s".formatted(csv, e.problem()), e);
    }
    Header header = fields == null ? null : Header.of(fields);
    if (header != null) {
      return header;
    }
    if (fields != null && Header.isEntityList(fields)) {
      throw new DataFormatException(
          "'%s' is a list of entities, which is no tagged text; give a CSV file of annotations"
                  .formatted(csv)
              + " with the columns File, Begin Offset, End Offset and Type");
    }
    throw new DataFormatException(
        "'%s' has no header with the columns File, Begin Offset, End Offset and Type, found '%s'"
            .formatted(csv, fields == null ? "" : Json.abbreviated(String.join(",", fields))));
  }

  private boolean readRow(
      Path csv,
      CsvRecords records,
      Header header,
      Map<String, Integer> types,
      List<String> names,
      FormatLog log)
      throws IOException {
    try {
      List<String> fields = records.next();
      if (fields == null) {
        return false;
      }
      int line = byLine ? number(fields, header.line()) : 0;
      int begin = number(fields, header.begin());
      int end = number(fields, header.end());
      if (fields.size() < header.width() || line < 0 || begin < 0 || end < 0) {
        String found = "'%s'".formatted(Json.abbreviated(String.join(",", fields)));
        log.error(csv.toString(), "line " + records.number(), found, "left out", FIX);
        return true;
      }
      String name = fields.get(header.type());
      Integer type = types.putIfAbsent(name, types.size());
      if (type == null) {
        type = names.size();
        names.add(name);
      }
      rows.computeIfAbsent(fields.get(header.file()), key -> new Rows(names))
          .add(records.number(), line, begin, end, type);
    } catch (BrokenRecordException e) {
      String fix = "close it, and double those within a field";
      log.error(csv.toString(), "line " + records.number(), e.problem(), "left out", fix);
    }
    return true;
  }

  /** A whole number from 0 on; negative if a field is none. */
  private static int number(List<String> fields, int column) {
    String field = column < fields.size() ? fields.get(column) : "";
    boolean digits =
        !field.isEmpty()
            && field.length() <= 9
            && field.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return digits ? Integer.parseInt(field) : -1;
  }

  /** {@return whether each line of a text file is a document} */
  boolean byLine() {
    return byLine;
  }

  /** {@return the names of the text files that have annotations} */
  Iterable<String> files() {
    return rows.keySet();
  }

  /** {@return the annotations of a text file, or null if it has none} */
  @Nullable Rows of(String file) {
    return rows.get(file);
  }
}
