package io.nerine.internal.format.inline;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatProbe;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.files.Tally;
import io.nerine.internal.format.files.TextFiles;
import io.nerine.internal.format.inline.InlineOptions.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The documents of a file, or of all files in and below a directory. */
final class InlineSource implements PulledReader.Source {

  private final InlineOptions options;
  private final FormatLog log;
  private final @Nullable FolderFiles files;
  private @Nullable Path single;
  private @Nullable OneFile open;

  InlineSource(Path input, InlineOptions options, FormatLog log) throws IOException {
    this.options = options;
    this.log = log;
    boolean directory = Files.isDirectory(input);
    if (!directory && !Files.exists(input)) {
      throw new DataFormatException("Cannot read '%s': there is no such file".formatted(input));
    }
    this.files = directory ? new FolderFiles(input, name -> true, log) : null;
    this.single = directory ? null : input;
  }

  @Override
  public @Nullable AnnotatedDocument next() throws IOException {
    while (true) {
      OneFile file = open;
      if (file == null) {
        file = nextFile();
        if (file == null) {
          return null;
        }
        open = file;
      }
      AnnotatedDocument document = file.next();
      if (document != null) {
        return document;
      }
      file.close();
      open = null;
    }
  }

  private @Nullable OneFile nextFile() {
    Path only = single;
    single = null;
    if (only != null) {
      return new OneFile(only, "");
    }
    while (files != null) {
      Path next = files.next();
      if (next == null) {
        return null;
      }
      try {
        return new OneFile(next, files.relative(next));
      } catch (DataFormatException e) {
        log.error(next.toString(), "", String.valueOf(e.getMessage()), "left out", "");
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }

  /** The documents of one file. */
  private final class OneFile {

    private static final int MOST_CHARACTERS = 1 << 27;

    private final Path path;
    private final String file;

    /** The relative path where there are several files; else empty. */
    private final String name;

    private final Tally tally;
    private final Unit unit;
    private @Nullable Utf8Lines lines;
    private boolean ended;

    OneFile(Path path, String name) {
      this.path = path;
      this.file = path.toString();
      this.name = name;
      this.tally = new Tally(log, file);
      Unit stated = options.unit();
      this.unit =
          stated == null ? InlineSample.unit(FormatProbe.of(path), options.names()) : stated;
      if (stated == null && unit != Unit.LINE) {
        tally.info(
            "",
            "tags reach over lines",
            unit == Unit.FILE
                ? "the file read as one document"
                : "read as documents with blank lines between them");
      }
    }

    @Nullable AnnotatedDocument next() throws IOException {
      if (ended) {
        return null;
      }
      AnnotatedDocument document = unit == Unit.FILE ? whole() : fromLines();
      if (document == null || unit == Unit.FILE) {
        ended = true;
        tally.report();
      }
      return document;
    }

    private @Nullable AnnotatedDocument whole() {
      String text = TextFiles.read(path, log);
      String id = name.isEmpty() ? String.valueOf(path.getFileName()) : name;
      int dot = id.lastIndexOf('.');
      return text == null || text.isBlank()
          ? null
          : document(text, 1, dot > id.lastIndexOf('/') + 1 ? id.substring(0, dot) : id);
    }

    private @Nullable AnnotatedDocument fromLines() throws IOException {
      Utf8Lines from = lines == null ? TextFiles.lines(path) : lines;
      lines = from;
      StringBuilder text = new StringBuilder();
      int first = 0;
      while (from.next()) {
        String line = line(from);
        if (line == null) {
          continue;
        }
        if (line.isBlank()) {
          if (first > 0) {
            break;
          }
          continue;
        }
        text.append(first == 0 ? "" : "\n").append(line);
        first = first == 0 ? from.number() : first;
        if (unit == Unit.LINE || isTooLong(text, from)) {
          break;
        }
      }
      String id = "line-" + first;
      return first == 0
          ? null
          : document(text.toString(), first, name.isEmpty() ? id : name + "#" + id);
    }

    private @Nullable String line(Utf8Lines from) {
      try {
        return from.text();
      } catch (Utf8Lines.NotUtf8Exception e) {
        log.error(file, "line " + from.number(), e.problem(), "left out", "");
        return null;
      }
    }

    private boolean isTooLong(StringBuilder text, Utf8Lines from) {
      if (text.length() < MOST_CHARACTERS) {
        return false;
      }
      log.warning(
          file,
          "line " + from.number(),
          "a document of more than %d characters".formatted(MOST_CHARACTERS),
          "cut behind this line",
          "put a blank line between documents");
      return true;
    }

    private AnnotatedDocument document(String marked, int firstLine, String id) {
      return new InlineText(marked, firstLine, options, file, log, tally).document(id);
    }

    void close() throws IOException {
      if (lines != null) {
        lines.close();
      }
    }
  }
}
