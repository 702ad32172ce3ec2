package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Guidance.Code;
import io.nerine.evaluation.Guidance.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at what kinds of errors a model makes. */
final class ErrorGuidance {

  /** With fewer predictions the calibration error is far above 0 by chance. */
  private static final int CALIBRATION_PREDICTIONS = 200;

  private static final int CALIBRATION_BINS = 10;

  private final Evaluation evaluation;
  private final GuidanceOptions options;
  private final List<EvaluationError> errors;

  ErrorGuidance(Evaluation evaluation, GuidanceOptions options) {
    this.evaluation = evaluation;
    this.options = options;
    this.errors = evaluation.errors();
  }

  List<Guidance> of(List<AnnotatedDocument> training) {
    List<Guidance> found = new ArrayList<>();
    new OmissionGuidance(evaluation, options).add(training, found);
    confusableTypes(found);
    evaluation.semEvalByType().forEach((type, counts) -> oftenMissed(type, counts, found));
    evaluation.semEvalByType().forEach((type, counts) -> oftenSpurious(type, counts, found));
    evaluation.semEvalByType().forEach((type, counts) -> boundaries(type, counts, found));
    unseenMentions(training, found);
    calibration(found);
    return found;
  }

  private void confusableTypes(List<Guidance> found) {
    ConfusionMatrix confusion = evaluation.confusion();
    Set<Set<String>> told = new LinkedHashSet<>();
    for (ConfusionMatrix.Confusion one : confusion.confusions()) {
      String type = one.actual();
      String other = one.predicted();
      Scores scores = evaluation.types().getOrDefault(type, Scores.NONE);
      boolean often =
          one.count() >= options.minCases()
              && one.count() >= options.confusionShare() * scores.gold();
      if (often && told.add(Set.of(type, other))) {
        int back = confusion.count(other, type);
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("count", one.count());
        figures.put("share", (double) one.count() / scores.gold());
        figures.put("reverseCount", back);
        found.add(
            new Guidance(
                Code.CONFUSABLE_TYPES,
                Severity.WARNING,
                List.of(type, other),
                figures,
                "%d of %d mentions of '%s' are taken for '%s', and %d the other way round."
                    .formatted(one.count(), scores.gold(), type, other, back),
                "Look whether both are tagged alike in training; if they are, tag more mentions"
                    + " that tell them apart, or merge the types.",
                documents(error -> confuses(error, type, other))));
      }
    }
  }

  private static boolean confuses(EvaluationError error, String one, String other) {
    if (error.kind() != ErrorKind.WRONG_TYPE && error.kind() != ErrorKind.WRONG_TYPE_AND_BOUNDARY) {
      return false;
    }
    String actual = error.gold().get(0).type();
    String predicted = error.predicted().get(0).type();
    return Set.of(actual, predicted).equals(Set.of(one, other));
  }

  private void oftenMissed(String type, SemEvalScores counts, List<Guidance> found) {
    int gold = evaluation.types().getOrDefault(type, Scores.NONE).gold();
    if (isOften(counts.missing(), gold)) {
      found.add(
          new Guidance(
              Code.OFTEN_MISSED,
              Severity.WARNING,
              List.of(type),
              counts("missed", counts.missing(), gold),
              "%d of %d mentions of '%s' are not found at all."
                  .formatted(counts.missing(), gold, type),
              "Tag more mentions of it that differ from each other; if they are long or of many"
                  + " kinds, split the type.",
              documents(error -> is(error, ErrorKind.MISSED, error.gold(), type))));
    }
  }

  private void oftenSpurious(String type, SemEvalScores counts, List<Guidance> found) {
    int predicted = evaluation.types().getOrDefault(type, Scores.NONE).predicted();
    if (isOften(counts.spurious(), predicted)) {
      found.add(
          new Guidance(
              Code.OFTEN_SPURIOUS,
              Severity.WARNING,
              List.of(type),
              counts("spurious", counts.spurious(), predicted),
              "%d of %d predictions of '%s' stand where nothing is tagged."
                  .formatted(counts.spurious(), predicted, type),
              "Look whether mentions were left untagged; if not, raise the threshold of the type,"
                  + " or train on documents that look alike and have none.",
              documents(error -> is(error, ErrorKind.SPURIOUS, error.predicted(), type))));
    }
  }

  private boolean isOften(int count, int of) {
    return count > 0 && count >= options.minCases() && count >= options.errorShare() * of;
  }

  private static Map<String, Number> counts(String name, int count, int of) {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put(name, count);
    figures.put("of", of);
    figures.put("share", (double) count / of);
    return figures;
  }

