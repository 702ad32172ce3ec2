package io.nerine.text;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts offsets into one text between UTF-16 units and another encoding. Immutable. Takes four
 * bytes for each UTF-16 unit of the text; a conversion to the other encoding is a look-up, one back
 * a binary search.
 *
 * <pre>{@code
 * OffsetMap codePoints = OffsetMap.of("😀 Anna", OffsetEncoding.CODE_POINT);
 * codePoints.fromUtf16(3); // 2
 * codePoints.toUtf16(2);   // 3
 * }</pre>
 */
public final class OffsetMap {

  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private final OffsetEncoding encoding;

  /** The encoded offset of each UTF-16 offset; units inside a character carry its start. */
  private final int[] encoded;

  private OffsetMap(OffsetEncoding encoding, int[] encoded) {
    this.encoding = encoding;
    this.encoded = encoded;
  }

  /**
   * Returns the map of a text.
   *
   * @param text the text
   * @param encoding what the other offsets count
   * @return the map
   */
  public static OffsetMap of(String text, OffsetEncoding encoding) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(encoding, "encoding");
    int[] encoded = new int[text.length() + 1];
    switch (encoding) {
      case UTF16 -> Arrays.setAll(encoded, i -> i);
      case CODE_POINT -> fillByCodePoint(text, encoded, codePoint -> 1);
      case UTF8 -> fillByCodePoint(text, encoded, OffsetMap::utf8Length);
      case GRAPHEME -> fillByGrapheme(text, encoded);
    }
    return new OffsetMap(encoding, encoded);
  }

  private interface Width {
    int of(int codePoint);
  }

  private static void fillByCodePoint(String text, int[] encoded, Width width) {
    int offset = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      Arrays.fill(encoded, i, next, offset);
      offset += width.of(codePoint);
      i = next;
    }
    encoded[text.length()] = offset;
  }

  private static void fillByGrapheme(String text, int[] encoded) {
    Matcher matcher = GRAPHEME.matcher(text);
    int offset = 0;
    while (matcher.find()) {
      Arrays.fill(encoded, matcher.start(), matcher.end(), offset);
      offset++;
    }
    encoded[text.length()] = offset;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /** {@return what the other offsets count} */
  public OffsetEncoding encoding() {
    return encoding;
  }

  /** {@return the length of the text in the other encoding} */
  public int length() {
    return encoded[encoded.length - 1];
  }

  /**
   * Converts an offset of a Java string to the other encoding. An offset inside a character (the
   * second half of a surrogate pair, a combining mark of a grapheme) gives the character's start.
   *
   * @param utf16 the offset in UTF-16 units, 0 to the text's length
   * @return the offset in the other encoding
   * @throws IndexOutOfBoundsException if the offset lies outside the text
   */
  public int fromUtf16(int utf16) {
    return encoded[Objects.checkIndex(utf16, encoded.length)];
  }

  /**
   * Converts an offset of the other encoding to one of a Java string.
   *
   * @param offset the offset in the other encoding, 0 to {@link #length()}
   * @return the offset in UTF-16 units
   * @throws IndexOutOfBoundsException if the offset lies outside the text
   * @throws IllegalArgumentException if the offset points into the middle of a character
   */
  public int toUtf16(int offset) {
    Objects.checkIndex(offset, length() + 1);
    int found = Arrays.binarySearch(encoded, offset);
    if (found < 0) {
      throw new IllegalArgumentException(
          "Offset %d (%s) lies inside a character".formatted(offset, encoding));
    }
    while (found > 0 && encoded[found - 1] == offset) {
      found--;
    }
    return found;
  }
}
