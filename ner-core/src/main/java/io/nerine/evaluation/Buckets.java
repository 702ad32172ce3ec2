package io.nerine.evaluation;

/** Names of ranges of numbers. */
final class Buckets {

  private Buckets() {}

  /**
   * Names the range of a number.
   *
   * @param number at least the first start
   * @param starts where ranges start, ascending
   * @return such as {@code 3}, {@code 5-9} or {@code 10+}
   */
  static String name(int number, int... starts) {
    int last = starts.length - 1;
    int bucket = last;
    while (bucket > 0 && starts[bucket] > number) {
      bucket--;
    }
    if (bucket == last) {
      return starts[last] + "+";
    }
    int end = starts[bucket + 1] - 1;
    return starts[bucket] == end ? Integer.toString(end) : starts[bucket] + "-" + end;
  }
}
