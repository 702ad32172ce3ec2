package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;

/** Evaluations of predictions with chosen confidences, for tests. */
final class ScoredText {

  private final List<EntitySpan> gold = new ArrayList<>();
  private final List<EntitySpan> predicted = new ArrayList<>();

  /** Adds mentions that are found, each with a confidence. */
  ScoredText right(String type, double... confidences) {
    for (double confidence : confidences) {
      EntitySpan next = next(type);
      gold.add(next);
      predicted.add(Mentions.withConfidence(next, confidence));
    }
    return this;
  }

  /** Adds spurious predictions, each with a confidence. */
  ScoredText wrong(String type, double... confidences) {
    for (double confidence : confidences) {
      predicted.add(Mentions.withConfidence(next(type), confidence));
    }
    return this;
  }

  ScoredText missed(String type, int count) {
    for (int i = 0; i < count; i++) {
      gold.add(next(type));
    }
    return this;
  }

  private EntitySpan next(String type) {
    int at = 2 * (gold.size() + predicted.size());
    return new EntitySpan(at, at + 1, type);
  }

  Evaluation evaluation() {
    String text = "x ".repeat(gold.size() + predicted.size() + 1);
    return Evaluator.evaluate(
        List.of(AnnotatedDocument.builder("d", text).spans(gold).build()),
        List.of(AnnotatedDocument.builder("d", text).spans(predicted).build()));
  }

  /** {@return evenly spread numbers, both ends included} */
  static double[] spread(double from, double to, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = from + (to - from) * i / Math.max(1, count - 1);
    }
    return values;
  }
}
