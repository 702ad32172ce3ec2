package io.nerine.internal.format.files;

import io.nerine.document.EntitySpan;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text as UTF-8 can hold it, and offsets into it in the unit of a file. An unpaired surrogate,
 * for which UTF-8 has no form, is replaced by U+FFFD, so that no offset moves in any unit.
 * Immutable.
 */
public final class WrittenText {

  private static final char MARK = '\uFEFF';

  private final String text;
  private final boolean changed;
  private final @Nullable OffsetMap map;

  /**
   * Creates the text.
   *
   * @param text the text of a document
   * @param unit what offsets count
   */
  public WrittenText(String text, OffsetEncoding unit) {
    this.text = encodable(text);
    this.changed = !this.text.equals(text);
    this.map = unit == OffsetEncoding.UTF16 ? null : OffsetMap.of(this.text, unit);
  }

  /** {@return the text without unpaired surrogates} */
  public String text() {
    return text;
  }

  /** {@return whether there was an unpaired surrogate} */
  public boolean changed() {
    return changed;
  }

  /**
   * Tells whether a tag begins and ends where the unit can say it.
   *
   * @param span the tag
   * @return false if it begins or ends inside a character
   */
  public boolean holds(EntitySpan span) {
    return isEdge(span.start()) && isEdge(span.end());
  }

  /**
   * Tells whether an offset lies where the unit can say it.
   *
   * @param utf16 the offset in UTF-16 units
   * @return false if it lies inside a character
   */
  public boolean isEdge(int utf16) {
    if (map != null) {
      return map.toUtf16(map.fromUtf16(utf16)) == utf16;
    }
    return utf16 == 0
        || utf16 == text.length()
        || !Character.isSurrogatePair(text.charAt(utf16 - 1), text.charAt(utf16));
  }

  /**
   * Converts an offset.
   *
   * @param utf16 the offset in UTF-16 units
   * @return the offset in the unit of the file
   */
  public int offset(int utf16) {
    return map == null ? utf16 : map.fromUtf16(utf16);
  }

  /**
   * Returns what has to stand before the first text of a file, so that readers give it as it is.
   *
   * @param text the text
   * @return a byte order mark if the text begins with one, which readers would take for one of the
   *     file; else nothing
   */
  public static String mark(CharSequence text) {
    return !text.isEmpty() && text.charAt(0) == MARK ? String.valueOf(MARK) : "";
  }

  /**
   * Replaces unpaired surrogates by U+FFFD.
   *
   * @param text any text
   * @return the text; the same object if there are none
   */
  public static String encodable(String text) {
    Objects.requireNonNull(text, "text");
    StringBuilder encodable = null;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      if (i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (encodable == null) {
        encodable = new StringBuilder(text);
      }
      encodable.setCharAt(i, '\uFFFD');
    }
    return encodable == null ? text : encodable.toString();
  }
}
