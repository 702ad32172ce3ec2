package io.nerine.internal.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records that may take any number of lines: the elements of an array, which stands at the top or
 * inside an object, or values one after the other. Broken JSON ends the reading, since nothing
 * tells where the next record begins; a record that has a key twice is left out.
 */
final class StreamedRecords implements RecordSource {

  private final Utf8Reader in;
  private final JsonParser parser;
  private final Set<String> arrays;
  private final String fix;
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();

  /** The pointers to the objects that are open, and to the array that is. */
  private final Deque<String> open = new ArrayDeque<>();

  private boolean started;
  private boolean inArray;
  private boolean ended;
  private long index;
  private long number;

  /**
   * Creates the records.
   *
   * @param in the bytes
   * @param arrays the pointers to the arrays whose elements are the records: the empty one for an
   *     array at the top; no pointer for values one after the other
   */
  StreamedRecords(InputStream in, Set<String> arrays) throws IOException {
    this(in, arrays, UnaryOperator.identity(), "repair the JSON there");
  }

  /**
   * Creates the records of a file that something turns into JSON.
   *
   * @param in the bytes
   * @param arrays as above
   * @param translation turns the characters of the file into those of JSON
   * @param fix what to do where they are none
   */
  StreamedRecords(InputStream in, Set<String> arrays, UnaryOperator<Reader> translation, String fix)
      throws IOException {
    this.in = new Utf8Reader(in, MAX_RECORD_BYTES);
    this.parser = Json.stream(translation.apply(this.in));
    this.arrays = arrays;
    this.fix = fix;
  }

  /** {@return the values beside the arrays that were read so far, by pointer} */
  Map<String, JsonNode> fields() {
    return Collections.unmodifiableMap(fields);
  }

  @Override
  public @Nullable JsonRecord next(String file, FormatLog log) throws IOException {
    return read(file, log, false);
  }

  /** Reads to the end, for the values beside the arrays alone. */
  void skip(String file, FormatLog log) throws IOException {
    read(file, log, true);
  }

  private @Nullable JsonRecord read(String file, FormatLog log, boolean skipping)
      throws IOException {
    try {
      while (!ended) {
        in.startRecord();
        JsonRecord record = arrays.isEmpty() ? value(file, log) : element(file, log, skipping);
        if (record != null) {
          return record;
        }
      }
    } catch (JsonProcessingException e) {
      broken(file, log, "broken JSON at " + Json.describe(e), fix);
    } catch (Utf8Reader.UnreadableException e) {
      broken(file, log, e.found(), e.fix());
    }
    return null;
  }

  private void broken(String file, FormatLog log, String found, String fix) {
    ended = true;
    log.error(
        file,
        "line " + parser.currentLocation().getLineNr(),
        found,
        "read up to there, %d records".formatted(number),
        fix);
  }

  private @Nullable JsonRecord value(String file, FormatLog log) throws IOException {
    if (parser.nextToken() == null) {
      ended = true;
      return null;
    }
    return record(file, log, "");
  }

  private @Nullable JsonRecord element(String file, FormatLog log, boolean skipping)
      throws IOException {
    if (!inArray) {
      seek(file, log);
      return null;
    }
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      inArray = false;
      leave(file, log);
      return null;
    }
    if (skipping) {
      parser.skipChildren();
      return null;
    }
    return record(file, log, open.getLast() + "/" + index++);
  }

  /** Goes into the next array of records, or to the end. */
  private void seek(String file, FormatLog log) throws IOException {
    if (!started) {
      started = true;
      JsonToken first = parser.nextToken();
      boolean array = first == JsonToken.START_ARRAY;
      if (array ? arrays.contains("") : first == JsonToken.START_OBJECT) {
        open.addLast("");
        inArray = array;
      } else {
        ended = true;
        log.error(file, place(), "no JSON object with the documents", "left out", where());
      }
      return;
    }
    JsonToken token = parser.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      field(file, log);
    } else {
      leave(file, log);
    }
  }

  private String where() {
    return "write them in the array at %s".formatted(String.join(" or ", arrays));
  }

  private void field(String file, FormatLog log) throws IOException {
    String pointer = open.getLast() + "/" + escaped(parser.currentName());
    JsonToken value = parser.nextToken();
    if (value == JsonToken.START_ARRAY && arrays.contains(pointer)) {
      open.addLast(pointer);
      inArray = true;
      index = 0;
    } else if (value == JsonToken.START_OBJECT && leadsToArray(pointer)) {
      open.addLast(pointer);
    } else {
      String place = JsonRecord.place(parser.currentTokenLocation().getLineNr(), pointer);
      JsonNode tree = tree(file, log, place);
      if (tree != null && fields.putIfAbsent(pointer, tree) != null) {
        log.error(file, place, "the field stands twice", "read the first", "keep one of them");
      }
    }
  }

  private boolean leadsToArray(String pointer) {
    return arrays.stream().anyMatch(array -> array.startsWith(pointer + "/"));
  }

  /** Leaves an object or array that is at its end. */
  private void leave(String file, FormatLog log) throws IOException {
    open.removeLast();
    if (!open.isEmpty()) {
      return;
    }
    ended = true;
    if (parser.nextToken() != null) {
      log.error(
          file,
          place(),
          "there is more behind the JSON value",
          "left out",
          "keep one value a file");
    }
  }

  private @Nullable JsonRecord record(String file, FormatLog log, String pointer)
      throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    JsonNode tree = tree(file, log, JsonRecord.place(line, pointer));
    return tree == null ? null : new JsonRecord(tree, ++number, line, pointer);
  }

  private @Nullable JsonNode tree(String file, FormatLog log, String place) throws IOException {
    boolean nested = parser.currentToken().isStructStart();
    int depth = parser.getParsingContext().getNestingDepth();
    try {
      return Json.tree(parser);
    } catch (MismatchedInputException e) {
      log.error(
          file,
          place,
          "field '%s' stands twice".formatted(Json.abbreviated(parser.currentName())),
          "left out",
          "keep one of them");
      while (nested && parser.getParsingContext().getNestingDepth() >= depth) {
        if (parser.nextToken() == null) {
          break;
        }
      }
      return null;
    }
  }

  private String place() {
    return "line " + parser.currentTokenLocation().getLineNr();
  }

  /** As RFC 6901 has it. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  @Override
  public void close() throws IOException {
    parser.close();
    in.close();
  }
}
