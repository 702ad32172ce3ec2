package io.nerine.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 * @param taught {@code [words][tags]} how probable teachers hold each tag of each word; empty
 *     without teachers
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
    long[] targets,
    float[] taught) {

  /** Creates a batch without teachers. */
  Batch(
      int windows,
      int length,
      long[] inputIds,
      long[] caseIds,
      int[] lengths,
      long[] firstTokens,
      long[] targets) {
    this(windows, length, inputIds, caseIds, lengths, firstTokens, targets, new float[0]);
  }

  /** The target of a word that does not count in the loss. */
  static final long IGNORED = -100;

  /** {@return the number of words that count in the loss} */
  int counted() {
    int counted = 0;
    for (long target : targets) {
      if (target != IGNORED) {
        counted++;
      }
    }
    return counted;
  }

  /**
   * Cuts the batch into passes that are computed one after another, to hold less in memory.
   *
   * @param tokens the greatest number of tokens of a pass, padding included; one window may exceed
   *     it
   * @return the passes, in order
   */
  List<Batch> passes(int tokens) {
    int perPass = Math.max(1, tokens / length);
    if (windows <= perPass) {
      return List.of(this);
    }
    List<Batch> passes = new ArrayList<>();
    int word = 0;
    for (int from = 0; from < windows; from += perPass) {
      int to = Math.min(windows, from + perPass);
      int longest = 1;
      for (int row = from; row < to; row++) {
        longest = Math.max(longest, lengths[row]);
      }
      int end = word;
      while (end < firstTokens.length && firstTokens[end] < (long) to * length) {
        end++;
      }
      passes.add(rows(from, to, longest, word, end));
      word = end;
    }
    return passes;
  }

  private Batch rows(int from, int to, int longest, int firstWord, int endWord) {
    long[] ids = new long[(to - from) * longest];
    long[] cases = new long[ids.length];
    for (int row = from; row < to; row++) {
      System.arraycopy(inputIds, row * length, ids, (row - from) * longest, longest);
      System.arraycopy(caseIds, row * length, cases, (row - from) * longest, longest);
    }
    long[] first = new long[endWord - firstWord];
    for (int i = 0; i < first.length; i++) {
      long at = firstTokens[firstWord + i];
      first[i] = (at / length - from) * longest + at % length;
    }
    return new Batch(
        to - from,
        longest,
        ids,
        cases,
        Arrays.copyOfRange(lengths, from, to),
        first,
        Arrays.copyOfRange(targets, firstWord, endWord),
        taught(firstWord, endWord));
  }

  private float[] taught(int firstWord, int endWord) {
    int tags = taught.length / Math.max(1, targets.length);
    return Arrays.copyOfRange(taught, firstWord * tags, endWord * tags);
  }

  boolean isPadded() {
    for (int tokens : lengths) {
      if (tokens != length) {
        return true;
      }
    }
    return false;
  }
}
