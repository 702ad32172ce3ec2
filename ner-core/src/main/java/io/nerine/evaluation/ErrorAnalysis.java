package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says of each place where gold and prediction differ what is wrong. */
final class ErrorAnalysis {

  private static final Comparator<EvaluationError> IN_TEXT_ORDER =
      Comparator.comparing(ErrorAnalysis::first).thenComparing(EvaluationError::kind);

  private final String documentId;
  private final List<EvaluationError> errors = new ArrayList<>();

  /** What no error explains yet, in text order. */
  private final List<EntitySpan> missed = new ArrayList<>();

  private final List<EntitySpan> wrong = new ArrayList<>();

  private ErrorAnalysis(String documentId) {
    this.documentId = documentId;
  }

  /** {@return the errors of a document in text order} */
  static List<EvaluationError> errors(String documentId, DocumentComparison comparison) {
    List<EntitySpan> missed = comparison.missed();
    List<EntitySpan> wrong = comparison.wrong();
    if (missed.isEmpty() && wrong.isEmpty()) {
      return List.of();
    }
    ErrorAnalysis analysis = new ErrorAnalysis(documentId);
    analysis.findSplitAndMerged(missed, wrong);
    analysis.compareRest();
    analysis.errors.sort(IN_TEXT_ORDER);
    return List.copyOf(analysis.errors);
  }

  private static EntitySpan first(EvaluationError error) {
    return (error.gold().isEmpty() ? error.predicted() : error.gold()).get(0);
  }

  private void add(ErrorKind kind, List<EntitySpan> gold, List<EntitySpan> predicted) {
    errors.add(new EvaluationError(kind, documentId, gold, predicted));
  }

  private void findSplitAndMerged(List<EntitySpan> missed, List<EntitySpan> wrong) {
    Map<String, List<EntitySpan>> missedByType = byType(missed);
    Map<String, List<EntitySpan>> wrongByType = byType(wrong);
    missedByType.forEach(
        (type, missedOfType) -> {
          List<EntitySpan> wrongOfType = wrongByType.remove(type);
          findSplitAndMergedOfOneType(missedOfType, wrongOfType == null ? List.of() : wrongOfType);
        });
    wrongByType.values().forEach(this.wrong::addAll);
    this.missed.sort(null);
    this.wrong.sort(null);
  }

  private static Map<String, List<EntitySpan>> byType(List<EntitySpan> mentions) {
    Map<String, List<EntitySpan>> byType = new HashMap<>();
    mentions.forEach(
        mention -> byType.computeIfAbsent(mention.type(), type -> new ArrayList<>()).add(mention));
    return byType;
  }

  /**
   * Looks for pieces that hang together by overlaps in which one mention of one side stands against
   * several of the other that do not overlap each other.
   */
  private void findSplitAndMergedOfOneType(
      List<EntitySpan> missedOfType, List<EntitySpan> wrongOfType) {
    OverlapGroups.forEach(
        missedOfType,
        wrongOfType,
        (goldFrom, goldTo, predictedFrom, predictedTo) -> {
          List<EntitySpan> gold = missedOfType.subList(goldFrom, goldTo);
          List<EntitySpan> predicted = wrongOfType.subList(predictedFrom, predictedTo);
          if (gold.size() == 1 && predicted.size() > 1 && MentionMatching.isFlat(predicted)) {
            add(ErrorKind.SPLIT, gold, predicted);
          } else if (predicted.size() == 1 && gold.size() > 1 && MentionMatching.isFlat(gold)) {
            add(ErrorKind.MERGED, gold, predicted);
          } else {
            missed.addAll(gold);
            wrong.addAll(predicted);
          }
        });
  }

  private void compareRest() {
    int[] predictedOfGold = MentionMatching.match(missed, wrong);
    boolean[] paired = new boolean[wrong.size()];
    for (int g = 0; g < predictedOfGold.length; g++) {
      EntitySpan gold = missed.get(g);
      int p = predictedOfGold[g];
      if (p == MentionMatching.NONE) {
        add(ErrorKind.MISSED, List.of(gold), List.of());
      } else {
        paired[p] = true;
        add(kind(gold, wrong.get(p)), List.of(gold), List.of(wrong.get(p)));
      }
    }
    for (int p = 0; p < paired.length; p++) {
      if (!paired[p]) {
        add(ErrorKind.SPURIOUS, List.of(), List.of(wrong.get(p)));
      }
    }
  }

  /** {@return how two mentions that overlap differ, if they do not agree} */
  static ErrorKind kind(EntitySpan gold, EntitySpan predicted) {
    if (MentionMatching.comparePlaces(gold, predicted) == 0) {
      return ErrorKind.WRONG_TYPE;
    }
    return gold.type().equals(predicted.type())
        ? ErrorKind.WRONG_BOUNDARY
        : ErrorKind.WRONG_TYPE_AND_BOUNDARY;
  }
}
