package io.nerine.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Batches of random tokens whose tag is a function of the token, so that they can be learnt. */
final class TinyBatch {

  static final int TAGS = 5;

  private TinyBatch() {}

  static Batch random(long seed, int windows, int longest) {
    Random random = new Random(seed);
    int[] lengths = new int[windows];
    long[] inputIds = new long[windows * longest];
    long[] caseIds = new long[windows * longest];
    List<Long> firstTokens = new ArrayList<>();
    List<Long> targets = new ArrayList<>();
    for (int row = 0; row < windows; row++) {
      lengths[row] = row == 0 ? longest : 3 + random.nextInt(longest - 2);
      for (int i = 0; i < lengths[row]; i++) {
        int at = row * longest + i;
        inputIds[at] = 4L + random.nextInt(70);
        caseIds[at] = random.nextInt(5);
        if (i > 0 && i < lengths[row] - 1) {
          firstTokens.add((long) at);
          targets.add(inputIds[at] % TAGS);
        }
      }
    }
    return new Batch(
        windows,
        longest,
        inputIds,
        caseIds,
        lengths,
        firstTokens.stream().mapToLong(Long::longValue).toArray(),
        targets.stream().mapToLong(Long::longValue).toArray());
  }
}
