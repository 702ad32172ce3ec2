package io.nerine.improve;

import io.nerine.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Texts as points whose distances tell how unlike their words are: counts of words and of pairs of
 * neighbouring words, hashed with signs into {@value #DIMENSIONS} numbers (Weinberger et al.,
 * "Feature hashing for large scale multitask learning", 2009). What all texts have in common, such
 * as frequent words, is taken off. Immutable.
 */
final class TextVectors {

  private static final int DIMENSIONS = 256;

  private final List<float[]> vectors = new ArrayList<>();

  /**
   * Creates the points.
   *
   * @param texts the texts, whose mean is taken off
   */
  TextVectors(List<String> texts) {
    double[] mean = new double[DIMENSIONS];
    for (String text : texts) {
      float[] vector = unitVector(text);
      for (int i = 0; i < DIMENSIONS; i++) {
        mean[i] += vector[i] / (double) texts.size();
      }
      vectors.add(vector);
    }
    for (float[] vector : vectors) {
      for (int i = 0; i < DIMENSIONS; i++) {
        vector[i] -= (float) mean[i];
      }
      scale(vector);
    }
  }

  /** {@return how unlike two texts are, by their cosine, 0 to 1} */
  double distance(int one, int other) {
    float[] a = vectors.get(one);
    float[] b = vectors.get(other);
    float dot = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      dot += a[i] * b[i];
    }
    return Math.max(0, Math.min(1, (1 - dot) / 2));
  }

  private static float[] unitVector(String text) {
    float[] vector = new float[DIMENSIONS];
    Words words = Words.of(text);
    long before = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = text.substring(words.start(i), words.end(i)).toLowerCase(Locale.ROOT);
      long hash = Hashing.of(word);
      count(vector, hash);
      count(vector, Hashing.mix(before * 31 + hash));
      before = hash;
    }
    scale(vector);
    return vector;
  }

  private static void count(float[] vector, long hash) {
    vector[(int) (hash >>> 1) & (DIMENSIONS - 1)] += (hash & 1) == 0 ? 1 : -1;
  }

  private static void scale(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += (double) value * value;
    }
    if (square > 0) {
      float factor = (float) (1 / Math.sqrt(square));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor;
      }
    }
  }
}
