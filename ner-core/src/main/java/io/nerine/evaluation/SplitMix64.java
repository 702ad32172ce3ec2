package io.nerine.evaluation;

/**
 * The generator SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), written out so that a seed gives
 * the same numbers on every machine and every Java release. Not thread-safe.
 */
final class SplitMix64 {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * Creates a generator.
   *
   * @param seed the seed
   * @param stream the number of an independent sequence under that seed
   */
  SplitMix64(long seed, long stream) {
    // Mixed twice, so that neighbouring seeds and streams do not give shifted sequences.
    this.state = mix(mix(seed + GAMMA) + stream * GAMMA);
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** {@return a number from 0 to below the bound, all equally likely} */
  int below(int bound) {
    return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
