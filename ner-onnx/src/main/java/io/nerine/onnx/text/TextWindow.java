package io.nerine.onnx.text;

/**
 * A stretch of whole words that the model sees at once.
 *
 * @param firstWord the index of its first word in the {@link EncodedText}
 * @param endWord the index behind its last word
 * @param tokens its length in sub-word tokens, the special tokens at both ends counted
 */
public record TextWindow(int firstWord, int endWord, int tokens) {

  /**
   * Creates the window.
   *
   * @throws IllegalArgumentException unless {@code 0 <= firstWord < endWord} and there is at least
   *     one token besides the special ones
   */
  public TextWindow {
    if (firstWord < 0 || endWord <= firstWord) {
      throw new IllegalArgumentException(
          "A window needs 0 <= firstWord < endWord, found %d and %d".formatted(firstWord, endWord));
    }
    if (tokens < 3) {
      throw new IllegalArgumentException(
          "A window of %d words can't have only %d tokens".formatted(endWord - firstWord, tokens));
    }
  }

  /** {@return the number of words} */
  public int words() {
    return endWord - firstWord;
  }
}
