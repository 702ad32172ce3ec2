package io.nerine.training;

import io.nerine.onnx.decode.TagDecoder;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.decode.TaggedSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", 2017): the logits
 * are divided by one number, so that the confidences of entities mean what they say. It is fitted
 * on the entities that the network finds, right or wrong, and not on tags, since it is entities
 * that users get. Which entities are found does not change: the best sequence of tags stays the
 * best.
 */
final class Temperature {

  private static final double LEAST = 0.5;
  private static final double GREATEST = 5;

  /** How many entities the belief that nothing needs to be scaled weighs as much as. */
  private static final double PRIOR = 3;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 18;

  /** Keeps an entity that is thought impossible from counting without end. */
  private static final double LEAST_PROBABILITY = 1e-6;

  private Temperature() {}

  /**
   * Fits the temperature.
   *
   * @param scores the logits {@code [words * tags]} of documents that the network was not trained
   *     on
   * @param documents these documents
   * @param tagSet what the logits stand for
   * @return the temperature, 0.5 to 5; near 1 where there are few entities
   */
  static double fit(List<float[]> scores, List<EncodedDocument> documents, TagSet tagSet) {
    TagDecoder decoder = new TagDecoder(tagSet);
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      judged.add(judged(scores.get(i), documents.get(i), decoder));
    }
    return Math.exp(
        minimum(
            Math.log(LEAST),
            Math.log(GREATEST),
            logarithm -> {
              double loss = PRIOR * logarithm * logarithm;
              for (Judged document : judged) {
                loss += document.loss(Math.exp(logarithm), decoder);
              }
              return loss;
            }));
  }

  /** {@return the logits divided by the temperature} */
  static float[] apply(float[] logits, double temperature) {
    if (temperature == 1) {
      return logits;
    }
    float[] scaled = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      scaled[i] = (float) (logits[i] / temperature);
    }
    return scaled;
  }

  /** The logits of a document and, for each entity found that was reviewed, whether it is right. */
  // Passed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Judged(float[] logits, Set<Place> right, Set<Place> reviewed) {

    /** The negative log-likelihood of what is right and wrong. */
    double loss(double temperature, TagDecoder decoder) {
      if (reviewed.isEmpty()) {
        return 0;
      }
      double loss = 0;
      for (TaggedSpan span : decoder.decode(apply(logits, temperature))) {
        Place place = Place.of(span);
        if (reviewed.contains(place)) {
          double probability = right.contains(place) ? span.confidence() : 1 - span.confidence();
          loss -= Math.log(Math.max(LEAST_PROBABILITY, probability));
        }
      }
      return loss;
    }
  }

  /** An entity by where it stands and its type. */
  private record Place(int firstWord, int endWord, int type) {
    static Place of(TaggedSpan span) {
      return new Place(span.firstWord(), span.endWord(), span.type());
    }
  }

  private static Judged judged(float[] logits, EncodedDocument document, TagDecoder decoder) {
    long[] targets = document.targets();
    Set<Place> right = new HashSet<>();
    Set<Place> reviewed = new HashSet<>();
    for (TaggedSpan span : decoder.decode(logits)) {
      boolean isReviewed = true;
      for (int word = span.firstWord(); word < span.endWord(); word++) {
        isReviewed &= targets[word] != Batch.IGNORED;
      }
      if (isReviewed) {
        reviewed.add(Place.of(span));
        if (isGold(span, targets)) {
          right.add(Place.of(span));
        }
      }
    }
    return new Judged(logits, right, reviewed);
  }

  private static boolean isGold(TaggedSpan span, long[] targets) {
    if (targets[span.firstWord()] != TagSet.begin(span.type())) {
      return false;
    }
    long inside = TagSet.inside(span.type());
    for (int word = span.firstWord() + 1; word < span.endWord(); word++) {
      if (targets[word] != inside) {
        return false;
      }
    }
    return span.endWord() == targets.length || targets[span.endWord()] != inside;
  }

  /** Golden-section search for the least value of a function with one valley. */
  static double minimum(double low, double high, DoubleUnaryOperator function) {
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    for (int i = 0; i < STEPS; i++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return (low + high) / 2;
  }
}
