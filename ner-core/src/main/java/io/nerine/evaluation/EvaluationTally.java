package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Counts over documents that come one by one, for streams and for predictions of any origin. Not
 * thread-safe.
 *
 * <p>Texts are kept of the worst documents alone. Beside these, memory grows by some 30 bytes and
 * the id a document, 16 bytes for each type that occurs in it and 24 bytes a prediction; more than
 * twice as much until the evaluation is made.
 *
 * <pre>{@code
 * EvaluationTally tally = Evaluator.tally(EvaluationOptions.defaults());
 * documents.forEach(gold -> tally.add(gold, extractor.extract(gold.text())));
 * Evaluation evaluation = tally.evaluation();
 * }</pre>
 */
public final class EvaluationTally {

  private final EvaluationOptions options;
  private final int mostKept;
  private final Set<String> ids = new HashSet<>();
  private final DocumentTable table = new DocumentTable();
  private final PriorityQueue<Kept> kept =
      new PriorityQueue<>(
          Comparator.comparingInt(Kept::wrong)
              .thenComparing(Kept::index, Comparator.reverseOrder()));
  private final Map<String, TypeTally> types = new HashMap<>();
  private final Map<ErrorKind, Integer> errors = new EnumMap<>(ErrorKind.class);
  private final List<Slices> slices;
  private int boundaries;
  private int overlaps;
  private int leftOutGold;
  private int leftOutPredictions;
  private boolean ended;

  EvaluationTally(EvaluationOptions options, int keptByDefault) {
    this.options = Objects.requireNonNull(options, "options");
    this.slices = Slices.of(options.slicings());
    this.mostKept = options.keptDocuments().orElse(keptByDefault);
  }

  /** A document whose text is kept. */
  record Kept(int index, int wrong, AnnotatedDocument gold) {}

  /** Counts of one type; pairs count where their gold mention's type is. */
  static final class TypeTally {
    int gold;
    int predicted;
    int right;
    int samePlace;
    int sameType;
    int overlapOnly;
    int spurious;
    Scores words = Scores.NONE;

    /** Gold mentions of this type that were predicted as another, by the other. */
    final Map<String, Integer> confusions = new HashMap<>();

    Scores scores() {
      return new Scores(gold, predicted, right);
    }

    SemEvalScores semEval() {
      int missing = gold - right - samePlace - sameType - overlapOnly;
      return new SemEvalScores(right, samePlace, sameType, overlapOnly, missing, spurious);
    }
  }

  /**
   * Compares a document with its prediction.
   *
   * @param gold the document as it should be tagged
   * @param predicted the same document as it was tagged; tags may carry the attribute {@link
   *     EntitySpan#CONFIDENCE}
   * @return this tally
   * @throws DataFormatException if the id was added before, ids or texts differ, or a confidence is
   *     no number from 0 to 1
   * @throws IllegalStateException if the evaluation was made already
   */
  public EvaluationTally add(AnnotatedDocument gold, AnnotatedDocument predicted) {
    if (!gold.id().equals(predicted.id())) {
      throw new DataFormatException(
          "The prediction for document '%s' has the id '%s'; compare the same documents"
              .formatted(gold.id(), predicted.id()));
    }
    if (!gold.text().equals(predicted.text())) {
      throw new DataFormatException(
          ("The text of predicted document '%s' is not that of the gold document: they differ at"
                  + " offset %d, lengths %d and %d; offsets can only be compared in the same text")
              .formatted(
                  gold.id(),
                  firstDifference(gold.text(), predicted.text()),
                  predicted.text().length(),
                  gold.text().length()));
    }
    return add(gold, Mentions.predicted(predicted));
  }

