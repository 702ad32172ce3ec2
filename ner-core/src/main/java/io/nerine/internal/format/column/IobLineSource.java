package io.nerine.internal.format.column;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.TagDecoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a file, each of which is a sentence and a document. Not thread-safe. */
final class IobLineSource implements PulledReader.Source {

  private final String file;
  private final FormatLog log;
  private final SampledLines lines;
  private final TagDecoder decoder;
  private final Join join;
  private final Sentence sentence = new Sentence(1);
  private boolean ended;

  IobLineSource(String file, SampledLines lines, TagDecoder decoder, Join join, FormatLog log) {
    this.file = file;
    this.lines = lines;
    this.decoder = decoder;
    this.join = join;
    this.log = log;
  }

  @Override
  public @Nullable AnnotatedDocument next() throws IOException {
    while (!ended && lines.next()) {
      String line = lines.text();
      if (line == null || line.isBlank()) {
        continue;
      }
      sentence.clear();
      for (int start = 0; start < line.length(); ) {
        int end = start;
        while (end < line.length() && !Columns.isBlank(line.charAt(end))) {
          end++;
        }
        if (end > start) {
          add(line, start, end);
        }
        start = end + 1;
      }
      return document();
    }
    if (!ended) {
      ended = true;
      decoder.finish();
    }
    return null;
  }

  /** The token may have bars in it, what is behind it has none. */
  private void add(String line, int start, int end) {
    int tag = bar(line, start, end);
    int middle = bar(line, start, tag);
    int token = middle > start ? middle : tag;
    if (token <= start) {
      log.error(
          file,
          "line %d, column %d".formatted(lines.number(), start + 1),
          "'%s' is no token with a tag".formatted(Json.abbreviated(line.substring(start, end))),
          "left out",
          "write token|tag or token|part of speech|tag");
      return;
    }
    sentence.add(line, start, token, lines.number());
    sentence.addTag(0, line.substring(tag + 1, end));
  }

  /** The last bar between two offsets, or the first of these if there is none. */
  private static int bar(String line, int start, int end) {
    int at = end - 1;
    while (at > start && line.charAt(at) != '|') {
      at--;
    }
    return Math.max(at, start);
  }

  private AnnotatedDocument document() {
    ColumnDocument document = new ColumnDocument(lines.number(), join);
    document.add(sentence, null);
    int number = lines.number();
    decoder.decode(
        sentence.tags(0),
        document.starts(),
        document.ends(),
        token -> "line %d, token %d".formatted(number, token + 1),
        document::add);
    return document.build();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
