package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import io.nerine.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Counts the words that mentions touch, by type. */
final class WordCounts {

  private WordCounts() {}

  /** Stretches of words, ascending and disjoint: begin and end by turns. */
  private static final class Stretches {

    private final IntColumn edges = new IntColumn();
    private int end;
    private int words;

    void add(int from, int to) {
      int begin = Math.max(from, end);
      if (begin < to) {
        edges.add(begin);
        edges.add(to);
        words += to - begin;
        end = to;
      }
    }

    int shared(Stretches other) {
      int shared = 0;
      int i = 0;
      int j = 0;
      while (i < edges.size() && j < other.edges.size()) {
        int begin = Math.max(edges.get(i), other.edges.get(j));
        int stop = Math.min(edges.get(i + 1), other.edges.get(j + 1));
        shared += Math.max(0, stop - begin);
        if (edges.get(i + 1) <= other.edges.get(j + 1)) {
          i += 2;
        } else {
          j += 2;
        }
      }
      return shared;
    }
  }

  /**
   * Counts words.
   *
   * @param text the text
   * @param gold mentions in text order
   * @param predicted mentions in text order
   * @return by type, the words that its gold mentions and its predictions touch, and those that
   *     both do
   */
  static Map<String, Scores> count(String text, List<EntitySpan> gold, List<EntitySpan> predicted) {
    if (gold.isEmpty() && predicted.isEmpty()) {
      return Map.of();
    }
    Words words = Words.of(text);
    Map<String, Stretches> goldByType = byType(gold, words);
    Map<String, Stretches> predictedByType = byType(predicted, words);
    Map<String, Scores> counts = new HashMap<>();
    Stretches nothing = new Stretches();
    goldByType.forEach(
        (type, stretches) -> {
          Stretches others = predictedByType.getOrDefault(type, nothing);
          counts.put(type, new Scores(stretches.words, others.words, stretches.shared(others)));
        });
    predictedByType.forEach(
        (type, stretches) -> counts.putIfAbsent(type, new Scores(0, stretches.words, 0)));
    return counts;
  }

  private static Map<String, Stretches> byType(List<EntitySpan> mentions, Words words) {
    Map<String, Stretches> byType = new HashMap<>();
    for (EntitySpan mention : mentions) {
      byType
          .computeIfAbsent(mention.type(), type -> new Stretches())
          .add(
              first(words.size(), word -> words.end(word) > mention.start()),
              first(words.size(), word -> words.start(word) >= mention.end()));
    }
    return byType;
  }

  /** Finds the first word for which a condition holds that holds for all words behind it. */
  private static int first(int words, IntPredicate condition) {
    int low = 0;
    int high = words;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
