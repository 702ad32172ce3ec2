package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import java.util.Optional;

/**
 * Draws the documents of one file or directory, one after the other, in memory for about one of
 * them. Not thread-safe. Whoever opened it closes it.
 *
 * <p>What is wrong in the content goes into the {@linkplain #report() report} and does not end the
 * reading: what cannot be read is left out and reading goes on behind it, as far as the format
 * allows.
 */
public interface DocumentReader extends AutoCloseable {

  /**
   * Reads on to the next document.
   *
   * @return the document, or empty at the end and ever after
   * @throws DataFormatException if the file can no longer be read
   */
  Optional<AnnotatedDocument> next();

  /** {@return what was read so far, and every problem in it} */
  FormatReport report();

  /** Closes the file. Calling it again does nothing. */
  @Override
  void close();
}
