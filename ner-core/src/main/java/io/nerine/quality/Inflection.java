package io.nerine.quality;

import java.util.List;

/**
 * Cuts the endings off words, so that forms of a name are found as the same. No linguistics: the
 * endings of one to three letters that names take in many European languages, cut while at least
 * four letters are left.
 */
final class Inflection {

  private static final int LEAST_STEM = 4;

  private static final List<String> ENDINGS =
      List.of(
          "ого", "ому", "ów", "em", "en", "er", "es", "ie", "is", "om", "ov", "os", "as", "ом",
          "ой", "ая", "a", "e", "i", "o", "u", "y", "s", "n", "m", "å", "ă", "ą", "ę", "й", "а",
          "е", "и", "о", "у", "ы", "ю", "я");

  private Inflection() {}

  /**
   * Returns what is left of a word without its endings.
   *
   * @param word a word in any case
   * @return the stem; short words as they are
   */
  static String stem(String word) {
    int end = word.length();
    boolean cut = true;
    while (cut) {
      cut = false;
      for (String ending : ENDINGS) {
        int from = end - ending.length();
        if (from >= LEAST_STEM && word.regionMatches(true, from, ending, 0, ending.length())) {
          end = from;
          cut = true;
          break;
        }
      }
    }
    return word.substring(0, end);
  }
}
