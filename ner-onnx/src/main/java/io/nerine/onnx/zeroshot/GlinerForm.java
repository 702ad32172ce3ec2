package io.nerine.onnx.zeroshot;

/** What the scores of a GLiNER model are for. */
public enum GlinerForm {
  /** Each span of up to so many words, and each type. */
  SPAN,
  /** Each word as the start, the end or the inside of a span of each type. */
  TOKEN;

  /**
   * Returns how many scores a word has.
   *
   * @param maxWidth the greatest number of words of a span
   * @param types the number of types
   * @return the number of scores
   */
  public int scoresPerWord(int maxWidth, int types) {
    return this == SPAN ? maxWidth * types : 3 * types;
  }
}
