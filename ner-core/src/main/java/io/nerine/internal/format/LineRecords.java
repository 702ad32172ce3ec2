package io.nerine.internal.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nerine.format.FormatLog;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Records that stand in a line each. A bad line does not end the reading. */
final class LineRecords implements RecordSource {

  private final Utf8Lines lines;
  private long number;
  private boolean ended;

  LineRecords(InputStream in) {
    this.lines = new Utf8Lines(in, MAX_RECORD_BYTES);
  }

  @Override
  public @Nullable JsonRecord next(String file, FormatLog log) throws IOException {
    try {
      while (!ended && lines.next()) {
        JsonRecord record = record(file, log);
        if (record != null) {
          return record;
        }
      }
    } catch (Utf8Lines.LineTooLongException e) {
      log.error(
          file,
          "",
          FileReplacement.describe(e),
          "it and what is behind it was left out",
          "write one document a line");
    }
    ended = true;
    return null;
  }

  private @Nullable JsonRecord record(String file, FormatLog log) {
    String place = "line " + lines.number();
    try {
      String line = lines.text();
      return line.isBlank() ? null : new JsonRecord(Json.parse(line), ++number, lines.number(), "");
    } catch (Utf8Lines.NotUtf8Exception e) {
      int fix = e.problem().indexOf("; ");
      log.error(
          file, place, e.problem().substring(0, fix), "left out", e.problem().substring(fix + 2));
    } catch (JsonProcessingException e) {
      // Every line is parsed alone, so the parser's own line number is always 1.
      log.error(
          file,
          place,
          "broken JSON at " + Json.describe(e).replaceFirst("^line \\d+, ", ""),
          "left out",
          "a line holds one whole document");
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
