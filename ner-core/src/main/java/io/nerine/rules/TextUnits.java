package io.nerine.rules;

import io.nerine.text.Words;
import java.util.Arrays;

/** The pieces of a text that a dictionary compares. */
interface TextUnits {

  int size();

  int start(int i);

  int end(int i);

  /** {@return the words of a text; white space between them is of no account} */
  static TextUnits words(String text) {
    Words words = Words.of(text);
    return new TextUnits() {
      @Override
      public int size() {
        return words.size();
      }

      @Override
      public int start(int i) {
        return words.start(i);
      }

      @Override
      public int end(int i) {
        return words.end(i);
      }
    };
  }

  /**
   * {@return the characters of a text with the marks that follow each; a run of white space is one}
   */
  static TextUnits characters(String text) {
    int[] ends = new int[text.length()];
    int size = 0;
    for (int i = 0; i < text.length(); ) {
      int first = text.codePointAt(i);
      boolean space = Character.isWhitespace(first);
      i += Character.charCount(first);
      while (i < text.length()) {
        int next = text.codePointAt(i);
        boolean joins = space ? Character.isWhitespace(next) : isMark(next);
        if (!joins) {
          break;
        }
        i += Character.charCount(next);
      }
      ends[size++] = i;
    }
    int[] unitEnds = Arrays.copyOf(ends, size);
    return new TextUnits() {
      @Override
      public int size() {
        return unitEnds.length;
      }

      @Override
      public int start(int i) {
        return i == 0 ? 0 : unitEnds[i - 1];
      }

      @Override
      public int end(int i) {
        return unitEnds[i];
      }
    };
  }

  private static boolean isMark(int codePoint) {
    int category = Character.getType(codePoint);
    return category == Character.NON_SPACING_MARK
        || category == Character.COMBINING_SPACING_MARK
        || category == Character.ENCLOSING_MARK;
  }
}
