package io.nerine.internal.format.tokens;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text and where its tokens stand in it. */
public final class PlacedTokens {

  private final String text;
  private final int[] starts;
  private final int[] ends;

  private PlacedTokens(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /**
   * Finds tokens in the text that they were cut from.
   *
   * @param text the text
   * @param tokens its tokens in order
   * @return where they stand, or null if they do not
   */
  public static @Nullable PlacedTokens in(String text, List<String> tokens) {
    TokenAlignment alignment = new TokenAlignment(text);
    PlacedTokens placed = new PlacedTokens(text, new int[tokens.size()], new int[tokens.size()]);
    for (int i = 0; i < tokens.size(); i++) {
      if (!alignment.next(tokens.get(i))) {
        return null;
      }
      placed.starts[i] = alignment.start();
      placed.ends[i] = alignment.end();
    }
    return placed;
  }

  /**
   * Joins tokens to a text.
   *
   * @param tokens the tokens; empty ones take no place
   * @param join what stands between two of them
   * @return the text
   */
  public static PlacedTokens joined(List<String> tokens, Join join) {
    TokenText text = new TokenText(join);
    text.beginSentence();
    int[] starts = new int[tokens.size()];
    int[] ends = new int[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      starts[i] = token.isEmpty() ? text.length() : text.add(token);
      ends[i] = starts[i] + token.length();
    }
    return new PlacedTokens(text.toString(), starts, ends);
  }

  /** {@return the text} */
  public String text() {
    return text;
  }

  /** {@return the number of tokens} */
  public int size() {
    return starts.length;
  }

  /** {@return the offset of the first UTF-16 unit of each token} */
  public int[] starts() {
    return starts;
  }

  /** {@return the offset behind the last UTF-16 unit of each token} */
  public int[] ends() {
    return ends;
  }
}
