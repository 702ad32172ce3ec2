package io.nerine.internal;

import java.text.Normalizer;

/** Mentions as files state them beside the offsets. */
public final class Mentions {

  /**
   * How many times as long one of two equal mentions can be at most: a character may decompose to
   * four UTF-16 units, of which composed ones may be two, and a line end may be one or two.
   */
  private static final int MOST_TIMES_AS_LONG = 16;

  private Mentions() {}

  /**
   * Tells whether a stated mention is the text that a span covers, white space of any kind being
   * equal and composed characters equal to decomposed ones. Takes time by the length of the
   * mention, however much the span covers.
   *
   * @param mention the mention
   * @param text the text
   * @param start where the span begins in it
   * @param end where it ends
   * @return whether they are the same
   */
  public static boolean same(String mention, String text, int start, int end) {
    int length = end - start;
    if (length == mention.length() && text.startsWith(mention, start)) {
      return true;
    }
    boolean comparable =
        length <= (long) MOST_TIMES_AS_LONG * mention.length()
            && mention.length() <= (long) MOST_TIMES_AS_LONG * length;
    return comparable && loose(text.substring(start, end)).equals(loose(mention));
  }

  /**
   * Returns the place nearest to an offset where a mention stands.
   *
   * @param mention the mention
   * @param text the text
   * @param offset the offset
   * @param reach how far the place may be from the offset; also how long the mention may be
   * @return where the mention begins, or -1 if there is no such place, or two are as near
   */
  public static int nearest(String mention, String text, int offset, int reach) {
    int length = mention.length();
    if (length == 0 || length > reach) {
      return -1;
    }
    int end = (int) Math.min(text.length(), (long) offset + reach + length);
    int nearest = -1;
    boolean twice = false;
    // The algorithm of Knuth, Morris and Pratt, since texts may repeat as mentions do.
    int[] borders = borders(mention);
    int matched = 0;
    for (int i = Math.max(0, offset - reach); i < end; i++) {
      while (matched > 0 && mention.charAt(matched) != text.charAt(i)) {
        matched = borders[matched - 1];
      }
      if (mention.charAt(matched) == text.charAt(i)) {
        matched++;
      }
      if (matched < length) {
        continue;
      }
      int found = i + 1 - length;
      matched = borders[length - 1];
      int nearer =
          nearest < 0 ? -1 : Integer.compare(Math.abs(found - offset), Math.abs(nearest - offset));
      twice = nearer == 0 || (nearer > 0 && twice);
      nearest = nearer < 0 ? found : nearest;
      if (nearer > 0) {
        break;
      }
    }
    return twice ? -1 : nearest;
  }

  /** The length of the longest proper border of each prefix. */
  private static int[] borders(String mention) {
    int[] borders = new int[mention.length()];
    int border = 0;
    for (int i = 1; i < borders.length; i++) {
      while (border > 0 && mention.charAt(border) != mention.charAt(i)) {
        border = borders[border - 1];
      }
      if (mention.charAt(border) == mention.charAt(i)) {
        border++;
      }
      borders[i] = border;
    }
    return borders;
  }

  private static String loose(String text) {
    StringBuilder loose = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .chars()
        .forEach(unit -> loose.append(isSpace(unit) ? ' ' : (char) unit));
    return Normalizer.normalize(loose, Normalizer.Form.NFC);
  }

  private static boolean isSpace(int unit) {
    return Character.isWhitespace(unit) || Character.isSpaceChar(unit);
  }
}
