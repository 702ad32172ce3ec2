package io.nerine.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Signatures of sets that agree in as many places as the sets are similar (Broder, "On the
 * resemblance and containment of documents", 1997), cut into bands of rows so that sets above a
 * similarity most likely agree in one band as a whole (Leskovec, Rajaraman and Ullman, "Mining of
 * Massive Datasets", section 3.4).
 */
final class MinHash {

  private static final int MAX_PLACES = 128;
  private static final int MAX_ROWS = 8;

  /** How likely a pair that is just similar enough may agree in no band. */
  private static final double MISSED = 0.005;

  private final int rows;
  private final int bands;
  private final int[] factors;
  private final int[] terms;

  /** Chooses the most rows a band, so the fewest vain candidates, that miss few pairs. */
  MinHash(double similarity) {
    int bestRows = 1;
    for (int tried = 2; tried <= MAX_ROWS; tried++) {
      if (tried * bands(similarity, tried) <= MAX_PLACES) {
        bestRows = tried;
      }
    }
    this.rows = bestRows;
    this.bands = (int) bands(similarity, bestRows);
    this.factors = new int[rows * bands];
    this.terms = new int[rows * bands];
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextInt() | 1;
      terms[i] = random.nextInt();
    }
  }

  private static double bands(double similarity, int rows) {
    double agree = Math.pow(similarity, rows);
    return agree >= 1 - MISSED ? 1 : Math.ceil(Math.log(MISSED) / Math.log1p(-agree));
  }

  /** {@return the number of keys of a signature} */
  int keys() {
    return bands + 1;
  }

  /** {@return the number of places of a signature} */
  int places() {
    return factors.length;
  }

  /** Fills in the signature of a set that is not empty. */
  void sign(long[] set, int[] signature) {
    Arrays.fill(signature, Integer.MAX_VALUE);
    for (long element : set) {
      int hash = (int) (Shingles.mix(element) >>> 32);
      for (int i = 0; i < signature.length; i++) {
        signature[i] = Math.min(signature[i], hash * factors[i] + terms[i]);
      }
    }
  }

  /**
   * Returns the keys of a signature. The last one, of the signature as a whole, brings sets that
   * are equal together, however many others share their bands.
   */
  int[] keys(int[] signature) {
    int[] keys = new int[bands + 1];
    for (int band = 0; band < bands; band++) {
      keys[band] = key(signature, band * rows, (band + 1) * rows);
    }
    keys[bands] = key(signature, 0, signature.length);
    return keys;
  }

  private static int key(int[] signature, int from, int to) {
    long hash = from;
    for (int i = from; i < to; i++) {
      hash = Shingles.mix(hash * 31 + signature[i]);
    }
    return (int) (hash >>> 32);
  }
}
