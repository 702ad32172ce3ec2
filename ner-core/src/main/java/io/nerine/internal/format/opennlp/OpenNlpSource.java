package io.nerine.internal.format.opennlp;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.PulledReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of a file. */
final class OpenNlpSource implements PulledReader.Source {

  /** The name of the option that says what a document is. */
  static final String OPTION = "documents";

  /** A file without blank lines is one document, and may be of any size. */
  private static final int MOST_CHARACTERS = 1_000_000;

  private final String file;
  private final Utf8Lines lines;
  private final boolean bySentence;
  private final FormatLog log;
  private final StringBuilder text = new StringBuilder();
  private final List<EntitySpan> spans = new ArrayList<>();
  private int firstLine;

  OpenNlpSource(String file, Utf8Lines lines, boolean bySentence, FormatLog log) {
    this.file = file;
    this.lines = lines;
    this.bySentence = bySentence;
    this.log = log;
  }

  static boolean bySentence(ReadOptions options) {
    String value = options.option(OPTION).orElse("document");
    return switch (value) {
      case "document" -> false;
      case "sentence" -> true;
      default ->
          throw new IllegalArgumentException(
              "Option '%s' must be document or sentence, found '%s'".formatted(OPTION, value));
    };
  }

  @Override
  public @Nullable AnnotatedDocument next() throws IOException {
    while (lines.next()) {
      String line = line();
      if (line == null) {
        continue;
      }
      if (line.isBlank()) {
        if (firstLine > 0) {
          return document();
        }
        continue;
      }
      add(Sentence.parse(line, file, lines.number(), log));
      if (bySentence || isFull()) {
        return document();
      }
    }
    return firstLine > 0 ? document() : null;
  }

  private @Nullable String line() {
    try {
      return lines.text();
    } catch (Utf8Lines.NotUtf8Exception e) {
      log.error(file, "line " + lines.number(), e.problem(), "left out", "");
      return null;
    }
  }

  private void add(Sentence sentence) {
    if (firstLine == 0) {
      firstLine = lines.number();
    } else {
      text.append('\n');
    }
    int shift = text.length();
    text.append(sentence.text());
    for (EntitySpan span : sentence.spans()) {
      spans.add(new EntitySpan(shift + span.start(), shift + span.end(), span.type()));
    }
  }

  private boolean isFull() {
    if (text.length() < MOST_CHARACTERS) {
      return false;
    }
    log.warning(
        file,
        "line " + lines.number(),
        "a document of more than %d characters".formatted(MOST_CHARACTERS),
        "cut behind this line",
        "put a blank line between documents, or set the option '%s'".formatted(OPTION));
    return true;
  }

  private AnnotatedDocument document() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("line-" + firstLine, text.toString()).spans(spans).build();
    text.setLength(0);
    spans.clear();
    firstLine = 0;
    return document;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
