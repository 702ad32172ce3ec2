package io.nerine.onnx.quantize;

import java.util.Arrays;

/** What was seen of the activations that go into a product, by input feature. */
final class ActivationRange {

  /** The share of features whose greatest size the others are brought down to. */
  private static final double ORDINARY_FEATURES = 0.98;

  private final float[] least;
  private final float[] greatest;
  private final double[] mean;

  /**
   * Creates a range. The arrays are not copied.
   *
   * @param least {@code [features]} the least value
   * @param greatest {@code [features]} the greatest value
   * @param mean {@code [features]} the mean value over all tokens
   */
  ActivationRange(float[] least, float[] greatest, double[] mean) {
    this.least = least;
    this.greatest = greatest;
    this.mean = mean;
  }

  float least(int feature) {
    return least[feature];
  }

  float greatest(int feature) {
    return greatest[feature];
  }

  double mean(int feature) {
    return mean[feature];
  }

  /**
   * Returns what each feature is divided by before it is rounded, so that few features of great
   * size don't leave the others but a few of the 256 steps: 1 for ordinary features, else the ratio
   * of its greatest absolute value to the 98th percentile over all features.
   *
   * @return {@code [features]} at least 1
   */
  float[] scaling() {
    float[] sizes = new float[least.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.max(Math.abs(least[i]), Math.abs(greatest[i]));
    }
    float[] sorted = sizes.clone();
    Arrays.sort(sorted);
    float ordinary = sorted[(int) (ORDINARY_FEATURES * (sorted.length - 1))];
    float[] scaling = new float[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      scaling[i] = ordinary > 0 ? Math.max(1, sizes[i] / ordinary) : 1;
    }
    return scaling;
  }
}
