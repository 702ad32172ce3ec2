package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one document gives: which mentions go together, and the counts that follow. */
final class DocumentComparison {

  private final List<EntitySpan> gold;
  private final List<EntitySpan> predicted;
  private final int[] predictedOfGold;
  private final BitSet right = new BitSet();
  private final int boundaries;
  private final int overlaps;

  /**
   * Compares the mentions of a document.
   *
   * @param gold mentions in text order, each once
   * @param predicted mentions in text order, each once
   */
  DocumentComparison(List<EntitySpan> gold, List<EntitySpan> predicted) {
    this.gold = gold;
    this.predicted = predicted;
    this.predictedOfGold = MentionMatching.match(gold, predicted);
    for (int g = 0; g < predictedOfGold.length; g++) {
      int p = predictedOfGold[g];
      if (p != MentionMatching.NONE && gold.get(g).matches(predicted.get(p))) {
        right.set(p);
      }
    }
    this.boundaries = samePlaces(gold, predicted);
    // Exact matches come first, so that they need not be looked for among the overlaps again.
    this.overlaps = right.cardinality() + OverlapMatching.count(missed(), wrong());
  }

  /** Counts the places that both sides tag, each once. */
  private static int samePlaces(List<EntitySpan> gold, List<EntitySpan> predicted) {
    int count = 0;
    int g = 0;
    int p = 0;
    while (g < gold.size() && p < predicted.size()) {
      int order = MentionMatching.comparePlaces(gold.get(g), predicted.get(p));
      if (order == 0) {
        count++;
        EntitySpan place = gold.get(g);
        while (g < gold.size() && MentionMatching.comparePlaces(gold.get(g), place) == 0) {
          g++;
        }
      } else if (order < 0) {
        g++;
      } else {
        p++;
      }
    }
    return count;
  }

  List<EntitySpan> gold() {
    return gold;
  }

  List<EntitySpan> predicted() {
    return predicted;
  }

  /** {@return whether a gold mention was found, place and type} */
  boolean isFound(int goldIndex) {
    int p = predictedOfGold[goldIndex];
    return p != MentionMatching.NONE && right.get(p);
  }

  /** {@return whether a prediction is right, place and type} */
  boolean isRight(int predictedIndex) {
    return right.get(predictedIndex);
  }

  /**
   * {@return the index of the prediction for each gold mention, or {@link MentionMatching#NONE}}
   */
  int[] predictedOfGold() {
    return predictedOfGold;
  }

  /** {@return gold mentions that were not found, in text order} */
  List<EntitySpan> missed() {
    List<EntitySpan> missed = new ArrayList<>();
    for (int g = 0; g < gold.size(); g++) {
      if (!isFound(g)) {
        missed.add(gold.get(g));
      }
    }
    return missed;
  }

  /** {@return predictions that are wrong, in text order} */
  List<EntitySpan> wrong() {
    List<EntitySpan> wrong = new ArrayList<>();
    for (int p = 0; p < predicted.size(); p++) {
      if (!isRight(p)) {
        wrong.add(predicted.get(p));
      }
    }
    return wrong;
  }

  /** {@return the number of mentions missed and predictions wrong} */
  int wrongMentions() {
    return gold.size() + predicted.size() - 2 * right.cardinality();
  }

  int boundaries() {
    return boundaries;
  }

  int overlaps() {
    return overlaps;
  }

  SemEvalScores semEval() {
    Map<ErrorKind, Integer> kinds = new EnumMap<>(ErrorKind.class);
    int pairs = 0;
    for (int g = 0; g < predictedOfGold.length; g++) {
      int p = predictedOfGold[g];
      pairs += p == MentionMatching.NONE ? 0 : 1;
      if (p != MentionMatching.NONE && !isRight(p)) {
        kinds.merge(ErrorAnalysis.kind(gold.get(g), predicted.get(p)), 1, Integer::sum);
      }
    }
    return new SemEvalScores(
        right.cardinality(),
        kinds.getOrDefault(ErrorKind.WRONG_TYPE, 0),
        kinds.getOrDefault(ErrorKind.WRONG_BOUNDARY, 0),
        kinds.getOrDefault(ErrorKind.WRONG_TYPE_AND_BOUNDARY, 0),
        gold.size() - pairs,
        predicted.size() - pairs);
  }
}
