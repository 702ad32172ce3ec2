package io.nerine.text;

/** What one step of an offset counts. */
public enum OffsetEncoding {
  /** UTF-16 code units, as {@link String} counts; the unit of all of Nerine's own offsets. */
  UTF16,
  /** Unicode code points, as Python's {@code str} counts; a lone surrogate is one. */
  CODE_POINT,
  /**
   * Extended grapheme clusters, what a reader sees as one character, as {@link
   * java.util.regex.Pattern}'s {@code \X} finds them.
   */
  GRAPHEME,
  /** Bytes of the UTF-8 form; a lone surrogate counts three, as its replacement character. */
  UTF8
}
