package io.nerine.format;

import java.util.Objects;

/**
 * What came of {@linkplain Formats#convert converting} a file or directory.
 *
 * @param read what there is to say about the input
 * @param written what there is to say about the output
 */
public record Conversion(FormatReport read, FormatReport written) {

  /** Creates the result. */
  public Conversion {
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(written, "written");
  }
}
