package io.nerine.internal.format.comprehend;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.comprehend.Annotations.Rows;
import io.nerine.internal.format.files.DocumentIndex;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.files.TextFiles;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a folder: first those of its index, if it has one, then all text files, then
 * what else the annotations name.
 */
final class ComprehendSource implements PulledReader.Source {

  /** The name of the option for the folder of the texts. */
  static final String OPTION = "documents";

  private final Path csv;
  private final Path folder;
  private final Annotations annotations;
  private final ReadOptions options;
  private final FormatLog log;
  private final Map<String, String> ids;
  private final Iterator<String> indexed;
  private final FolderFiles texts;
  private final Iterator<String> named;
  private final Set<String> seen = new HashSet<>();
  private @Nullable LineDocuments open;

  ComprehendSource(Path csv, ReadOptions options, FormatLog log) throws IOException {
    this.csv = csv;
    this.folder = folder(csv, options);
    this.options = options;
    this.log = log;
    this.annotations = Annotations.read(csv, log);
    this.ids = DocumentIndex.read(folder, log);
    this.indexed = ids.keySet().iterator();
    this.texts = new FolderFiles(folder, ComprehendSource::isText, log);
    this.named = annotations.files().iterator();
  }

  private static Path folder(Path csv, ReadOptions options) {
    String stated = options.option(OPTION).orElse(null);
    Path beside = csv.toAbsolutePath().getParent();
    Path folder = stated == null && beside != null ? beside : Path.of(stated == null ? "" : stated);
    if (!Files.isDirectory(folder)) {
      throw new DataFormatException(
          "'%s' is no directory; set option '%s' to that of the text files"
              .formatted(folder, OPTION));
    }
    return folder;
  }

  static boolean isText(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".txt");
  }

  @Override
  public @Nullable AnnotatedDocument next() throws IOException {
    while (true) {
      LineDocuments lines = open;
      if (lines != null) {
        AnnotatedDocument document = lines.next();
        if (document != null) {
          return document;
        }
        lines.close();
        open = null;
      }
      String name = nextName();
      if (name == null) {
        return null;
      }
      AnnotatedDocument document = seen.add(name) ? document(name) : null;
      if (document != null) {
        return document;
      }
    }
  }

  private @Nullable String nextName() {
    if (indexed.hasNext()) {
      return indexed.next();
    }
    Path text = texts.next();
    if (text != null) {
      return texts.relative(text);
    }
    return named.hasNext() ? named.next() : null;
  }

  /** Null if the file cannot be read, or if its documents are its lines. */
  private @Nullable AnnotatedDocument document(String name) {
    Rows rows = annotations.of(name);
    Path path = FolderFiles.inside(folder, name);
    if (path == null) {
      if (rows != null) {
        log.error(
            csv.toString(),
            "line " + rows.number(0),
            "'%s' is no file in or below '%s'".formatted(Json.abbreviated(name), folder),
            "%d annotations left out".formatted(rows.size()),
            "put it there, or set option '%s' to the folder of the texts".formatted(OPTION));
      }
      return null;
    }
    if (annotations.byLine()) {
      open = lineDocuments(name, path, rows);
      return null;
    }
    String text = TextFiles.read(path, log);
    if (text == null) {
      return null;
    }
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(id(name), text);
    SpanReader reader = reader(text);
    for (int row = 0; rows != null && row < rows.size(); row++) {
      add(document, reader, rows, row);
    }
    return document.build();
  }

  private @Nullable LineDocuments lineDocuments(String name, Path path, @Nullable Rows rows) {
    try {
      return new LineDocuments(name, TextFiles.lines(path), rows);
    } catch (DataFormatException e) {
      log.error(path.toString(), "", String.valueOf(e.getMessage()), "left out", "");
      return null;
    }
  }

  private String id(String name) {
    String id = ids.get(name);
    return id != null ? id : isText(name) ? name.substring(0, name.length() - 4) : name;
  }

  private SpanReader reader(String text) {
    OffsetEncoding unit = options.offsets().orElse(OffsetEncoding.CODE_POINT);
    return new SpanReader(csv.toString(), text, unit, options, log);
  }

  private static void add(
      AnnotatedDocument.Builder document, SpanReader reader, Rows rows, int row) {
    reader
        .read(
            "line " + rows.number(row),
            rows.begin(row),
            rows.end(row),
            rows.type(row),
            null,
            Map.of())
        .ifPresent(document::span);
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }

  /** The lines of one file, each a document. */
  private final class LineDocuments {

    private final String name;
    private final Utf8Lines lines;
    private final @Nullable Rows rows;

    /** The rows by the lines of the text. */
    private final int[] order;

    private int next;

    LineDocuments(String name, Utf8Lines lines, @Nullable Rows rows) {
      this.name = name;
      this.lines = lines;
      this.rows = rows;
      this.order = rows == null ? new int[0] : rows.byLine();
    }

    @Nullable AnnotatedDocument next() throws IOException {
      while (lines.next()) {
        int line = lines.number() - 1;
        String text = text();
        int from = next;
        while (rows != null && next < order.length && rows.line(order[next]) == line) {
          next++;
        }
        if (text == null || (text.isBlank() && from == next)) {
          continue;
        }
        AnnotatedDocument.Builder document = AnnotatedDocument.builder(name + ":" + line, text);
        SpanReader reader = reader(text);
        for (int i = from; rows != null && i < next; i++) {
          add(document, reader, rows, order[i]);
        }
        return document.build();
      }
      for (; rows != null && next < order.length; next++) {
        log.error(
            csv.toString(),
            "line " + rows.number(order[next]),
            "line %d, which '%s' has not".formatted(rows.line(order[next]), name),
            "left out",
            "count lines from 0");
      }
      return null;
    }

    private @Nullable String text() {
      try {
        return lines.text();
      } catch (Utf8Lines.NotUtf8Exception e) {
        log.error(name, "line " + lines.number(), e.problem(), "left out", "");
        return null;
      }
    }

    void close() throws IOException {
      lines.close();
    }
  }
}
