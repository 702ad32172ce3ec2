package io.nerine.internal.format.pubtator;

import org.jspecify.annotations.Nullable;

/**
 * A line such as {@code 12345|t|Title of the article}.
 *
 * @param id the document that it belongs to
 * @param kind {@code t} for the title, {@code a} for the abstract, or another
 * @param text the text
 */
record Section(String id, String kind, String text) {

  private static final int LONGEST_KIND = 8;

  /** {@return the section that a line is, or null if it is none} */
  static @Nullable Section parse(String line) {
    int first = line.indexOf('|');
    int second = line.indexOf('|', first + 1);
    int length = second - first - 1;
    if (first <= 0 || length < 1 || length > LONGEST_KIND || line.lastIndexOf('\t', first) >= 0) {
      return null;
    }
    for (int i = first + 1; i < second; i++) {
      char c = line.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) {
        return null;
      }
    }
    return new Section(
        line.substring(0, first), line.substring(first + 1, second), line.substring(second + 1));
  }
}
