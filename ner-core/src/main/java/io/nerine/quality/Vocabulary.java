package io.nerine.quality;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The different words of a data set by number, and what is looked at in a word. Not thread-safe.
 */
final class Vocabulary {

  private static final int MAX_SHAPE = 6;

  private final boolean ignoreCase;
  private final boolean ignoreInflection;
  private final Map<String, Integer> ids = new HashMap<>();
  private int[] keys = new int[1024];
  private int[] folded = new int[1024];
  private int[] shapes = new int[1024];
  private int[] endings = new int[1024];

  Vocabulary(boolean ignoreCase, boolean ignoreInflection) {
    this.ignoreCase = ignoreCase;
    this.ignoreInflection = ignoreInflection;
  }

  /** {@return the number of a word, new if it was not seen before} */
  int id(String word) {
    Integer known = ids.get(word);
    return known == null ? add(word) : known;
  }

  private int add(String word) {
    int id = ids.size();
    ids.put(word, id);
    if (id == keys.length) {
      keys = Arrays.copyOf(keys, id * 2);
      folded = Arrays.copyOf(folded, id * 2);
      shapes = Arrays.copyOf(shapes, id * 2);
      endings = Arrays.copyOf(endings, id * 2);
    }
    String composed = Normalizer.normalize(word, Normalizer.Form.NFC);
    String lower = composed.toLowerCase(Locale.ROOT);
    String key = ignoreCase ? lower : composed;
    key = ignoreInflection ? Inflection.stem(key) : key;
    folded[id] = lower.hashCode();
    shapes[id] = shape(composed).hashCode();
    endings[id] = lower.substring(Math.max(0, lower.length() - 3)).hashCode() * 31 + 1;
    // Last, since it may add the key as a word of its own.
    keys[id] = id;
    if (!key.equals(word)) {
      keys[id] = id(key);
    }
    return id;
  }

  int key(int id) {
    return keys[id];
  }

  int folded(int id) {
    return folded[id];
  }

  int shape(int id) {
    return shapes[id];
  }

  int ending(int id) {
    return endings[id];
  }

  int size() {
    return ids.size();
  }

  /**
   * Upper case, lower case, digits and others, each run as one sign: {@code "McDonald"} is XxXx.
   */
  static String shape(String word) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < word.length() && shape.length() < MAX_SHAPE; ) {
      int codePoint = word.codePointAt(i);
      char sign = sign(codePoint);
      if (shape.isEmpty() || shape.charAt(shape.length() - 1) != sign || sign == '.') {
        if (sign == '.') {
          shape.appendCodePoint(codePoint);
        } else {
          shape.append(sign);
        }
      }
      i += Character.charCount(codePoint);
    }
    // A lone capital is an initial, a long run of them a headline or an acronym.
    return word.length() == 1 || !shape.toString().equals("X")
        ? shape + (word.length() == 1 ? "1" : "")
        : shape + (word.length() > 4 ? "+" : "");
  }

  private static char sign(int codePoint) {
    if (Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint)) {
      return 'X';
    }
    if (Character.isDigit(codePoint)) {
      return 'd';
    }
    return Character.isLetter(codePoint) ? 'x' : '.';
  }
}
