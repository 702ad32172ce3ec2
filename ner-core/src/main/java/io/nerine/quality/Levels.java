package io.nerine.quality;

/** Counts and rates in few levels, as features of a {@link ChoiceModel}. */
final class Levels {

  private static final int NOTHING_KNOWN = 99;

  private Levels() {}

  /** {@return a level of a count: exact up to 3, then coarser} */
  static int of(int count) {
    return count < 4 ? count : count < 10 ? 4 : count < 30 ? 5 : 6;
  }

  /** {@return a level of how often something is so against how often it is not, by doublings} */
  static int of(int so, int not) {
    return so + not == 0
        ? NOTHING_KNOWN
        : (int) Math.round(2 * Math.log((so + 0.5) / (not + 0.5)) / Math.log(2));
  }
}
