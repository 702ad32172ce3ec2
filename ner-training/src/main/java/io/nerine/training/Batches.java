package io.nerine.training;

import io.nerine.onnx.text.EncodedWindow;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Puts windows of like length together, so that little padding is computed. */
final class Batches {

  /** Windows are sorted by length among this many batches, not all, so that epochs differ. */
  private static final int POOL = 32;

  private final VocabularySubset vocabulary;
  private final int padId;

  Batches(VocabularySubset vocabulary, int padId) {
    this.vocabulary = vocabulary;
    this.padId = padId;
  }

  /**
   * Makes the batches of one epoch.
   *
   * @param windows the windows to train on
   * @param batchTokens the number of tokens of a batch, padding included
   * @param seed decides the order
   * @return the batches, in training order
   */
  List<Batch> shuffled(List<EncodedDocument.Window> windows, int batchTokens, long seed) {
    Random random = new Random(seed);
    List<EncodedDocument.Window> order = new ArrayList<>(windows);
    Collections.shuffle(order, random);
    long tokens = windows.stream().mapToLong(window -> window.input().tokens()).sum();
    int perBatch = (int) Math.max(1, (long) batchTokens * windows.size() / Math.max(1, tokens));
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += POOL * perBatch) {
      List<EncodedDocument.Window> pool =
          order.subList(from, Math.min(order.size(), from + POOL * perBatch));
      for (List<Integer> group : groups(pool, batchTokens)) {
        batches.add(batch(group.stream().map(pool::get).toList()));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /**
   * Groups windows by length.
   *
   * @param windows the windows
   * @param batchTokens the number of tokens of a group, padding included; one window may exceed it
   * @return indexes into the windows, by rising length
   */
  static List<List<Integer>> groups(List<EncodedDocument.Window> windows, int batchTokens) {
    Integer[] byLength = new Integer[windows.size()];
    Arrays.setAll(byLength, i -> i);
    Arrays.sort(byLength, Comparator.comparingInt(i -> windows.get(i).input().tokens()));
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    for (Integer index : byLength) {
      int length = windows.get(index).input().tokens();
      if (!group.isEmpty() && (long) length * (group.size() + 1) > batchTokens) {
        groups.add(group);
        group = new ArrayList<>();
      }
      group.add(index);
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  /**
   * Pads windows to one length.
   *
   * @param windows at least one window
   * @return the batch
   */
  Batch batch(List<EncodedDocument.Window> windows) {
    int length = 0;
    int words = 0;
    for (EncodedDocument.Window window : windows) {
      length = Math.max(length, window.input().tokens());
      words += window.input().words();
    }
    long[] inputIds = new long[windows.size() * length];
    Arrays.fill(inputIds, vocabulary.row(padId));
    long[] caseIds = new long[inputIds.length];
    int[] lengths = new int[windows.size()];
    long[] firstTokens = new long[words];
    long[] targets = new long[words];
    FloatBuffer taught =
        FloatBuffer.allocate(windows.stream().mapToInt(window -> window.taught().length).sum());
    int word = 0;
    for (int row = 0; row < lengths.length; row++) {
      EncodedWindow input = windows.get(row).input();
      lengths[row] = input.tokens();
      for (int i = 0; i < lengths[row]; i++) {
        inputIds[row * length + i] = vocabulary.row(input.inputIds()[i]);
        caseIds[row * length + i] = input.caseIds()[i];
      }
      taught.put(windows.get(row).taught());
      for (int i = 0; i < input.words(); i++) {
        firstTokens[word] = (long) row * length + input.firstTokens()[i];
        targets[word++] = windows.get(row).targets()[i];
      }
    }
    return new Batch(
        lengths.length, length, inputIds, caseIds, lengths, firstTokens, targets, taught.array());
  }
}
