package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.jsonl.DocumentParser;
import io.nerine.internal.jsonl.LineWriter;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Nerine's own file form: JSON Lines, one tagged document a line, in UTF-8. Thread-safe.
 *
 * <pre>{@code
 * {"id": "t-17", "text": "Replace valve GX-4471-B.", "language": "en",
 *  "spans": [{"start": 14, "end": 23, "label": "PartNumber"}]}
 * }</pre>
 *
 * <p>(On one line.) Offsets count UTF-16 units, end exclusive. Only {@code text} is required.
 *
 * <table>
 *   <caption>Fields</caption>
 *   <tr><td>{@code id}</td><td>string or whole number; {@code line-N} where there is none</td></tr>
 *   <tr><td>{@code text}</td><td>the text; an unpaired surrogate stands as its escape</td></tr>
 *   <tr><td>{@code language}</td><td>a BCP 47 tag</td></tr>
 *   <tr><td>{@code split}</td><td>{@code train}, {@code dev} or {@code test}</td></tr>
 *   <tr><td>{@code spans}</td><td>the tags: {@code start}, {@code end}, {@code label}; further
 *       fields are attributes of the tag, as strings. {@code text}, if there, must be the text
 *       that the tag covers. The spellings {@code entities} and {@code type} are read
 *       too.</td></tr>
 *   <tr><td>{@code reviewedTypes}</td><td>the types that are completely tagged</td></tr>
 *   <tr><td>{@code reviewedRegions}</td><td>the regions that are completely tagged</td></tr>
 *   <tr><td>{@code rejectedSpans}</td><td>places known not to be of a type</td></tr>
 * </table>
 *
 * <p>Every other field is kept as metadata and written back. A byte order mark, CR LF line ends and
 * blank lines are accepted.
 */
public final class JsonLines {

  /** The name of the form among the {@linkplain Formats formats}. */
  public static final String FORMAT = "jsonl";

  private JsonLines() {}

  /**
   * Reads a whole file. A bad line does not end the reading, so that one run finds all problems.
   *
   * @param file the file
   * @return its documents in file order; empty for an empty file
   * @throws DataFormatException if the file cannot be read, a line is not a valid document, or two
   *     documents have one id; the message lists file, line, what was found and the fix of the
   *     first 20 problems, and how many there are
   */
  public static List<AnnotatedDocument> read(Path file) {
    String source = file.toString();
    Problems problems = new Problems(source);
    List<AnnotatedDocument> documents = new ArrayList<>();
    Map<String, Integer> lineOfId = new HashMap<>();
    try (Utf8Lines lines = new Utf8Lines(open(file), Utf8Lines.MAX_LINE_BYTES)) {
      while (lines.next()) {
        AnnotatedDocument document = document(lines, problems);
        if (document == null) {
          continue;
        }
        Integer earlier = lineOfId.putIfAbsent(document.id(), lines.number());
        if (earlier != null) {
          problems.add(
              lines.number(),
              "id '%s' is that of line %d already; give each document its own"
                  .formatted(Json.abbreviated(document.id()), earlier));
        } else if (problems.count() == 0) {
          documents.add(document);
        } else {
          // The call fails, so what was read is of no use any more.
          documents.clear();
        }
      }
    } catch (IOException e) {
      throw unreadable(source, e);
    }
    problems.throwIfAny();
    return List.copyOf(documents);
  }

  /**
   * Reads a file lazily, in memory for one document at a time. Ids are not compared with each
   * other.
   *
   * @param file the file
   * @return its documents in file order; the stream is sequential and holds the file open until it
   *     is exhausted, fails or is closed, so use it in a try-with-resources statement
   * @throws DataFormatException if the file cannot be opened; from the stream, at the first line
   *     that is not a valid document
   */
  public static Stream<AnnotatedDocument> stream(Path file) {
    return stream(open(file), file.toString());
  }

  /**
   * Reads documents lazily from a stream of bytes such as the standard input, in memory for one
   * document at a time. Ids are not compared with each other.
   *
   * @param in the bytes; closed when the result is exhausted, fails or is closed
   * @param source what to call it in messages
   * @return its documents in order, sequential
   * @throws DataFormatException from the stream, at the first line that is not a valid document
   */
  public static Stream<AnnotatedDocument> stream(InputStream in, String source) {
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(source, "source");
    DocumentSpliterator documents =
        new DocumentSpliterator(new Utf8Lines(in, Utf8Lines.MAX_LINE_BYTES), source);
    return StreamSupport.stream(documents, false).onClose(documents::close);
  }

