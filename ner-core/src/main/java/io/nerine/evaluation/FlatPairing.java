package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.Arrays;
import java.util.List;

/**
 * The pairing of greatest weight of gold mentions that do not overlap each other with predictions
 * that do not overlap each other, by dynamic programming in linear time: such pairs never cross, so
 * in text order each choice depends on what was chosen before alone.
 */
final class FlatPairing {

  private FlatPairing() {}

  /**
   * Pairs mentions.
   *
   * @param gold mentions in text order that do not overlap
   * @param predicted mentions in text order that do not overlap
   * @return the index of the prediction for each gold mention, or {@link MentionMatching#NONE}
   */
  static int[] pair(List<EntitySpan> gold, List<EntitySpan> predicted) {
    int most = Math.min(gold.size(), predicted.size());
    int[] pairGold = new int[gold.size() + predicted.size()];
    int[] pairPredicted = new int[pairGold.length];
    // What was best before the first pair that has one of the two mentions.
    int[] before = new int[pairGold.length];
    long[] best = new long[pairGold.length + 1];
    int pairs = 0;
    int g = 0;
    int p = 0;
    int firstOfGold = 0;
    int firstOfPredicted = 0;
    while (g < gold.size() && p < predicted.size()) {
      long weight = MentionMatching.weight(gold.get(g), predicted.get(p), most);
      if (weight > 0) {
        pairGold[pairs] = g;
        pairPredicted[pairs] = p;
        before[pairs] = Math.min(firstOfGold, firstOfPredicted);
        best[pairs + 1] = Math.max(best[pairs], best[before[pairs]] + weight);
        pairs++;
      }
      boolean goldEnds = gold.get(g).end() <= predicted.get(p).end();
      boolean predictedEnds = predicted.get(p).end() <= gold.get(g).end();
      if (goldEnds) {
        g++;
        firstOfGold = pairs;
      }
      if (predictedEnds) {
        p++;
        firstOfPredicted = pairs;
      }
    }
    int[] predictedOfGold = new int[gold.size()];
    Arrays.fill(predictedOfGold, MentionMatching.NONE);
    int last = pairs;
    while (last > 0) {
      if (best[last] == best[last - 1]) {
        last--;
      } else {
        predictedOfGold[pairGold[last - 1]] = pairPredicted[last - 1];
        last = before[last - 1];
      }
    }
    return predictedOfGold;
  }
}
