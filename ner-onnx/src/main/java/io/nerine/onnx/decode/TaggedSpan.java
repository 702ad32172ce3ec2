package io.nerine.onnx.decode;

/**
 * A span of words that the decoder found.
 *
 * @param firstWord the index of its first word
 * @param endWord the index behind its last word
 * @param type the index of its type in the {@link TagSet}
 * @param confidence the probability of exactly this span, 0 to 1
 */
public record TaggedSpan(int firstWord, int endWord, int type, double confidence) {

  /**
   * Creates the span.
   *
   * @throws IllegalArgumentException unless {@code 0 <= firstWord < endWord}, the type is not
   *     negative and the confidence lies in 0 to 1
   */
  public TaggedSpan {
    if (firstWord < 0 || endWord <= firstWord || type < 0) {
      throw new IllegalArgumentException(
          "A tagged span needs 0 <= firstWord < endWord and a type, found %d, %d and %d"
              .formatted(firstWord, endWord, type));
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1, found " + confidence);
    }
  }
}
