package io.nerine.quality;

/** Percentiles of sorted numbers, by the nearest rank. */
final class Percentile {

  private Percentile() {}

  /** {@return the least of the numbers that a share of them does not exceed; 0 of none} */
  static int of(int[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
