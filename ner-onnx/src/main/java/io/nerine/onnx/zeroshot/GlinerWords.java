package io.nerine.onnx.zeroshot;

import java.util.Arrays;

/**
 * The words of a text by the rule of GLiNER: {@code \w+(?:[-_]\w+)*|\S} of Python's {@code re},
 * over code points. Found in one pass. A run of more than {@value #MAX_LENGTH} characters is cut
 * into several words, so that the tokenizer's work is bounded. Immutable.
 */
final class GlinerWords {

  /** In UTF-16 units. */
  static final int MAX_LENGTH = 256;

  private final int[] starts;
  private final int[] ends;
  private final boolean unpairedSurrogates;
  private final int splitRuns;

  private GlinerWords(int[] starts, int[] ends, boolean unpairedSurrogates, int splitRuns) {
    this.starts = starts;
    this.ends = ends;
    this.unpairedSurrogates = unpairedSurrogates;
    this.splitRuns = splitRuns;
  }

  static GlinerWords of(String text) {
    int[] starts = new int[16 + text.length() / 5];
    int[] ends = new int[starts.length];
    int size = 0;
    boolean unpaired = false;
    int splitRuns = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      int behind = at + Character.charCount(codePoint);
      if (isSpace(codePoint)) {
        at = behind;
        continue;
      }
      unpaired |= Character.getType(codePoint) == Character.SURROGATE;
      int end = isWordPart(codePoint) ? runEnd(text, behind) : behind;
      splitRuns += end - at > MAX_LENGTH ? 1 : 0;
      while (at < end) {
        if (size == starts.length) {
          starts = Arrays.copyOf(starts, 2 * size);
          ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = at;
        at = pieceEnd(text, at, end);
        ends[size++] = at;
      }
    }
    return new GlinerWords(
        Arrays.copyOf(starts, size), Arrays.copyOf(ends, size), unpaired, splitRuns);
  }

  /** Where the run that the character before belongs to ends. */
  private static int runEnd(String text, int from) {
    int end = from;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      int behind = end + Character.charCount(codePoint);
      boolean joins =
          codePoint == '-' && behind < text.length() && isWordPart(text.codePointAt(behind));
      if (!joins && !isWordPart(codePoint)) {
        break;
      }
      end = behind;
    }
    return end;
  }

  private static int pieceEnd(String text, int start, int end) {
    if (end - start <= MAX_LENGTH) {
      return end;
    }
    int cut = start + MAX_LENGTH;
    return Character.isSurrogatePair(text.charAt(cut - 1), text.charAt(cut)) ? cut - 1 : cut;
  }

  /** What {@code \w} of Python matches: letters, numbers of every kind, and the underscore. */
  private static boolean isWordPart(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> codePoint == '_';
    };
  }

  /** What {@code \s} of Python matches. */
  private static boolean isSpace(int codePoint) {
    return switch (codePoint) {
      case '\t', '\n', 0x0B, '\f', '\r', 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0x2028, 0x2029 -> true;
      default -> Character.getType(codePoint) == Character.SPACE_SEPARATOR;
    };
  }

  int size() {
    return starts.length;
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }

  boolean hasUnpairedSurrogates() {
    return unpairedSurrogates;
  }

  int splitRuns() {
    return splitRuns;
  }
}
