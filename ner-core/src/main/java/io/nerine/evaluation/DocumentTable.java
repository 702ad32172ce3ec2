package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What was counted and predicted in each document, in columns of numbers: beside its id some 30
 * bytes a document, 16 a type that occurs in it and 24 a prediction. Written by one thread, then
 * read by any.
 */
final class DocumentTable {

  /** Numbers a row: type, gold, predicted, right. */
  private static final int COUNTS = 4;

  /** Numbers a row: the counts of a document that are not by type. */
  private static final int TOTALS = 5;

  /** Numbers a row: start, end, twice the type and whether right, both halves of the confidence. */
  private static final int PREDICTION = 5;

  private final ArrayList<String> ids = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final Map<String, Integer> indexOfType = new HashMap<>();
  private final IntColumn counts = new IntColumn();
  private final IntColumn countEnds = new IntColumn();
  private final IntColumn totals = new IntColumn();
  private final IntColumn predictions = new IntColumn();
  private final IntColumn predictionEnds = new IntColumn();
  private final IntColumn withConfidence = new IntColumn();

  void add(String id, DocumentComparison comparison) {
    ids.add(id);
    Map<String, int[]> countsOfType = new TreeMap<>();
    comparison.gold().forEach(mention -> counts(countsOfType, mention)[0]++);
    for (int p = 0; p < comparison.predicted().size(); p++) {
      EntitySpan prediction = comparison.predicted().get(p);
      boolean right = comparison.isRight(p);
      int[] ofType = counts(countsOfType, prediction);
      ofType[1]++;
      ofType[2] += right ? 1 : 0;
      addPrediction(prediction, right);
    }
    countsOfType.forEach(
        (type, values) -> {
          counts.add(indexOf(type));
          for (int value : values) {
            counts.add(value);
          }
        });
    countEnds.add(counts.size() / COUNTS);
    predictionEnds.add(predictions.size() / PREDICTION);
    SemEvalScores semEval = comparison.semEval();
    totals.add(comparison.boundaries());
    totals.add(comparison.overlaps());
    totals.add(semEval.samePlace());
    totals.add(semEval.sameType());
    totals.add(semEval.overlapOnly());
  }

  private static int[] counts(Map<String, int[]> countsOfType, EntitySpan mention) {
    return countsOfType.computeIfAbsent(mention.type(), type -> new int[COUNTS - 1]);
  }

  private void addPrediction(EntitySpan prediction, boolean right) {
    double confidence = Mentions.confidence(prediction).orElse(Double.NaN);
    if (!Double.isNaN(confidence)) {
      withConfidence.add(predictions.size() / PREDICTION);
    }
    long bits = Double.doubleToLongBits(confidence);
    predictions.add(prediction.start());
    predictions.add(prediction.end());
    predictions.add(2 * indexOf(prediction.type()) + (right ? 1 : 0));
    predictions.add((int) (bits >>> 32));
    predictions.add((int) bits);
  }

  private int indexOf(String type) {
    return indexOfType.computeIfAbsent(
        type,
        added -> {
          types.add(added);
          return types.size() - 1;
        });
  }

  /** Gives back what was set aside for growth. */
  void trim() {
    ids.trimToSize();
    for (IntColumn column :
        List.of(counts, countEnds, totals, predictions, predictionEnds, withConfidence)) {
      column.trim();
    }
  }

  int size() {
    return ids.size();
  }

  /** {@return the scores of each document, made when asked for} */
  List<DocumentScores> scores() {
    return new View<>(size(), this::scores);
  }

  private DocumentScores scores(int document) {
    Map<String, Scores> ofType = new HashMap<>();
    int gold = 0;
    int predicted = 0;
    int right = 0;
    for (int row = start(countEnds, document); row < countEnds.get(document); row++) {
      int at = row * COUNTS;
      Scores scores = new Scores(counts.get(at + 1), counts.get(at + 2), counts.get(at + 3));
      ofType.put(types.get(counts.get(at)), scores);
      gold += scores.gold();
      predicted += scores.predicted();
      right += scores.truePositives();
    }
    int at = document * TOTALS;
    int samePlace = totals.get(at + 2);
    int sameType = totals.get(at + 3);
    int overlapOnly = totals.get(at + 4);
    int pairs = right + samePlace + sameType + overlapOnly;
    return new DocumentScores(
        ids.get(document),
        ofType,
        new Scores(gold, predicted, totals.get(at)),
        new Scores(gold, predicted, totals.get(at + 1)),
        new SemEvalScores(
            right, samePlace, sameType, overlapOnly, gold - pairs, predicted - pairs));
  }

  /** {@return the predictions of a document, with their confidences} */
  List<EntitySpan> predictions(int document) {
    List<EntitySpan> spans = new ArrayList<>();
    for (int row = start(predictionEnds, document); row < predictionEnds.get(document); row++) {
      double confidence = confidence(row);
      EntitySpan span = span(row);
      spans.add(Double.isNaN(confidence) ? span : Mentions.withConfidence(span, confidence));
    }
    return spans;
  }

  /** {@return the predictions of which the confidence is known, made when asked for} */
  List<ScoredPrediction> scoredPredictions() {
    return new View<>(
        withConfidence.size(),
        index -> {
          int row = withConfidence.get(index);
          return new ScoredPrediction(
              ids.get(documentOf(row)), span(row), confidence(row), isRight(row));
        });
  }

  private EntitySpan span(int row) {
    int at = row * PREDICTION;
    return new EntitySpan(
        predictions.get(at), predictions.get(at + 1), types.get(predictions.get(at + 2) >> 1));
  }

  private boolean isRight(int row) {
    return (predictions.get(row * PREDICTION + 2) & 1) == 1;
  }

  private double confidence(int row) {
    int at = row * PREDICTION + 3;
    return Double.longBitsToDouble(
        (long) predictions.get(at) << 32 | Integer.toUnsignedLong(predictions.get(at + 1)));
  }

  private static int start(IntColumn ends, int document) {
    return document == 0 ? 0 : ends.get(document - 1);
  }

  /** The first document that ends behind the row. */
  private int documentOf(int row) {
    int low = 0;
    int high = size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (predictionEnds.get(middle) <= row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A list that makes its elements when asked for. */
  static final class View<T> extends AbstractList<T> implements RandomAccess {

    private final int size;
    private final IntFunction<T> element;

    View(int size, IntFunction<T> element) {
      this.size = size;
      this.element = element;
    }

    @Override
    public T get(int index) {
      return element.apply(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
      return size;
    }
  }
}
