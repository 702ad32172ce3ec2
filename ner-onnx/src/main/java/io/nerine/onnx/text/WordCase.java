package io.nerine.onnx.text;

import java.util.Objects;

/**
 * How the letters of a word are cased: a feature that gives an uncased model back what its
 * tokenizer takes away.
 */
public enum WordCase {
  /** No cased letter: digits, punctuation, scripts without case. The id of padding too. */
  NONE(0),
  /** All cased letters are lower case. */
  LOWER(1),
  /** The first cased letter is upper case, any others are lower case. */
  TITLE(2),
  /** Two or more cased letters, all upper case. */
  UPPER(3),
  /** Any other mix. */
  MIXED(4);

  private final int id;

  WordCase(int id) {
    this.id = id;
  }

  /** {@return the number that stands for it in a graph's input, 0 to 4} */
  public int id() {
    return id;
  }

  /**
   * Looks at a word.
   *
   * @param text the text that holds the word
   * @param start the offset of the word's first UTF-16 unit
   * @param end the offset behind its last UTF-16 unit
   * @return the case of the word
   * @throws IndexOutOfBoundsException if the word reaches outside the text
   */
  public static WordCase of(String text, int start, int end) {
    Objects.checkFromToIndex(start, end, text.length());
    int upper = 0;
    int lower = 0;
    boolean upperFirst = false;
    for (int i = start; i < end; ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isLowerCase(codePoint)) {
        lower++;
      } else if (Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint)) {
        upperFirst |= upper + lower == 0;
        upper++;
      }
    }
    if (upper + lower == 0) {
      return NONE;
    }
    if (upper == 0) {
      return LOWER;
    }
    if (upper == 1 && upperFirst) {
      return TITLE;
    }
    return lower == 0 ? UPPER : MIXED;
  }
}
