package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs gold mentions with predictions, one to one and whatever their types: those of the same
 * place and type, then those of the same place, then the others so that the pairs share the most
 * UTF-16 units in total, and among such pairings one with the most pairs of the same type.
 *
 * <p>Pairing the same place first costs nothing: no other pairing shares more in total. The rest
 * falls into groups that hang together by overlaps. Where neither the gold mentions of a group
 * overlap each other nor its predictions do, the best pairing is found in linear time; else by the
 * Hungarian algorithm, up to {@value #MOST_STEPS} steps: groups of about 250 mentions a side.
 * Larger groups, which no real data has, are paired in text order, one to one but not the best.
 */
final class MentionMatching {

  static final int NONE = -1;

  /** What one group may cost: its smaller side squared times its larger one. */
  static final long MOST_STEPS = 1L << 24;

  private final List<EntitySpan> gold;
  private final List<EntitySpan> predicted;
  private final int[] predictedOfGold;
  private final boolean[] predictedUsed;

  private MentionMatching(List<EntitySpan> gold, List<EntitySpan> predicted) {
    this.gold = gold;
    this.predicted = predicted;
    this.predictedOfGold = new int[gold.size()];
    Arrays.fill(predictedOfGold, NONE);
    this.predictedUsed = new boolean[predicted.size()];
  }

  /**
   * Pairs mentions.
   *
   * @param gold mentions in text order, each once
   * @param predicted mentions in text order, each once
   * @return the index of the prediction for each gold mention, or {@link #NONE}
   */
  static int[] match(List<EntitySpan> gold, List<EntitySpan> predicted) {
    MentionMatching matching = new MentionMatching(gold, predicted);
    matching.pairSameMentions();
    matching.pairSamePlaces();
    matching.pairOverlaps();
    return matching.predictedOfGold;
  }

  private void pair(int g, int p) {
    predictedOfGold[g] = p;
    predictedUsed[p] = true;
  }

  private void pairSameMentions() {
    int g = 0;
    int p = 0;
    while (g < gold.size() && p < predicted.size()) {
      int order = gold.get(g).compareTo(predicted.get(p));
      if (order == 0) {
        pair(g, p);
      }
      g += order <= 0 ? 1 : 0;
      p += order >= 0 ? 1 : 0;
    }
  }

  private void pairSamePlaces() {
    int g = 0;
    int p = 0;
    while (g < gold.size() && p < predicted.size()) {
      if (predictedOfGold[g] != NONE) {
        g++;
      } else if (predictedUsed[p]) {
        p++;
      } else {
        int order = comparePlaces(gold.get(g), predicted.get(p));
        if (order == 0) {
          pair(g, p);
        }
        g += order <= 0 ? 1 : 0;
        p += order >= 0 ? 1 : 0;
      }
    }
  }

  static int comparePlaces(EntitySpan one, EntitySpan other) {
    int order = Integer.compare(one.start(), other.start());
    return order != 0 ? order : Integer.compare(one.end(), other.end());
  }

  private void pairOverlaps() {
    int[] goldLeft =
        IntStream.range(0, gold.size()).filter(g -> predictedOfGold[g] == NONE).toArray();
    int[] predictedLeft =
        IntStream.range(0, predicted.size()).filter(p -> !predictedUsed[p]).toArray();
    List<EntitySpan> golds = IntStream.of(goldLeft).mapToObj(gold::get).toList();
    List<EntitySpan> predictions = IntStream.of(predictedLeft).mapToObj(predicted::get).toList();
    OverlapGroups.forEach(
        golds,
        predictions,
        (goldFrom, goldTo, predictedFrom, predictedTo) -> {
          int[] pairs =
              pairGroup(
                  golds.subList(goldFrom, goldTo), predictions.subList(predictedFrom, predictedTo));
          for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] != NONE) {
              pair(goldLeft[goldFrom + i], predictedLeft[predictedFrom + pairs[i]]);
            }
          }
        });
  }

  private static int[] pairGroup(List<EntitySpan> gold, List<EntitySpan> predicted) {
    if (isFlat(gold) && isFlat(predicted)) {
      return FlatPairing.pair(gold, predicted);
    }
    long small = Math.min(gold.size(), predicted.size());
    long large = Math.max(gold.size(), predicted.size());
    return small * small * large <= MOST_STEPS
        ? AssignmentPairing.pair(gold, predicted)
        : inTextOrder(gold, predicted);
  }

  /** Tells whether mentions in text order do not overlap each other. */
  static boolean isFlat(List<EntitySpan> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).start() < sorted.get(i - 1).end()) {
        return false;
      }
    }
    return true;
  }

  static int[] inTextOrder(List<EntitySpan> gold, List<EntitySpan> predicted) {
    int[] pairs = new int[gold.size()];
    Arrays.fill(pairs, NONE);
    int g = 0;
    int p = 0;
    while (g < gold.size() && p < predicted.size()) {
      if (weight(gold.get(g), predicted.get(p), 1) > 0) {
        pairs[g++] = p++;
      } else if (gold.get(g).end() <= predicted.get(p).start()) {
        g++;
      } else {
        p++;
      }
    }
    return pairs;
  }

  /**
   * Returns what a pair adds to what is to be made as large as possible.
   *
   * @param most the greatest number of pairs of the group, so that the units shared outweigh all
   *     agreement of types
   * @return 0 if the two do not overlap
   */
  static long weight(EntitySpan gold, EntitySpan predicted, int most) {
    int shared = Math.min(gold.end(), predicted.end()) - Math.max(gold.start(), predicted.start());
    return shared <= 0
        ? 0
        : (long) shared * (most + 1) + (gold.type().equals(predicted.type()) ? 1 : 0);
  }
}
