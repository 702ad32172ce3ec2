package io.nerine.improve;

/** Numbers that look like chance and are the same on every machine. */
final class Hashing {

  private static final long FNV_PRIME = 0x100000001B3L;

  private Hashing() {}

  /** {@return a hash of a text} */
  static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** Spreads all bits over all bits: the finaliser of SplitMix64 (Steele et al., OOPSLA 2014). */
  static long mix(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** {@return a number above 0 and below 1 from the bits of a hash} */
  static double unit(long hash) {
    return ((hash >>> 11) + 0.5) * 0x1.0p-53;
  }
}
