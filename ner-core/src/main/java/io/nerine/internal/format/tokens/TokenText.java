package io.nerine.internal.format.tokens;

/**
 * Builds the text of a document from the tokens of its sentences: tokens are joined as {@link Join}
 * says, sentences by a line feed. Not thread-safe.
 */
public final class TokenText {

  /** A text beyond this is no document. */
  public static final int MOST_UNITS = 1 << 28;

  private final Join join;
  private final StringBuilder text = new StringBuilder();
  private boolean anySentence;
  private boolean anyToken;
  private int lastStart;
  private int quotes;

  /**
   * Creates an empty text.
   *
   * @param join what stands between two tokens
   */
  public TokenText(Join join) {
    this.join = join;
  }

  /** Begins a sentence. */
  public void beginSentence() {
    if (anySentence) {
      text.append('\n');
    }
    anySentence = true;
    anyToken = false;
    quotes = 0;
  }

  /**
   * Adds a token of the sentence.
   *
   * @param token the token, not empty
   * @return the offset of its first unit
   */
  public int add(CharSequence token) {
    if (anyToken && spaced(token)) {
      text.append(' ');
    }
    anyToken = true;
    quotes += Join.isQuote(token) ? 1 : 0;
    lastStart = text.length();
    text.append(token);
    return lastStart;
  }

  private boolean spaced(CharSequence token) {
    return switch (join) {
      case SPACE -> true;
      case NONE -> false;
      case CLOSED -> Join.spaced(text.substring(lastStart), token, quotes);
    };
  }

  /**
   * Adds a whole sentence.
   *
   * @param sentence its text
   * @return the offset of its first unit
   */
  public int addSentence(CharSequence sentence) {
    beginSentence();
    text.append(sentence);
    return text.length() - sentence.length();
  }

  /** {@return the number of UTF-16 units so far} */
  public int length() {
    return text.length();
  }

  /** {@return the text so far} */
  @Override
  public String toString() {
    return text.toString();
  }
}
