package io.nerine.internal.format.tokens;

/**
 * Finds tokens in the text that they were cut from: each stands where the one before ended, or
 * behind white space there. Not thread-safe.
 */
public final class TokenAlignment {

  private final CharSequence text;
  private int start;
  private int end;

  /**
   * Creates the alignment of a text.
   *
   * @param text the text
   */
  public TokenAlignment(CharSequence text) {
    this.text = text;
  }

  /**
   * Goes on to the next token.
   *
   * @param token the token; U+FFFD in it stands for itself and for an unpaired surrogate
   * @return whether it stands in the text; the place is unchanged if not
   */
  public boolean next(CharSequence token) {
    int from = end;
    while (true) {
      if (stands(token, from)) {
        start = from;
        end = from + token.length();
        return true;
      }
      if (from >= text.length() || !TokenRule.isSpace(text.charAt(from))) {
        return false;
      }
      from++;
    }
  }

  private boolean stands(CharSequence token, int from) {
    if (token.length() > text.length() - from) {
      return false;
    }
    for (int i = 0; i < token.length(); i++) {
      char there = text.charAt(from + i);
      char wanted = token.charAt(i);
      if (there != wanted && !(wanted == '\uFFFD' && Character.isSurrogate(there))) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether only white space is behind the last token} */
  public boolean atEnd() {
    for (int i = end; i < text.length(); i++) {
      if (!TokenRule.isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@return the offset of the first unit of the last token} */
  public int start() {
    return start;
  }

  /** {@return the offset behind the last unit of the last token} */
  public int end() {
    return end;
  }
}
