package io.nerine.internal.format.brat;

import java.util.regex.Pattern;

/**
 * What ends a line for brat. It reads its files as Python does, for which there are eight more line
 * breaks than LF and CR; one within the text of a tag or a note makes brat refuse the document.
 */
final class LineBreaks {

  private static final String CHARACTERS =
      "\\n\\r\\u000B\\u000C\\u001C-\\u001E\\u0085\\u2028\\u2029";

  /** One or more line breaks. */
  static final Pattern RUN = Pattern.compile("[" + CHARACTERS + "]+");

  /** A line that is not empty and that UTF-8 can hold. */
  static final Pattern LINE = Pattern.compile("[^" + CHARACTERS + "\\p{Cs}]+");

  private static final Pattern ONE = Pattern.compile("[" + CHARACTERS + "]");

  private LineBreaks() {}

  /**
   * Puts a text into one line.
   *
   * @param text the text
   * @param folded whether CR LF becomes one space
   * @return the text with a space for each line break
   */
  static String asSpaces(String text, boolean folded) {
    return ONE.matcher(folded ? text.replace("\r\n", " ") : text).replaceAll(" ");
  }

  /**
   * Escapes the line breaks that JSON allows within strings.
   *
   * @param json JSON in one line
   * @return the same JSON in one line for brat too
   */
  static String escaped(String json) {
    return ONE.matcher(json)
        .replaceAll(found -> "\\\\u" + String.format("%04x", (int) found.group().charAt(0)));
  }

  /** {@return whether nothing but white space and line breaks stands between two offsets} */
  static boolean areAllBetween(String text, int from, int to) {
    return text.substring(from, to)
        .chars()
        // Which Java does not take for white space.
        .allMatch(unit -> Character.isWhitespace(unit) || unit == '\u0085');
  }
}
