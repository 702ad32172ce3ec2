package io.nerine.internal.format.tokens;

/** What stands between two tokens of a sentence whose text is not known. */
public enum Join {
  /** One space between all tokens. */
  SPACE,
  /** Nothing, for tokens that are single characters of a script without spaces. */
  NONE,
  /**
   * One space, but none before closing punctuation and behind opening; quotation marks open and
   * close in turn.
   */
  CLOSED;

  private static final String CLOSING = ".,;:!?%)]}»›”’…、。，；：！？）】」』";
  private static final String OPENING = "([{«‹“‘¿¡$£€（【「『";

  /**
   * Judges tokens of one file.
   *
   * @param tokens some of its tokens
   * @return {@link #NONE} if nearly all are single characters and many of them Chinese or Japanese,
   *     else {@link #SPACE}
   */
  public static Join of(Iterable<String> tokens) {
    Judge judge = new Judge();
    tokens.forEach(judge::add);
    return judge.judged();
  }

  /** Judges tokens of one file as they come; of very many the first count. Not thread-safe. */
  static final class Judge {

    private static final int ENOUGH = 1 << 15;

    private int all;
    private int single;
    private int unspaced;

    void add(String token) {
      if (token.isEmpty() || all == ENOUGH) {
        return;
      }
      all++;
      int first = token.codePointAt(0);
      if (token.length() == Character.charCount(first)) {
        single++;
        unspaced += TokenRule.isUnspaced(first) ? 1 : 0;
      }
    }

    Join judged() {
      return all > 0 && single >= 0.95 * all && unspaced >= 0.3 * all ? NONE : SPACE;
    }
  }

  /**
   * Tells what {@link #CLOSED} puts between two tokens.
   *
   * @param before the token before
   * @param token the token
   * @param quotes the number of straight double quotes among the tokens before, in the sentence
   * @return whether it is a space
   */
  static boolean spaced(CharSequence before, CharSequence token, int quotes) {
    if (isQuote(before) && quotes % 2 == 1) {
      return false;
    }
    if (before.length() == 1 && OPENING.indexOf(before.charAt(0)) >= 0) {
      return false;
    }
    return isQuote(token) ? quotes % 2 == 0 : !closes(token);
  }

  static boolean isQuote(CharSequence token) {
    return token.length() == 1 && token.charAt(0) == '"';
  }

  private static boolean closes(CharSequence token) {
    // The tokens of the Penn Treebank cut clitics off.
    boolean clitic =
        "n't".contentEquals(token)
            || (token.length() > 1 && token.length() <= 3 && token.charAt(0) == '\'');
    return clitic || token.chars().allMatch(unit -> CLOSING.indexOf(unit) >= 0);
  }
}
