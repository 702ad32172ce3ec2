package io.nerine.training;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run looks at on its way and when it ends.
 *
 * @param scorer what is scored on the way, if anything
 * @param selects whether the weights that score best are taken and a run without progress ends
 * @param until the share of the plan's updates after which the run ends, above 0 to 1
 * @param evaluations the number of evaluations, evenly from a fifth of the updates to all; what the
 *     plan says if empty
 * @param sink is given the scores of each evaluation and its number, from 0
 * @param run the number of the run among those that make a model, from 1
 * @param runs how many these are
 */
record Course(
    @Nullable DevScorer scorer,
    boolean selects,
    double until,
    OptionalInt evaluations,
    ObjIntConsumer<List<float[]>> sink,
    int run,
    int runs) {

  /** Takes the weights that score best on dev documents. */
  static Course selecting(DevScorer dev) {
    return new Course(dev, true, 1, OptionalInt.empty(), (scores, number) -> {}, 1, 1);
  }

  /** Goes the whole way and gives what documents scored on it. */
  static Course collecting(DevScorer scorer, int evaluations, ObjIntConsumer<List<float[]>> sink) {
    return new Course(scorer, false, 1, OptionalInt.of(evaluations), sink, 1, 1);
  }

  /** Scores nothing and ends at a share of the updates. */
  static Course until(double share) {
    return new Course(null, false, share, OptionalInt.of(0), (scores, number) -> {}, 1, 1);
  }

  /** {@return the same course as one of several runs} */
  Course of(int number, int all) {
    return new Course(scorer, selects, until, evaluations, sink, number, all);
  }
}
