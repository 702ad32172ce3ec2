package io.nerine.evaluation;

/** Means over the types that occur in a sample. */
final class TypeMeans {

  private double precision;
  private double recall;
  private double f1;
  private int types;

  void add(CountColumn.Sums ofType) {
    if (ofType.gold() + ofType.predicted() > 0) {
      types++;
      precision += ofType.value(Measure.PRECISION);
      recall += ofType.value(Measure.RECALL);
      f1 += ofType.value(Measure.F1);
    }
  }

  /** {@return the mean of a figure, 0 if no type occurs} */
  double of(Measure measure) {
    double sum =
        switch (measure) {
          case PRECISION -> precision;
          case RECALL -> recall;
          case F1 -> f1;
        };
    return types == 0 ? 0 : sum / types;
  }
}
