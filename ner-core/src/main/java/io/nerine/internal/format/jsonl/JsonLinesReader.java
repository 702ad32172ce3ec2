package io.nerine.internal.format.jsonl;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.jsonl.DocumentParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Nerine's own JSON Lines. */
final class JsonLinesReader implements DocumentReader {

  private final Path file;
  private final ReadOptions options;
  private final Utf8Lines lines;
  private final FormatLog log = new FormatLog();

  private JsonLinesReader(Path file, ReadOptions options, Utf8Lines lines) {
    this.file = file;
    this.options = options;
    this.lines = lines;
  }

  static JsonLinesReader open(Path file, ReadOptions options) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataFormatException(
            "'%s' is a directory; give a JSON Lines file".formatted(file));
      }
      return new JsonLinesReader(
          file, options, new Utf8Lines(Files.newInputStream(file), Utf8Lines.MAX_LINE_BYTES));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DataFormatException unreadable(Path file, IOException failure) {
    return new DataFormatException(
        "Cannot read '%s': %s".formatted(file, FileReplacement.describe(failure)), failure);
  }

  @Override
  public Optional<AnnotatedDocument> next() {
    try {
      while (lines.next()) {
        AnnotatedDocument document = document();
        if (document != null) {
          document = withLanguage(document);
          log.count(document);
          return Optional.of(document);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private @Nullable AnnotatedDocument document() {
    String place = "line " + lines.number();
    return DocumentParser.parse(
        lines,
        (text, problems) -> new VerifiedOffsets(file.toString(), place, text, options, log),
        (found, fix) -> log.error(file.toString(), place, found, "left out", fix));
  }

  private AnnotatedDocument withLanguage(AnnotatedDocument document) {
    return document.language().isEmpty() && options.language().isPresent()
        ? document.toBuilder().language(options.language().get()).build()
        : document;
  }

  @Override
  public FormatReport report() {
    return log.report();
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
