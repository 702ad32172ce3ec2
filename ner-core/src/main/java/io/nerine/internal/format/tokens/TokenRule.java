package io.nerine.internal.format.tokens;

import io.nerine.text.Words;
import java.util.Arrays;

/** How a text is cut into tokens. White space is part of none. */
public enum TokenRule {
  /** At the edges of {@link Words}; what is visible and in none of them is a token too. */
  WORDS,
  /** At white space alone. */
  SPACES,
  /**
   * As GLiNER does, whose pattern is {@code \w+(?:[-_]\w+)*|\S} in the sense of Python: runs of
   * letters, numbers and underscores with single hyphens inside them; every other character alone.
   */
  GLINER;

  private static final int NEXT_LINE = 0x85;

  /**
   * Cuts a text.
   *
   * @param text the text
   * @return the offsets of all tokens in order, start and end by turns
   */
  public int[] cut(String text) {
    Edges edges = new Edges(text);
    if (this == WORDS) {
      Words words = Words.of(text);
      int from = 0;
      for (int i = 0; i < words.size(); i++) {
        spaces(text, from, words.start(i), edges);
        edges.add(words.start(i), words.end(i));
        from = words.end(i);
      }
      spaces(text, from, text.length(), edges);
    } else if (this == SPACES) {
      spaces(text, 0, text.length(), edges);
    } else {
      gliner(text, edges);
    }
    return edges.all();
  }

  /** The offsets of tokens while they are found. */
  private static final class Edges {

    private int[] all;
    private int count;

    Edges(String text) {
      all = new int[text.length() / 2 + 8];
    }

    void add(int start, int end) {
      if (count + 2 > all.length) {
        all = Arrays.copyOf(all, 2 * all.length);
      }
      all[count++] = start;
      all[count++] = end;
    }

    int[] all() {
      return Arrays.copyOf(all, count);
    }
  }

  /** Cuts a part of a text at white space. */
  private static void spaces(String text, int from, int limit, Edges edges) {
    int at = from;
    while (at < limit) {
      int start = at;
      while (at < limit && !isSpace(text.charAt(at))) {
        at++;
      }
      if (at > start) {
        edges.add(start, at);
      }
      at++;
    }
  }

  private static void gliner(String text, Edges edges) {
    for (int i = 0; i < text.length(); ) {
      int first = text.codePointAt(i);
      int end = endOfWord(text, first, i + Character.charCount(first));
      if (!isSpace(first)) {
        edges.add(i, end);
      }
      i = end;
    }
  }

  private static int endOfWord(String text, int first, int from) {
    if (!isPythonWord(first)) {
      return from;
    }
    int end = from;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      int behind = end + Character.charCount(next);
      boolean joins =
          next == '-' && behind < text.length() && isPythonWord(text.codePointAt(behind));
      if (!joins && !isPythonWord(next)) {
        break;
      }
      end = behind;
    }
    return end;
  }

  /** Letters, numbers of any kind and the underscore. */
  private static boolean isPythonWord(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isLetterOrDigit(codePoint)
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER
        || codePoint == '_';
  }

  /**
   * Tells whether a script puts no space between words, so that each character is a token.
   *
   * @param codePoint the character
   * @return whether it is Chinese or Japanese
   */
  static boolean isUnspaced(int codePoint) {
    if (codePoint < 0x2E80) {
      return false;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
    return script == Character.UnicodeScript.HAN
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.KATAKANA
        || script == Character.UnicodeScript.BOPOMOFO;
  }

  /**
   * Tells whether a character is white space of any kind.
   *
   * @param codePoint the character
   * @return whether it separates tokens
   */
  public static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == NEXT_LINE;
  }
}
