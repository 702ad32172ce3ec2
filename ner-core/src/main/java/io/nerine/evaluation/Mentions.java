package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.extract.Entity;
import io.nerine.internal.Confidences;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Mentions as they are compared: in text order, each once. */
final class Mentions {

  private Mentions() {}

  /**
   * Keeps one of each.
   *
   * @param sorted mentions in text order
   * @return the mentions that differ in place or type; of several, the one of greatest confidence
   */
  static List<EntitySpan> distinct(List<EntitySpan> sorted) {
    List<EntitySpan> distinct = new ArrayList<>(sorted.size());
    for (EntitySpan mention : sorted) {
      int last = distinct.size() - 1;
      if (last < 0 || !distinct.get(last).matches(mention)) {
        distinct.add(mention);
      } else if (confidenceOrNone(mention) > confidenceOrNone(distinct.get(last))) {
        distinct.set(last, mention);
      }
    }
    return List.copyOf(distinct);
  }

  private static double confidenceOrNone(EntitySpan mention) {
    return mention.attributes().isEmpty() ? -1 : confidence(mention).orElse(-1);
  }

  /**
   * Reads the confidence of a prediction.
   *
   * @param mention the prediction
   * @return its attribute {@link EntitySpan#CONFIDENCE}, 0 to 1, or empty if it has none
   * @throws DataFormatException if the attribute is no such number
   */
  static OptionalDouble confidence(EntitySpan mention) {
    return Confidences.of(mention);
  }

  /** {@return the prediction as a tag that carries its confidence} */
  static EntitySpan of(Entity entity) {
    return withConfidence(entity.toSpan(), entity.confidence());
  }

  static EntitySpan withConfidence(EntitySpan mention, double confidence) {
    return Confidences.with(mention, confidence);
  }

  /** {@return the predictions of a document, with the document named in a failure} */
  static List<EntitySpan> predicted(AnnotatedDocument document) {
    try {
      for (EntitySpan span : document.spans()) {
        confidence(span);
      }
      return distinct(document.spans());
    } catch (DataFormatException e) {
      throw new DataFormatException(
          "Predicted document '%s': %s".formatted(document.id(), e.getMessage()), e);
    }
  }
}
