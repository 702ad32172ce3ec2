package io.nerine.quality;

/** How far counts alone speak for something. */
final class Support {

  private Support() {}

  /**
   * Returns how likely it is that the next case is like some.
   *
   * @param cases how many cases are like it
   * @param others how many are not, with the one in doubt
   * @return the share of the cases, with one more against them for caution; 0 to less than 1
   */
  static double of(int cases, int others) {
    return (double) cases / (cases + others + 1);
  }
}
