package io.nerine.training;

/**
 * Windows that go through the network together, padded to one length.
 *
 * @param windows the number of windows
 * @param length the number of tokens of each, padding included
 * @param inputIds the token ids {@code [windows][length]}, row-major
 * @param caseIds the case of each token's word {@code [windows][length]}, row-major
 * @param lengths the number of tokens of each window that are not padding {@code [windows]}
 * @param firstTokens where the first sub-token of each word stands in {@code inputIds} {@code
 *     [words]}, window by window
 * @param targets the gold tag of each word {@code [words]}, or {@link #IGNORED}; empty where there
 *     is none
 */
// Batches are passed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Batch(
    int windows,
    int length,
    long[] inputIds,
    long[] caseIds,
    int[] lengths,
    long[] firstTokens,
    long[] targets) {

  /** The target of a word that does not count in the loss. */
  static final long IGNORED = -100;

  boolean isPadded() {
    for (int tokens : lengths) {
      if (tokens != length) {
        return true;
      }
    }
    return false;
  }
}
