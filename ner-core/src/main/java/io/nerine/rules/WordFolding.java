package io.nerine.rules;

import java.text.Normalizer;

/**
 * Brings words that differ in what does not matter to one form: case, composed or decomposed and
 * compatibility characters (NFKC), invisible format characters. Not thread-safe.
 *
 * <p>Case is folded character by character, through the upper to the lower case, so that neither
 * the place in the word (final sigma) nor the locale matters; {@code ß} becomes {@code ss}.
 */
final class WordFolding {

  private final boolean caseSensitive;
  private final boolean ignoreAccents;
  private char[] folded = new char[64];
  private int length;

  WordFolding(boolean caseSensitive, boolean ignoreAccents) {
    this.caseSensitive = caseSensitive;
    this.ignoreAccents = ignoreAccents;
  }

  /** Folds a word; {@link #chars()} and {@link #length()} hold the result until the next call. */
  void fold(String text, int start, int end) {
    length = 0;
    if (folded.length < end - start) {
      folded = new char[2 * (end - start)];
    }
    if (Character.isWhitespace(text.charAt(start))) {
      folded[length++] = ' ';
      return;
    }
    for (int i = start; i < end; i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        foldUnicode(text.substring(start, end));
        return;
      }
      folded[length++] = !caseSensitive && unit >= 'A' && unit <= 'Z' ? (char) (unit + 32) : unit;
    }
  }

  private void foldUnicode(String word) {
    String form =
        Normalizer.normalize(word, ignoreAccents ? Normalizer.Form.NFKD : Normalizer.Form.NFKC);
    StringBuilder out = new StringBuilder(form.length() + 4);
    form.codePoints().forEach(codePoint -> add(out, codePoint));
    // Folding can take the composed form apart.
    String composed = Normalizer.normalize(out, Normalizer.Form.NFC);
    length = composed.length();
    if (folded.length < length) {
      folded = new char[2 * length];
    }
    composed.getChars(0, length, folded, 0);
  }

  private void add(StringBuilder out, int codePoint) {
    int category = Character.getType(codePoint);
    if (category == Character.FORMAT || (ignoreAccents && category == Character.NON_SPACING_MARK)) {
      return;
    }
    if (caseSensitive) {
      out.appendCodePoint(codePoint);
    } else if (codePoint == 'ß' || codePoint == 'ẞ') {
      out.append("ss");
    } else {
      out.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
    }
  }

  char[] chars() {
    return folded;
  }

  int length() {
    return length;
  }
}
