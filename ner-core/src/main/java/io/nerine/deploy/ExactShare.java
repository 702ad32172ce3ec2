package io.nerine.deploy;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Picks a share of things: by their number, exactly and evenly spread, or by a text, so that equal
 * texts have equal fates. Thread-safe; the share is kept in billionths.
 */
final class ExactShare {

  private static final long WHOLE = 1_000_000_000L;

  private final long part;
  private final AtomicLong asked = new AtomicLong();

  /**
   * Creates the share.
   *
   * @param share 0 to 1
   * @throws IllegalArgumentException if it lies outside
   */
  ExactShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, found " + share);
    }
    this.part = Math.round(share * WHOLE);
  }

  /** {@return whether the next thing is picked; of the first n, the share of n, rounded down} */
  boolean next() {
    long number = Math.floorMod(asked.getAndIncrement(), WHOLE);
    return (number + 1) * part / WHOLE > number * part / WHOLE;
  }

  /**
   * Tells whether a text is picked. The texts that a share picks are picked by any greater one too,
   * in every process.
   *
   * @param text the text
   * @return whether it is
   */
  boolean picks(String text) {
    // The hash of a string is specified; its high bits are poor for short ones, hence the mixing
    // of Stafford's variant 13, as in java.util.SplittableRandom.
    long bits = text.hashCode();
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    bits ^= bits >>> 31;
    return Long.remainderUnsigned(bits, WHOLE) < part;
  }
}
