package io.nerine.rules;

import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import java.util.Map;
import java.util.Optional;

/**
 * Another extractor without the entities of low confidence. Owns the other extractor and closes it;
 * as thread-safe as that one.
 */
public final class ThresholdingExtractor extends Decorator {

  private final Map<String, Double> thresholds;
  private final double otherTypes;

  private ThresholdingExtractor(
      Extractor extractor, Map<String, Double> thresholds, double otherTypes) {
    super(extractor);
    this.thresholds = Map.copyOf(thresholds);
    this.thresholds.values().forEach(RuleConfidence::checked);
    this.otherTypes = RuleConfidence.checked(otherTypes);
    this.thresholds.keySet().stream()
        .filter(type -> !extractor.schema().declares(type))
        .findFirst()
        .ifPresent(
            type -> {
              throw new IllegalArgumentException(
                  "A threshold is given for type '%s', which schema '%s' does not declare"
                      .formatted(type, extractor.schema().name()));
            });
  }

  /**
   * Returns an extractor that leaves out entities below one threshold.
   *
   * @param extractor the other extractor
   * @param threshold the least confidence, 0 to 1
   * @return the extractor
   * @throws IllegalArgumentException if the threshold lies outside 0 to 1
   */
  public static ThresholdingExtractor of(Extractor extractor, double threshold) {
    return new ThresholdingExtractor(extractor, Map.of(), threshold);
  }

  /**
   * Returns an extractor that leaves out entities below the threshold of their type.
   *
   * @param extractor the other extractor
   * @param thresholds the least confidence by type, 0 to 1; types that it lacks have none
   * @return the extractor
   * @throws IllegalArgumentException if a threshold lies outside 0 to 1 or is one of a type that
   *     the extractor's schema does not declare
   */
  public static ThresholdingExtractor of(Extractor extractor, Map<String, Double> thresholds) {
    return new ThresholdingExtractor(extractor, thresholds, 0);
  }

  @Override
  Optional<Entity> decorate(Entity entity) {
    double threshold = thresholds.getOrDefault(entity.type(), otherTypes);
    return entity.confidence() >= threshold ? Optional.of(entity) : Optional.empty();
  }
}
