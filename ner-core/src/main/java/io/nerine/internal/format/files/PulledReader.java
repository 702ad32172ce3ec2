package io.nerine.internal.format.files;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.internal.FileReplacement;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents that a source gives one after the other: counts them, sets the language that the
 * options give, and turns failures into our own. Not thread-safe.
 */
public final class PulledReader implements DocumentReader {

  private final Path input;
  private final Source source;
  private final @Nullable String language;
  private final FormatLog log;
  private boolean ended;
  private boolean closed;

  /** Where documents come from. */
  public interface Source extends Closeable {

    /**
     * Reads on to the next document. Not called again once there is none, or after a failure.
     *
     * @return the document, or null at the end
     * @throws IOException if the input can no longer be read
     */
    @Nullable AnnotatedDocument next() throws IOException;
  }

  /**
   * Creates a reader.
   *
   * @param input what is read, for messages
   * @param source the documents; closed with the reader
   * @param options how to read
   * @param log the log that the source reports to
   */
  public PulledReader(Path input, Source source, ReadOptions options, FormatLog log) {
    this.input = input;
    this.source = source;
    this.language = options.language().orElse(null);
    this.log = log;
  }

  @Override
  public Optional<AnnotatedDocument> next() {
    if (ended) {
      return Optional.empty();
    }
    // Whatever happens below, what follows a failure is not known.
    ended = true;
    AnnotatedDocument document;
    try {
      document = source.next();
    } catch (IOException e) {
      throw unreadable(input, e);
    }
    if (document == null) {
      return Optional.empty();
    }
    ended = false;
    if (language != null && document.language().isEmpty()) {
      document = document.toBuilder().language(language).build();
    }
    log.count(document);
    return Optional.of(document);
  }

  @Override
  public FormatReport report() {
    return log.report();
  }

  @Override
  public void close() {
    ended = true;
    if (closed) {
      return;
    }
    closed = true;
    try {
      source.close();
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  /**
   * Says that a file cannot be read.
   *
   * @param path the file or directory
   * @param failure why
   * @return the exception to throw
   */
  public static DataFormatException unreadable(Path path, IOException failure) {
    return new DataFormatException(
        "Cannot read '%s': %s".formatted(path, FileReplacement.describe(failure)), failure);
  }
}
