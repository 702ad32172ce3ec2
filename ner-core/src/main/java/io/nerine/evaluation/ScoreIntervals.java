package io.nerine.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The confidence intervals of the figures that follow from {@link Scores}.
 *
 * @param precision that of {@link Scores#precision()}
 * @param recall that of {@link Scores#recall()}
 * @param f1 that of {@link Scores#f1()}
 */
public record ScoreIntervals(
    ConfidenceInterval precision, ConfidenceInterval recall, ConfidenceInterval f1) {

  /** Creates the intervals. */
  public ScoreIntervals {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(recall, "recall");
    Objects.requireNonNull(f1, "f1");
  }

  static ScoreIntervals of(Function<Measure, ConfidenceInterval> interval) {
    return new ScoreIntervals(
        interval.apply(Measure.PRECISION),
        interval.apply(Measure.RECALL),
        interval.apply(Measure.F1));
  }

  /**
   * Returns one of the intervals.
   *
   * @param measure the figure
   * @return its interval
   */
  public ConfidenceInterval of(Measure measure) {
    return switch (measure) {
      case PRECISION -> precision;
      case RECALL -> recall;
      case F1 -> f1;
    };
  }

  /** {@return the intervals by {@link Measure#key()}, as {@link ConfidenceInterval#toMap()}} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      map.put(measure.key(), of(measure).toMap());
    }
    return map;
  }
}
