package io.nerine.internal;

import java.text.Normalizer;

/** Mentions as files state them beside the offsets. */
public final class Mentions {

  private Mentions() {}

  /**
   * Tells whether a stated mention is the text that a span covers, white space of any kind being
   * equal and composed characters equal to decomposed ones.
   *
   * @param mention the mention
   * @param covered the text at the offsets
   * @return whether they are the same
   */
  public static boolean same(String mention, String covered) {
    return covered.equals(mention) || loose(covered).equals(loose(mention));
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
