package io.nerine.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * How the figures that follow from {@link Scores} differ between two evaluations.
 *
 * @param precision how {@link Scores#precision()} differs
 * @param recall how {@link Scores#recall()} differs
 * @param f1 how {@link Scores#f1()} differs
 */
public record ScoreDifferences(Difference precision, Difference recall, Difference f1) {

  /** Creates the differences. */
  public ScoreDifferences {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(recall, "recall");
    Objects.requireNonNull(f1, "f1");
  }

  static ScoreDifferences of(Function<Measure, Difference> difference) {
    return new ScoreDifferences(
        difference.apply(Measure.PRECISION),
        difference.apply(Measure.RECALL),
        difference.apply(Measure.F1));
  }

  /**
   * Returns one of the differences.
   *
   * @param measure the figure
   * @return how it differs
   */
  public Difference of(Measure measure) {
    return switch (measure) {
      case PRECISION -> precision;
      case RECALL -> recall;
      case F1 -> f1;
    };
  }

  /** {@return the differences by {@link Measure#key()}, as {@link Difference#toMap()}} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      map.put(measure.key(), of(measure).toMap());
    }
    return map;
  }
}
