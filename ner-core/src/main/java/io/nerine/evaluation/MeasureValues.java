package io.nerine.evaluation;

import java.util.function.ToDoubleFunction;

/** A number for each measure. */
record MeasureValues(double precision, double recall, double f1) {

  static MeasureValues of(ToDoubleFunction<Measure> value) {
    return new MeasureValues(
        value.applyAsDouble(Measure.PRECISION),
        value.applyAsDouble(Measure.RECALL),
        value.applyAsDouble(Measure.F1));
  }

  double of(Measure measure) {
    return switch (measure) {
      case PRECISION -> precision;
      case RECALL -> recall;
      case F1 -> f1;
    };
  }
}
