package io.nerine.improve;

import io.nerine.extract.Entity;
import io.nerine.internal.Json;
import java.util.Locale;

/** Says in a sentence why a document was chosen. */
final class Explanations {

  private Explanations() {}

  static String uncertainty(Candidate candidate) {
    Entity least = candidate.leastSure().orElseThrow();
    int entities = candidate.entities().size();
    if (entities == 1) {
      return "The model is not sure of its one entity, " + mention(least);
    }
    return String.format(
        Locale.ROOT,
        "The model is least sure of %s; of its %d entities it is %.2f sure on average",
        mention(least),
        entities,
        candidate.entities().stream().mapToDouble(Entity::confidence).average().orElseThrow());
  }

  static String rareType(RareType type, Candidate candidate) {
    return "The model suspects %s, a type that has %s"
        .formatted(
            mention(candidate.surest(type.name()).orElseThrow()),
            type.tags() == 0
                ? "no tag yet"
                : type.tags() == 1 ? "one tag so far" : type.tags() + " tags so far");
  }

  static String diversity(double distance) {
    return String.format(
        Locale.ROOT,
        "Its words are unlike those of the tagged and the chosen documents (distance %.2f)",
        distance);
  }

  static String random() {
    return "Drawn by lot; keep it to score models on, since what a model chose is harder than most";
  }

  private static String mention(Entity entity) {
    return String.format(
        Locale.ROOT,
        "'%s' (%s, confidence %.2f)",
        Json.abbreviated(entity.text()),
        entity.type(),
        entity.confidence());
  }
}
