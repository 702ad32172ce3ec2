package io.nerine.onnx.text;

import java.util.Objects;

/**
 * The model input of one window: ids of sub-word tokens, the special tokens at both ends included.
 * The arrays are the window's own and are not copied; do not change them.
 */
public final class EncodedWindow {

  private final int[] inputIds;
  private final int[] caseIds;
  private final int[] firstTokens;

  /**
   * Creates the input of a window.
   *
   * @param inputIds {@code [tokens]} ids of the tokenizer
   * @param caseIds {@code [tokens]} ids of {@link WordCase}; 0 at special tokens
   * @param firstTokens {@code [words]} the position of the first sub-word token of each word
   * @throws IllegalArgumentException if there are not as many case ids as input ids
   */
  public EncodedWindow(int[] inputIds, int[] caseIds, int[] firstTokens) {
    this.inputIds = Objects.requireNonNull(inputIds, "inputIds");
    this.caseIds = Objects.requireNonNull(caseIds, "caseIds");
    this.firstTokens = Objects.requireNonNull(firstTokens, "firstTokens");
    if (inputIds.length != caseIds.length) {
      throw new IllegalArgumentException(
          "A window needs one case id a token, found %d case ids and %d tokens"
              .formatted(caseIds.length, inputIds.length));
    }
  }

  /** {@return {@code [tokens]} ids of the tokenizer} */
  public int[] inputIds() {
    return inputIds;
  }

  /** {@return {@code [tokens]} ids of {@link WordCase}; 0 at special tokens} */
  public int[] caseIds() {
    return caseIds;
  }

  /** {@return {@code [words]} the position of the first sub-word token of each word} */
  public int[] firstTokens() {
    return firstTokens;
  }

  /** {@return the number of sub-word tokens, special tokens counted} */
  public int tokens() {
    return inputIds.length;
  }

  /** {@return the number of words} */
  public int words() {
    return firstTokens.length;
  }
}
