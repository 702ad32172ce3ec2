package io.nerine.internal.format.jsonl;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.Tally;
import io.nerine.internal.jsonl.DocumentParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Nerine's own JSON Lines. */
final class JsonLinesReader implements DocumentReader {

  /** What a tag has in any tool. */
  private static final Set<String> PLACE = Set.of("start", "end");

  private final Path file;
  private final ReadOptions options;
  private final Utf8Lines lines;
  private final FormatLog log = new FormatLog();
  private final Tally tally;

  private JsonLinesReader(Path file, ReadOptions options, Utf8Lines lines) {
    this.file = file;
    this.tally = new Tally(log, file.toString());
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
          noteOtherTags(document);
          document = withLanguage(document);
          log.count(document);
          return Optional.of(document);
        }
      }
      tally.report();
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

  /** Other tools have other names for the field with the tags; such a file would lose them all. */
  private void noteOtherTags(AnnotatedDocument document) {
    if (!document.spans().isEmpty()) {
      return;
    }
    document
        .metadata()
        .forEach(
            (name, value) -> {
              if (value instanceof List<?> list
                  && !list.isEmpty()
                  && list.get(0) instanceof Map<?, ?> first
                  && first.keySet().containsAll(PLACE)) {
                tally.warning(
                    "line " + lines.number(),
                    "a field '%s' that looks like tags".formatted(Json.abbreviated(name)),
                    "kept as metadata; no tags were read from it",
                    "name it 'spans' if it holds the tags");
              }
            });
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
