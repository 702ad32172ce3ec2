package io.nerine.improve;

import io.nerine.document.EntitySpan;
import java.util.HashMap;
import java.util.Map;

/** A weighted mean for each type, drawn to the mean of all types where there is little of it. */
final class TypeReliability {

  private final double prior;
  private final Map<String, double[]> sums = new HashMap<>();
  private double weights;
  private double values;

  /**
   * Creates means of nothing.
   *
   * @param prior the weight of the mean of all types
   */
  TypeReliability(double prior) {
    this.prior = prior;
  }

  /**
   * Adds a mention.
   *
   * @param weight how much it counts
   * @param value what is averaged, times the weight
   */
  void add(EntitySpan mention, double weight, double value) {
    double[] sum = sums.computeIfAbsent(mention.type(), type -> new double[2]);
    sum[0] += weight;
    sum[1] += value;
    weights += weight;
    values += value;
  }

  /** {@return the mean for the type of a mention, 0 to 1; of nothing at all 1} */
  double of(EntitySpan mention) {
    double mean = weights == 0 ? 1 : values / weights;
    double[] sum = sums.getOrDefault(mention.type(), new double[2]);
    return Math.min(1, (sum[1] + prior * mean) / (sum[0] + prior));
  }
}
