package io.nerine.training;

/** How much effort a training run takes. */
public enum Recipe {
  /**
   * About a third of the default's updates and no cross-validation: to try a schema or a data set.
   */
  FAST(1 / 3.0),
  /** The default. */
  BALANCED(1),
  /** Twice the default's updates. */
  ACCURATE(2);

  private final double effort;

  Recipe(double effort) {
    this.effort = effort;
  }

  /** The factor on the number of epochs. */
  double effort() {
    return effort;
  }
}