  private void boundaries(String type, SemEvalScores counts, List<Guidance> found) {
    double exact = evaluation.types().getOrDefault(type, Scores.NONE).f1();
    double withoutBoundaries = counts.typeOnly().f1();
    if (counts.sameType() > 0
        && counts.sameType() >= options.minCases()
        && withoutBoundaries - exact >= options.boundaryGap()) {
      Map<String, Number> figures = new LinkedHashMap<>();
      figures.put("f1", exact);
      figures.put("f1WithoutBoundaries", withoutBoundaries);
      figures.put("count", counts.sameType());
      found.add(
          new Guidance(
              Code.BOUNDARY_TROUBLE,
              Severity.WARNING,
              List.of(type),
              figures,
              "'%s' would have an F1 of %s instead of %s if boundaries did not count."
                  .formatted(
                      type, GuidanceText.figure(withoutBoundaries), GuidanceText.figure(exact)),
              "Agree on where mentions begin and end (titles, articles, units, punctuation), and"
                  + " tag training and test documents alike.",
              documents(error -> isBoundaryError(error, type))));
    }
  }

  private static boolean isBoundaryError(EvaluationError error, String type) {
    return switch (error.kind()) {
      case WRONG_BOUNDARY, SPLIT, MERGED -> error.gold().get(0).type().equals(type);
      default -> false;
    };
  }

  private void unseenMentions(List<AnnotatedDocument> training, List<Guidance> found) {
    List<EvaluatedDocument> kept = evaluation.keptDocuments();
    if (training.isEmpty() || kept.size() < evaluation.documents()) {
      return;
    }
    Slices slices = Slices.of(Map.of("seen", Slicing.seen(training))).get(0);
    for (EvaluatedDocument document : kept) {
      slices.add(
          document.document(), new DocumentComparison(document.gold(), document.predicted()));
    }
    Map<String, Scores> scores = new LinkedHashMap<>();
    Slices.scores(List.of(slices)).values().forEach(scores::putAll);
    Scores seen = scores.getOrDefault("seen", Scores.NONE);
    Scores unseen = scores.getOrDefault("unseen", Scores.NONE);
    if (Math.min(seen.gold(), unseen.gold()) >= Math.max(1, 2 * options.minCases())
        && seen.recall() - unseen.recall() >= options.unseenGap()) {
      Map<String, Number> figures = new LinkedHashMap<>();
      figures.put("recallSeen", seen.recall());
      figures.put("recallUnseen", unseen.recall());
      figures.put("goldSeen", seen.gold());
      figures.put("goldUnseen", unseen.gold());
      found.add(
          new Guidance(
              Code.UNSEEN_MENTIONS,
              Severity.WARNING,
              List.of(),
              figures,
              "Of mentions that were tagged in training %s are found, of others %s."
                  .formatted(
                      GuidanceText.percent(seen.recall()), GuidanceText.percent(unseen.recall())),
              "Tag documents with other mentions rather than more of the same; a list of known"
                  + " names beside the model helps where there is one.",
              List.of()));
    }
  }

  private void calibration(List<Guidance> found) {
    Calibration calibration = Calibration.of(evaluation).orElse(null);
    if (calibration == null || calibration.predictions() < CALIBRATION_PREDICTIONS) {
      return;
    }
    double error = calibration.equalMass(CALIBRATION_BINS).expectedCalibrationError();
    if (error >= options.calibrationError()) {
      Map<String, Number> figures = new LinkedHashMap<>();
      figures.put("expectedCalibrationError", error);
      figures.put("meanConfidence", calibration.meanConfidence());
      figures.put("precision", calibration.precision());
      found.add(
          new Guidance(
              Code.MISCALIBRATED,
              Severity.HINT,
              List.of(),
              figures,
              "Confidences are %s off on average: %s where %s are right."
                  .formatted(
                      GuidanceText.figure(error),
                      GuidanceText.figure(calibration.meanConfidence()),
                      GuidanceText.percent(calibration.precision())),
              "Calibrate the model on documents it was not trained on, or choose thresholds by the"
                  + " precision they give.",
              List.of()));
    }
  }

  private static boolean is(
      EvaluationError error, ErrorKind kind, List<EntitySpan> mentions, String type) {
    return error.kind() == kind && mentions.get(0).type().equals(type);
  }

  private List<String> documents(Predicate<EvaluationError> concerned) {
    return errors.stream()
        .filter(concerned)
        .map(EvaluationError::documentId)
        .distinct()
        .limit(options.maxDocuments())
        .toList();
  }
}
