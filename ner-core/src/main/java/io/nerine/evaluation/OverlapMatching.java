package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pairs gold mentions with predictions of the same type that share at least one UTF-16 unit, one to
 * one and greedily: exact matches first, then the largest overlap, then the first in the text.
 */
final class OverlapMatching {

  private OverlapMatching() {}

  private record Pair(EntitySpan gold, EntitySpan predicted) {

    boolean exact() {
      return gold.matches(predicted);
    }

    int shared() {
      return Math.min(gold.end(), predicted.end()) - Math.max(gold.start(), predicted.start());
    }
  }

  private static final Comparator<Pair> BEST_FIRST =
      Comparator.comparing(Pair::exact, Comparator.reverseOrder())
          .thenComparing(Pair::shared, Comparator.reverseOrder())
          .thenComparing(Pair::gold)
          .thenComparing(Pair::predicted);

  /**
   * Counts the pairs.
   *
   * @param gold distinct mentions without attributes
   * @param predicted distinct mentions without attributes
   * @return the number of pairs
   */
  static int count(Set<EntitySpan> gold, Set<EntitySpan> predicted) {
    Map<String, List<EntitySpan>> goldByType = byType(gold);
    int count = 0;
    for (Map.Entry<String, List<EntitySpan>> type : byType(predicted).entrySet()) {
      List<EntitySpan> goldOfType = goldByType.get(type.getKey());
      if (goldOfType != null) {
        count += match(overlapping(goldOfType, type.getValue()));
      }
    }
    return count;
  }

  private static Map<String, List<EntitySpan>> byType(Set<EntitySpan> spans) {
    Map<String, List<EntitySpan>> byType = new HashMap<>();
    spans.stream()
        .sorted()
        .forEach(span -> byType.computeIfAbsent(span.type(), type -> new ArrayList<>()).add(span));
    return byType;
  }

  /**
   * Sweeps over both lists, sorted by start, and keeps those spans open that reach behind the
   * current start, so that time grows with the number of pairs and not with the product of sizes.
   */
  private static List<Pair> overlapping(List<EntitySpan> gold, List<EntitySpan> predicted) {
    List<Pair> pairs = new ArrayList<>();
    List<EntitySpan> openGold = new ArrayList<>();
    List<EntitySpan> openPredicted = new ArrayList<>();
    int g = 0;
    int p = 0;
    while (g < gold.size() || p < predicted.size()) {
      boolean takeGold =
          p == predicted.size()
              || (g < gold.size() && gold.get(g).start() <= predicted.get(p).start());
      EntitySpan next = takeGold ? gold.get(g++) : predicted.get(p++);
      openGold.removeIf(span -> span.end() <= next.start());
      openPredicted.removeIf(span -> span.end() <= next.start());
      if (takeGold) {
        openPredicted.forEach(open -> pairs.add(new Pair(next, open)));
        openGold.add(next);
      } else {
        openGold.forEach(open -> pairs.add(new Pair(open, next)));
        openPredicted.add(next);
      }
    }
    return pairs;
  }

  private static int match(List<Pair> pairs) {
    pairs.sort(BEST_FIRST);
    Set<EntitySpan> usedGold = new HashSet<>();
    Set<EntitySpan> usedPredicted = new HashSet<>();
    int count = 0;
    for (Pair pair : pairs) {
      if (!usedGold.contains(pair.gold()) && !usedPredicted.contains(pair.predicted())) {
        usedGold.add(pair.gold());
        usedPredicted.add(pair.predicted());
        count++;
      }
    }
    return count;
  }
}
