package io.nerine.onnx.text;

import java.util.Objects;

/**
 * Brings the scores of overlapping windows together: a word's scores are the mean over the windows
 * that hold it, weighted by how far inside the window it stands. Not thread-safe.
 *
 * <p>The weight is 1 + the number of words between it and the nearer edge of the window. An edge of
 * the window that is an edge of the document cuts no context off and does not count.
 *
 * <p>The means depend on the order of the windows in the last bits, so add windows in text order
 * where results must be equal from run to run.
 */
public final class WindowMerger {

  private final int words;
  private final int tags;

  /** {@code [words * tags]} the weighted mean so far. */
  private final float[] means;

  /** {@code [words]} the sum of the weights so far. */
  private final float[] weights;

  /**
   * Creates a merger for one text.
   *
   * @param words the number of its words
   * @param tags the number of scores a word
   * @throws IllegalArgumentException if one is negative, or both together exceed what an array
   *     holds
   */
  public WindowMerger(int words, int tags) {
    if (words < 0 || tags < 1 || (long) words * tags > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "The scores of %d words and %d tags do not fit an array; cut the text"
              .formatted(words, tags));
    }
    this.words = words;
    this.tags = tags;
    this.means = new float[words * tags];
    this.weights = new float[words];
  }

  /**
   * Adds the scores of a window.
   *
   * @param window the window
   * @param logits {@code [words of the window * tags]} its scores, word by word
   * @throws IndexOutOfBoundsException if the window reaches outside the text
   * @throws IllegalArgumentException if the number of scores is not that of the window
   */
  public void add(TextWindow window, float[] logits) {
    Objects.checkFromToIndex(window.firstWord(), window.endWord(), words);
    int count = window.words();
    if (logits.length != count * tags) {
      throw new IllegalArgumentException(
          "A window of %d words needs %d scores, found %d"
              .formatted(count, count * tags, logits.length));
    }
    boolean atStart = window.firstWord() == 0;
    boolean atEnd = window.endWord() == words;
    for (int i = 0; i < count; i++) {
      int left = atStart ? Integer.MAX_VALUE : i;
      int right = atEnd ? Integer.MAX_VALUE : count - 1 - i;
      float weight = 1f + Math.min(left, right);
      int word = window.firstWord() + i;
      // The usual case, a word that only one window holds, keeps its scores to the bit.
      if (weights[word] == 0) {
        System.arraycopy(logits, i * tags, means, word * tags, tags);
      } else {
        float share = weight / (weights[word] + weight);
        for (int tag = 0; tag < tags; tag++) {
          int at = word * tags + tag;
          means[at] += share * (logits[i * tags + tag] - means[at]);
        }
      }
      weights[word] += weight;
    }
  }

  /**
   * Returns the merged scores.
   *
   * @return {@code [words][tags]} scores
   * @throws IllegalStateException if a word lay in none of the windows that were added
   */
  public float[][] merged() {
    float[] flat = flat();
    float[][] merged = new float[words][tags];
    for (int word = 0; word < words; word++) {
      System.arraycopy(flat, word * tags, merged[word], 0, tags);
    }
    return merged;
  }

  /**
   * Returns the merged scores as one array, which is this merger's own.
   *
   * @return {@code [words * tags]} scores, word by word
   * @throws IllegalStateException if a word lay in none of the windows that were added
   */
  public float[] flat() {
    for (int word = 0; word < words; word++) {
      if (weights[word] == 0) {
        throw new IllegalStateException("Word %d lies in no window".formatted(word));
      }
    }
    return means;
  }
}