  /**
   * Writes a file, replacing one that is there once the new one is complete. Missing parent
   * directories are made.
   *
   * @param file the file
   * @param documents the documents, in order
   * @throws NerException if the file cannot be written; an old one is then as it was
   * @throws IllegalArgumentException if a document has metadata that the form cannot hold, see
   *     {@link #toLine(AnnotatedDocument)}
   */
  public static void write(Path file, Iterable<AnnotatedDocument> documents) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(documents, "documents");
    try {
      FileReplacement.write(
          file,
          out -> {
            for (AnnotatedDocument document : documents) {
              out.write(toLine(document).getBytes(StandardCharsets.UTF_8));
              out.write('\n');
            }
          });
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(file, FileReplacement.describe(e)), e);
    }
  }

  /**
   * Writes one document. Equal documents give equal lines if their metadata are in the same order.
   *
   * @param document the document
   * @return its line, without a line break
   * @throws IllegalArgumentException if a key of its metadata is a field of the form, such as
   *     {@code text}, a number in them is infinite or not a number, or an attribute {@code text} of
   *     a span is not its text
   */
  public static String toLine(AnnotatedDocument document) {
    return LineWriter.line(document, OffsetEncoding.UTF16);
  }

  /**
   * Writes what an extractor found in one document.
   *
   * @param id the identity of the document
   * @param extraction what was found
   * @return its line, without a line break: {@code id}, {@code text}, {@code entities} with {@code
   *     start}, {@code end}, {@code type}, {@code text} and {@code confidence}, and {@code
   *     warnings} where there are any
   * @throws NerException the {@linkplain Extraction#failure() failure}, if the text failed
   */
  public static String toLine(String id, Extraction extraction) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("id", Objects.requireNonNull(id, "id"));
    record.put("text", extraction.text());
    record.put("entities", extraction.entities().stream().map(JsonLines::entity).toList());
    if (!extraction.warnings().isEmpty()) {
      record.put(
          "warnings",
          extraction.warnings().stream()
              .map(warning -> fields("code", warning.code().name(), "message", warning.message()))
              .toList());
    }
    return Json.line(record);
  }

  private static Map<String, Object> entity(Entity entity) {
    Map<String, Object> fields = fields("start", entity.start(), "end", entity.end());
    fields.put("type", entity.type());
    fields.put("text", entity.text());
    fields.put("confidence", entity.confidence());
    return fields;
  }

  private static Map<String, Object> fields(
      String key1, Object value1, String key2, Object value2) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(key1, value1);
    fields.put(key2, value2);
    return fields;
  }

  private static InputStream open(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataFormatException(
            "'%s' is a directory; give a JSON Lines file".formatted(file));
      }
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private static DataFormatException unreadable(String source, IOException failure) {
    return new DataFormatException(
        "Cannot read '%s': %s".formatted(source, FileReplacement.describe(failure)), failure);
  }

  private static @Nullable AnnotatedDocument document(Utf8Lines lines, Problems problems) {
    int before = problems.count();
    int number = lines.number();
    AnnotatedDocument document =
        DocumentParser.parse(
            lines,
            DocumentParser.OffsetRule.UTF16,
            (found, fix) -> problems.add(number, found, fix));
    return problems.count() == before ? document : null;
  }

  /** Draws documents one at a time. */
  private static final class DocumentSpliterator
      extends Spliterators.AbstractSpliterator<AnnotatedDocument> {

    private final Utf8Lines lines;
    private final String source;
    private boolean ended;

    DocumentSpliterator(Utf8Lines lines, String source) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
      this.lines = lines;
      this.source = source;
    }

    @Override
    public boolean tryAdvance(Consumer<? super AnnotatedDocument> action) {
      if (ended) {
        return false;
      }
      AnnotatedDocument document;
      try {
        document = next();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
      if (document == null) {
        close();
        return false;
      }
      action.accept(document);
      return true;
    }

    private @Nullable AnnotatedDocument next() {
      try {
        while (lines.next()) {
          Problems problems = new Problems(source);
          AnnotatedDocument document = document(lines, problems);
          problems.throwIfAny();
          if (document != null) {
            return document;
          }
        }
        return null;
      } catch (IOException e) {
        throw unreadable(source, e);
      }
    }

    /** What was read is whole, whether or not closing the file then fails. */
    void close() {
      ended = true;
      try {
        lines.close();
      } catch (IOException e) {
        throw unreadable(source, e);
      }
    }
  }
}
