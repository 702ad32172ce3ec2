package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.NerException;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A form of files that hold tagged documents: how to recognise, read and write it. Implementations
 * are thread-safe, have a public constructor without parameters and are found by {@link
 * java.util.ServiceLoader}; users call them through {@link Formats}.
 *
 * <p>A reader takes UTF-8 with or without byte order mark and any line ends, verifies each tag
 * against the mention that the file states for it, if it does (see {@link SpanReader}), and never
 * moves a tag off its text silently. A writer leaves an old target as it was unless the new one is
 * complete.
 */
public interface DocumentFormat {

  /** {@return the name that users choose it by: lower-case letters, digits and hyphens} */
  String name();

  /** {@return other names that users may know it by, such as {@code hf}; none by default} */
  default Set<String> aliases() {
    return Set.of();
  }

  /** {@return what the form is and which tool writes it, in one line} */
  String description();

  /** {@return what a file of the format can hold; the rest is left out when writing} */
  Set<FormatCapability> capabilities();

  /**
   * Returns how the tool that the format comes from counts.
   *
   * @return the unit of offsets if the options do not say otherwise; {@code UTF16} if the format
   *     has no character offsets
   */
  OffsetEncoding offsets();

  /** {@return the options that reading takes, each with a one-line explanation} */
  default Map<String, String> readOptions() {
    return Map.of();
  }

  /** {@return the options that writing takes, each with a one-line explanation} */
  default Map<String, String> writeOptions() {
    return Map.of();
  }

  /**
   * Judges whether a file is of this format, without failing on anything.
   *
   * @param probe the first look at the file
   * @return how well it fits
   */
  FormatMatch match(FormatProbe probe);

  /**
   * Opens a file or directory.
   *
   * @param input the file or directory
   * @param options how to read; the options of the format are among {@link #readOptions()}
   * @return a reader, which the caller closes
   * @throws DataFormatException if it cannot be opened
   * @throws IllegalArgumentException if the value of an option makes no sense
   */
  DocumentReader open(Path input, ReadOptions options);

  /**
   * Writes documents.
   *
   * @param target the file, or the directory if the format needs several files; replaced once the
   *     new one is complete
   * @param documents the documents in order; iterated once
   * @param options how to write; the options of the format are among {@link #writeOptions()}
   * @return what was written, and what could not be held
   * @throws NerException if the target cannot be written
   * @throws IllegalArgumentException if the value of an option makes no sense
   */
  FormatReport write(Path target, Iterable<AnnotatedDocument> documents, WriteOptions options);
}
