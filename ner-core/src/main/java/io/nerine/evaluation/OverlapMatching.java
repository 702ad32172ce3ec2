package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Pairs gold mentions with predictions of the same type that share at least one UTF-16 unit, one to
 * one and greedily: exact matches first, then the largest overlap, then the first in the text.
 * Where more than {@value #MOST_PAIRS} pairs of one type overlap in one document, which no real
 * data has, they are paired in text order instead, in bounded memory.
 */
final class OverlapMatching {

  static final int MOST_PAIRS = 1 << 20;

  private OverlapMatching() {}

  /** Indices of a gold mention and a prediction, and the number of units they share. */
  private record Pair(int gold, int predicted, boolean exact, int shared) {}

  private static final Comparator<Pair> BEST_FIRST =
      Comparator.comparing(Pair::exact, Comparator.reverseOrder())
          .thenComparing(Pair::shared, Comparator.reverseOrder())
          .thenComparing(Pair::gold)
          .thenComparing(Pair::predicted);

  /**
   * Counts the pairs.
   *
   * @param gold mentions in text order, each once
   * @param predicted mentions in text order, each once
   * @return the number of pairs
   */
  static int count(List<EntitySpan> gold, List<EntitySpan> predicted) {
    Map<String, List<EntitySpan>> goldByType = byType(gold);
    int count = 0;
    for (Map.Entry<String, List<EntitySpan>> type : byType(predicted).entrySet()) {
      List<EntitySpan> goldOfType = goldByType.get(type.getKey());
      if (goldOfType != null) {
        List<Pair> pairs = overlapping(goldOfType, type.getValue());
        count +=
            pairs.size() <= MOST_PAIRS
                ? match(pairs)
                : countInTextOrder(goldOfType, type.getValue());
      }
    }
    return count;
  }

  private static int countInTextOrder(List<EntitySpan> gold, List<EntitySpan> predicted) {
    return (int)
        IntStream.of(MentionMatching.inTextOrder(gold, predicted))
            .filter(p -> p != MentionMatching.NONE)
            .count();
  }

  private static Map<String, List<EntitySpan>> byType(List<EntitySpan> spans) {
    Map<String, List<EntitySpan>> byType = new HashMap<>();
    spans.forEach(span -> byType.computeIfAbsent(span.type(), type -> new ArrayList<>()).add(span));
    return byType;
  }

  /**
   * Sweeps over both lists, sorted by start, and keeps those spans open that reach behind the
   * current start, so that time grows with the number of pairs and not with the product of sizes.
   */
  private static List<Pair> overlapping(List<EntitySpan> gold, List<EntitySpan> predicted) {
    List<Pair> pairs = new ArrayList<>();
    List<Integer> openGold = new ArrayList<>();
    List<Integer> openPredicted = new ArrayList<>();
    int g = 0;
    int p = 0;
    while ((g < gold.size() || p < predicted.size()) && pairs.size() <= MOST_PAIRS) {
      boolean takeGold =
          p == predicted.size()
              || (g < gold.size() && gold.get(g).start() <= predicted.get(p).start());
      int start = (takeGold ? gold.get(g) : predicted.get(p)).start();
      if (takeGold) {
        openPredicted.removeIf(open -> predicted.get(open).end() <= start);
        for (int open : openPredicted) {
          pairs.add(pair(gold, g, predicted, open));
        }
        openGold.add(g++);
      } else {
        openGold.removeIf(open -> gold.get(open).end() <= start);
        for (int open : openGold) {
          pairs.add(pair(gold, open, predicted, p));
        }
        openPredicted.add(p++);
      }
    }
    return pairs;
  }

  private static Pair pair(
      List<EntitySpan> gold, int goldIndex, List<EntitySpan> predicted, int predictedIndex) {
    EntitySpan g = gold.get(goldIndex);
    EntitySpan p = predicted.get(predictedIndex);
    int shared = Math.min(g.end(), p.end()) - Math.max(g.start(), p.start());
    return new Pair(goldIndex, predictedIndex, g.matches(p), shared);
  }

  private static int match(List<Pair> pairs) {
    pairs.sort(BEST_FIRST);
    BitSet usedGold = new BitSet();
    BitSet usedPredicted = new BitSet();
    int count = 0;
    for (Pair pair : pairs) {
      if (!usedGold.get(pair.gold()) && !usedPredicted.get(pair.predicted())) {
        usedGold.set(pair.gold());
        usedPredicted.set(pair.predicted());
        count++;
      }
    }
    return count;
  }
}
