package io.nerine.text;

import java.util.Arrays;
import java.util.Objects;

/**
 * The words of a text, the units that carry labels. Immutable; found in one pass, in time and space
 * linear in the text.
 *
 * <ul>
 *   <li>A run of letters, digits and combining marks is a word. Invisible format characters (soft
 *       hyphen, zero-width joiner) belong to it where up to four of them stand between two of its
 *       characters.
 *   <li>A Han ideograph is a word of its own, with the marks that follow it.
 *   <li>Any other visible character is a word of its own, with the marks that follow it; an emoji
 *       with its modifiers, a joined emoji and a pair of flag letters are one word.
 *   <li>An unpaired surrogate is a word of its own.
 *   <li>White space, controls and other format characters separate words.
 *   <li>No word has more than 64 UTF-16 units: a longer run is cut, never inside a surrogate pair
 *       and, where the second half of a piece has another place, not before a combining mark.
 * </ul>
 *
 * <pre>{@code
 * Words.of("GX-4471 costs €5"); // GX | - | 4471 | costs | € | 5
 * }</pre>
 */
public final class Words {

  /** The greatest length of a word in UTF-16 units; it bounds what a tokenizer gets at once. */
  public static final int MAX_LENGTH = 64;

  private static final int MAX_INNER_FORMATS = 4;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static final byte SEPARATOR = 0;
  private static final byte WORD = 1;
  private static final byte MARK = 2;
  private static final byte FORMAT = 3;
  private static final byte IDEOGRAPH = 4;
  private static final byte SYMBOL = 5;
  private static final byte LONE_SURROGATE = 6;

  private static final byte[] ASCII_KINDS = new byte[128];

  static {
    for (int c = 0; c < ASCII_KINDS.length; c++) {
      ASCII_KINDS[c] = kindByCategory(c);
    }
  }

  private final String text;
  private int[] starts;
  private int[] ends;
  private int size;
  private int splitRuns;
  private boolean unpairedSurrogates;

  private Words(String text) {
    this.text = text;
    int expected = text.length() / 5 + 8;
    this.starts = new int[expected];
    this.ends = new int[expected];
  }

  /**
   * Finds the words of a text.
   *
   * @param text any text: empty, of any length, with any characters
   * @return its words, in text order, none overlapping another
   */
  public static Words of(String text) {
    Words words = new Words(Objects.requireNonNull(text, "text"));
    words.segment();
    return words;
  }

  /** {@return the number of words} */
  public int size() {
    return size;
  }

  /**
   * Returns where a word starts.
   *
   * @param i the index of the word
   * @return the offset of its first UTF-16 unit
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public int start(int i) {
    return starts[Objects.checkIndex(i, size)];
  }

  /**
   * Returns where a word ends.
   *
   * @param i the index of the word
   * @return the offset behind its last UTF-16 unit
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public int end(int i) {
    return ends[Objects.checkIndex(i, size)];
  }

  /** {@return the number of runs that were too long for one word and were cut} */
  public int splitRuns() {
    return splitRuns;
  }

  /** {@return whether the text holds a surrogate without its other half} */
  public boolean hasUnpairedSurrogates() {
    return unpairedSurrogates;
  }

  private void segment() {
    int length = text.length();
    int i = 0;
    while (i < length) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      switch (kind(codePoint)) {
        case WORD, MARK -> {
          next = endOfRun(next);
          addRun(i, next);
        }
        case IDEOGRAPH -> {
          next = endOfMarks(next, i + MAX_LENGTH);
          add(i, next);
        }
        case SYMBOL -> {
          next = endOfSymbol(codePoint, next, i + MAX_LENGTH);
          add(i, next);
        }
        case LONE_SURROGATE -> {
          unpairedSurrogates = true;
          add(i, next);
        }
        default -> {
          // Separators and format characters outside a run are no part of any word.
        }
      }
      i = next;
    }
  }

  private int endOfRun(int from) {
    int end = from;
    int formats = 0;
    for (int i = from; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      byte kind = kind(codePoint);
      i += Character.charCount(codePoint);
      if (kind == WORD || kind == MARK) {
        end = i;
        formats = 0;
      } else if (kind != FORMAT || ++formats > MAX_INNER_FORMATS) {
        break;
      }
    }
    return end;
  }

  private int endOfMarks(int from, int limit) {
    int end = from;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      int next = end + Character.charCount(codePoint);
      if (kind(codePoint) != MARK || next > limit) {
        break;
      }
      end = next;
    }
    return end;
  }

  /** Follows the emoji sequences of Unicode Technical Standard 51, ED-17, with some latitude. */
  private int endOfSymbol(int symbol, int from, int limit) {
    boolean pictograph = isPictograph(symbol);
    int end = from;
    if (isFlagLetter(symbol) && from < text.length() && isFlagLetter(text.codePointAt(from))) {
      end += 2;
    }
    while (true) {
      end = endOfMarks(end, limit);
      if (!pictograph || end >= text.length()) {
        return end;
      }
      int codePoint = text.codePointAt(end);
      int next = end + Character.charCount(codePoint);
      if (codePoint == ZERO_WIDTH_JOINER && next < text.length()) {
        codePoint = text.codePointAt(next);
        next += Character.charCount(codePoint);
        if (!isPictograph(codePoint)) {
          return end;
        }
      } else if (!isSkinTone(codePoint) && !isTag(codePoint)) {
        return end;
      }
      if (next > limit) {
        return end;
      }
      end = next;
    }
  }

  private void addRun(int start, int end) {
    if (end - start > MAX_LENGTH) {
      splitRuns++;
      while (end - start > MAX_LENGTH) {
        int cut = cut(start);
        add(start, cut);
        start = cut;
      }
    }
    add(start, end);
  }

  private int cut(int start) {
    int latest = start + MAX_LENGTH;
    if (Character.isSurrogatePair(text.charAt(latest - 1), text.charAt(latest))) {
      latest--;
    }
    int cut = latest;
    while (cut > start + MAX_LENGTH / 2) {
      if (kind(text.codePointAt(cut)) == WORD) {
        return cut;
      }
      cut -= Character.charCount(text.codePointBefore(cut));
    }
    return latest;
  }

  private void add(int start, int end) {
    if (size == starts.length) {
      int capacity = size + (size >> 1) + 8;
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  private static byte kind(int codePoint) {
    return codePoint < ASCII_KINDS.length ? ASCII_KINDS[codePoint] : kindByCategory(codePoint);
  }

  private static byte kindByCategory(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.OTHER_LETTER, Character.LETTER_NUMBER ->
          Character.isIdeographic(codePoint) ? IDEOGRAPH : WORD;
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.OTHER_NUMBER ->
          WORD;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          MARK;
      case Character.FORMAT -> FORMAT;
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          SEPARATOR;
      case Character.SURROGATE -> LONE_SURROGATE;
      // Private use and unassigned characters too: an emoji may be newer than the Java runtime.
      default -> SYMBOL;
    };
  }

  private static boolean isPictograph(int codePoint) {
    if (codePoint < 0x80) {
      return false;
    }
    if (codePoint >= 0x1F000 && codePoint <= 0x1FBFF) {
      return true;
    }
    int category = Character.getType(codePoint);
    return category == Character.OTHER_SYMBOL || category == Character.MATH_SYMBOL;
  }

  private static boolean isFlagLetter(int codePoint) {
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
  }

  private static boolean isSkinTone(int codePoint) {
    return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
  }

  private static boolean isTag(int codePoint) {
    return codePoint >= 0xE0020 && codePoint <= 0xE007F;
  }
}
