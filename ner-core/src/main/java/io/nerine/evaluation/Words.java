package io.nerine.evaluation;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The words of a text by a rule that needs no model: a run of letters, digits and marks is a word;
 * each other character is one of its own, unless it is white space or a control; and so is each
 * character of a script that writes no spaces between words, with the marks that follow it.
 */
final class Words {

  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  /** What one character does to the words around it. */
  private enum Kind {
    SPACE,
    MARK,
    LETTER,
    ALONE
  }

  private final IntColumn starts = new IntColumn();
  private final IntColumn ends = new IntColumn();

  private Words() {}

  /** {@return the words of a text} */
  static Words of(String text) {
    return of(text, text.length());
  }

  /** {@return the words of a text that begin before an offset} */
  static Words of(String text, int before) {
    Words words = new Words();
    int start = 0;
    Kind previous = Kind.SPACE;
    int offset = 0;
    while (offset < text.length() && (offset < before || previous != Kind.SPACE)) {
      int codePoint = text.codePointAt(offset);
      Kind kind = kind(codePoint);
      boolean goesOn =
          previous != Kind.SPACE
              && (kind == Kind.MARK || (kind == Kind.LETTER && previous == Kind.LETTER));
      if (!goesOn) {
        words.add(previous, start, offset);
        if (offset >= before) {
          return words;
        }
        start = offset;
        previous = kind == Kind.MARK ? Kind.LETTER : kind;
      }
      offset += Character.charCount(codePoint);
    }
    words.add(previous, start, offset);
    return words;
  }

  private void add(Kind kind, int start, int end) {
    if (kind != Kind.SPACE) {
      starts.add(start);
      ends.add(end);
    }
  }

  private static Kind kind(int codePoint) {
    if (codePoint < 0x80) {
      return Character.isLetterOrDigit(codePoint)
          ? Kind.LETTER
          : codePoint <= ' ' || codePoint == 0x7F ? Kind.SPACE : Kind.ALONE;
    }
    if (Character.isLetterOrDigit(codePoint)) {
      return WITHOUT_SPACES.contains(UnicodeScript.of(codePoint)) ? Kind.ALONE : Kind.LETTER;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT ->
          Kind.MARK;
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL ->
          Kind.SPACE;
      default -> Kind.ALONE;
    };
  }

  int size() {
    return starts.size();
  }

  int start(int word) {
    return starts.get(word);
  }

  int end(int word) {
    return ends.get(word);
  }

  /** {@return the first word that ends behind an offset; {@link #size()} if there is none} */
  int firstEndingBehind(int offset) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * {@return the first word that begins at an offset or behind it; {@link #size()} if none does}
   */
  int firstBeginningAt(int offset) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start(middle) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
