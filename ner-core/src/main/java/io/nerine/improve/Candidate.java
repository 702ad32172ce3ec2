package io.nerine.improve;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.internal.Confidences;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A document that may be chosen, with what was found in it.
 *
 * @param document the document, tagged by the model
 * @param entities what the model found
 * @param lot a number by chance that depends on seed and text alone
 */
record Candidate(AnnotatedDocument document, List<Entity> entities, long lot) {

  /** By lot; the rest tells twins apart, so that the order does not depend on that of the input. */
  static final Comparator<Candidate> BY_LOT =
      Comparator.comparingLong(Candidate::lot)
          .thenComparing(candidate -> candidate.document().id())
          .thenComparing(Candidate::text);

  static Candidate of(AnnotatedDocument document, Extraction extraction, long seed) {
    List<Entity> entities = extraction.entities();
    List<EntitySpan> tags =
        entities.stream()
            .map(entity -> Confidences.with(entity.toSpan(), entity.confidence()))
            .toList();
    return new Candidate(
        document.toBuilder().clearSpans().spans(tags).build(),
        entities,
        Hashing.mix(seed + Hashing.of(document.text())));
  }

  String text() {
    return document.text();
  }

  /**
   * How unsure the model is of what it found: the mean of 1 - confidence (least confidence; Culotta
   * and McCallum, "Reducing labeling effort for structured prediction tasks", 2005) over the
   * entities and one more of which it is sure. A long document does not win by having many
   * entities, nor a short one by a single odd one.
   */
  double uncertainty() {
    double sum = 0;
    for (Entity entity : entities) {
      sum += 1 - entity.confidence();
    }
    return sum / (entities.size() + 1);
  }

  /** {@return the entity that the model is least sure of} */
  Optional<Entity> leastSure() {
    return entities.stream().min(Comparator.comparingDouble(Entity::confidence));
  }

  /** {@return the entity of a type that the model is surest of} */
  Optional<Entity> surest(String type) {
    return entities.stream()
        .filter(entity -> entity.type().equals(type))
        .max(Comparator.comparingDouble(Entity::confidence));
  }

  double suspicion(String type) {
    return surest(type).map(Entity::confidence).orElse(0.0);
  }
}
