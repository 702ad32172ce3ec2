package io.nerine.internal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.FileReplacement;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The records of a JSON file in UTF-8, one at a time: the elements of an array, which stands at the
 * top or inside an object, JSON Lines, or values one after the other over any number of lines. What
 * is wrong goes into the log. A line that is no JSON is left out; behind broken JSON in an array
 * nothing can be read any more. Takes memory for one record, of 256 MiB at most. Not thread-safe.
 */
public final class JsonRecords implements Closeable {

  private static final int HEAD_BYTES = 1 << 16;

  private final String file;
  private final FormatLog log;
  private final RecordSource source;

  private JsonRecords(String file, FormatLog log, RecordSource source) {
    this.file = file;
    this.log = log;
    this.source = source;
  }

  /**
   * Opens a file whose records stand at the top: in an array, in a line each or one after the
   * other. An array whose first element is a string is a record itself.
   *
   * @param file the file
   * @param log takes what is wrong
   * @return its records
   * @throws DataFormatException if it cannot be opened
   */
  public static JsonRecords of(Path file, FormatLog log) {
    return open(
        file,
        log,
        (head, in) ->
            switch (JsonShape.of(head)) {
              case ARRAY -> new StreamedRecords(in, Set.of(""));
              case LINES -> new LineRecords(in);
              case VALUES -> new StreamedRecords(in, Set.of());
            });
  }

  /**
   * Opens a file whose records are the elements of an array inside an object.
   *
   * @param file the file
   * @param arrays the JSON pointers to the array; where there are several arrays, the elements of
   *     all are records
   * @param log takes what is wrong
   * @return its records
   * @throws DataFormatException if it cannot be opened
   */
  public static JsonRecords inside(Path file, Set<String> arrays, FormatLog log) {
    return open(file, log, (head, in) -> new StreamedRecords(in, arrays));
  }

  /**
   * Opens a file that something turns into JSON on the way.
   *
   * @param file the file
   * @param array whether the JSON is an array of records; else it is records one after the other
   * @param translation turns the characters of the file into those of JSON
   * @param fix what a user can do where that gives no JSON
   * @param log takes what is wrong
   * @return its records
   * @throws DataFormatException if it cannot be opened
   */
  public static JsonRecords translated(
      Path file, boolean array, UnaryOperator<Reader> translation, String fix, FormatLog log) {
    Set<String> arrays = array ? Set.of("") : Set.of();
    return open(file, log, (head, in) -> new StreamedRecords(in, arrays, translation, fix));
  }

  /**
   * Reads what stands beside the arrays of records.
   *
   * @param file the file
   * @param arrays the JSON pointers to the arrays, which are skipped
   * @param log takes what is wrong
   * @return the other values by their JSON pointers; an object that holds one of the arrays is not
   *     among them, but its values are
   * @throws DataFormatException if it cannot be read
   */
  public static Map<String, JsonNode> beside(Path file, Set<String> arrays, FormatLog log) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    RecordOpener opener =
        (head, in) -> {
          StreamedRecords records = new StreamedRecords(in, arrays);
          records.skip(file.toString(), log);
          fields.putAll(records.fields());
          return records;
        };
    open(file, log, opener).close();
    return fields;
  }

  private interface RecordOpener {
    RecordSource open(String head, InputStream in) throws IOException;
  }

  private static JsonRecords open(Path file, FormatLog log, RecordOpener opener) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new DataFormatException("'%s' is a directory; give a JSON file".formatted(file));
    }
    try {
      InputStream in = Files.newInputStream(file);
      try {
        byte[] head = in.readNBytes(HEAD_BYTES);
        String wrong = JsonShape.wrongEncoding(head);
        if (wrong != null) {
          in.close();
          log.error(name, "", wrong, "nothing was read", "save the file as UTF-8");
          return new JsonRecords(name, log, new LineRecords(InputStream.nullInputStream()));
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        return new JsonRecords(name, log, opener.open(JsonShape.text(head), whole));
      } catch (IOException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads on to the next record that is valid JSON; what stands before it and is not goes into the
   * log.
   *
   * @return the record, or empty at the end and ever after
   * @throws DataFormatException if the file can no longer be read
   */
  public Optional<JsonRecord> next() {
    try {
      return Optional.ofNullable(source.next(file, log));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** {@return the file, for the report} */
  public String file() {
    return file;
  }

  /** Closes the file. Calling it again does nothing. */
  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DataFormatException unreadable(String file, IOException failure) {
    return new DataFormatException(
        "Cannot read '%s': %s".formatted(file, FileReplacement.describe(failure)), failure);
  }
}