  private static int firstDifference(String one, String other) {
    int i = 0;
    while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  /**
   * Compares a document with what was extracted from its text.
   *
   * @param gold the document as it should be tagged
   * @param extraction what was found in its text
   * @return this tally
   * @throws DataFormatException if the id was added before, or the texts differ
   * @throws InferenceException if the extraction failed; the message names the document
   * @throws IllegalStateException if the evaluation was made already
   */
  public EvaluationTally add(AnnotatedDocument gold, Extraction extraction) {
    if (extraction.failure().isPresent()) {
      NerException failure = extraction.failure().get();
      throw new InferenceException(
          "Document '%s' could not be extracted, so it cannot be evaluated: %s"
              .formatted(gold.id(), failure.getMessage()),
          failure);
    }
    if (!gold.text().equals(extraction.text())) {
      throw new DataFormatException(
          "The text that was extracted from is not that of document '%s'; extract from text()"
              .formatted(gold.id()));
    }
    return add(gold, Mentions.distinct(extraction.entities().stream().map(Mentions::of).toList()));
  }

  EvaluationTally add(AnnotatedDocument document, List<EntitySpan> predictedMentions) {
    if (ended) {
      throw new IllegalStateException(
          "This tally has given its evaluation already; begin another with Evaluator.tally");
    }
    if (!ids.add(document.id())) {
      throw new DataFormatException(
          "Id '%s' occurs twice among the gold documents; give each document its own"
              .formatted(document.id()));
    }
    List<EntitySpan> goldMentions = Mentions.distinct(document.spans());
    Review review = Review.of(document, options);
    DocumentComparison comparison =
        new DocumentComparison(review.covered(goldMentions), review.covered(predictedMentions));
    leftOutGold += goldMentions.size() - comparison.gold().size();
    leftOutPredictions += predictedMentions.size() - comparison.predicted().size();
    keep(new Kept(table.size(), comparison.wrongMentions(), document));
    table.add(document.id(), comparison);
    boundaries += comparison.boundaries();
    overlaps += comparison.overlaps();
    countTypes(comparison);
    WordCounts.count(document.text(), comparison.gold(), comparison.predicted())
        .forEach((type, words) -> of(type).words = of(type).words.plus(words));
    slices.forEach(slicing -> slicing.add(document, comparison));
    countErrors(ErrorAnalysis.errors(document.id(), comparison));
    return this;
  }

  private void keep(Kept document) {
    kept.add(document);
    if (kept.size() > mostKept) {
      kept.remove();
    }
  }

  private TypeTally of(String type) {
    return types.computeIfAbsent(type, added -> new TypeTally());
  }

  private void countTypes(DocumentComparison comparison) {
    for (EntitySpan mention : comparison.predicted()) {
      TypeTally type = of(mention.type());
      type.predicted++;
      type.spurious++;
    }
    for (int g = 0; g < comparison.gold().size(); g++) {
      EntitySpan mention = comparison.gold().get(g);
      TypeTally type = of(mention.type());
      type.gold++;
      int p = comparison.predictedOfGold()[g];
      if (p == MentionMatching.NONE) {
        continue;
      }
      EntitySpan prediction = comparison.predicted().get(p);
      of(prediction.type()).spurious--;
      if (comparison.isRight(p)) {
        type.right++;
      } else {
        switch (ErrorAnalysis.kind(mention, prediction)) {
          case WRONG_TYPE -> type.samePlace++;
          case WRONG_BOUNDARY -> type.sameType++;
          default -> type.overlapOnly++;
        }
      }
    }
  }

  private void countErrors(List<EvaluationError> found) {
    for (EvaluationError error : found) {
      errors.merge(error.kind(), 1, Integer::sum);
      if (error.kind() == ErrorKind.WRONG_TYPE
          || error.kind() == ErrorKind.WRONG_TYPE_AND_BOUNDARY) {
        of(error.gold().get(0).type())
            .confusions
            .merge(error.predicted().get(0).type(), 1, Integer::sum);
      }
    }
  }

  /**
   * Ends the tally.
   *
   * @return the comparison of all documents that were added
   * @throws IllegalStateException if it was made already
   */
  public Evaluation evaluation() {
    if (ended) {
      throw new IllegalStateException("This tally has given its evaluation already; keep that");
    }
    ended = true;
    table.trim();
    return new Evaluation(this);
  }

  EvaluationOptions options() {
    return options;
  }

  DocumentTable table() {
    return table;
  }

  List<Kept> kept() {
    return kept.stream().sorted(Comparator.comparingInt(Kept::index)).toList();
  }

  Map<String, TypeTally> types() {
    return types;
  }

  Map<ErrorKind, Integer> errors() {
    return errors;
  }

  List<Slices> slices() {
    return slices;
  }

  int boundaries() {
    return boundaries;
  }

  int overlaps() {
    return overlaps;
  }

  int leftOutGold() {
    return leftOutGold;
  }

  int leftOutPredictions() {
    return leftOutPredictions;
  }
}
