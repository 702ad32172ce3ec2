package io.nerine.evaluation;

import io.nerine.evaluation.TypeThresholds.Basis;
import io.nerine.evaluation.TypeThresholds.Choice;

/** Chooses the threshold of one type after another. */
final class ThresholdChoice {

  private final ConfidenceTable all;
  private final ThresholdOptions options;
  private final Cut ofAll;

  ThresholdChoice(ConfidenceTable all, ThresholdOptions options) {
    this.all = all;
    this.options = options;
    this.ofAll = cut(all);
  }

  /** A cut in a table, and whether it reaches what is wanted. */
  private record Cut(int index, boolean reached) {}

  Choice of(ConfidenceTable type) {
    Scores before = type.scores(type.cuts() - 1);
    if (hasSupport(type)) {
      Cut cut = options.goal() == ThresholdOptions.Goal.F_BETA ? smoothed(type) : cut(type);
      double threshold = type.threshold(cut.index());
      return new Choice(
          threshold, Basis.TYPE, cut.reached(), before, type.scores(type.cut(threshold)));
    }
    if (!hasSupport(all)) {
      return new Choice(0, Basis.NONE, false, before, before);
    }
    double threshold = all.threshold(ofAll.index());
    return new Choice(
        threshold, Basis.ALL_TYPES, ofAll.reached(), before, type.scores(type.cut(threshold)));
  }

  private boolean hasSupport(ConfidenceTable table) {
    int support = options.goal() == ThresholdOptions.Goal.RECALL ? table.gold() : table.size();
    return table.size() > 0 && support >= options.minSupport();
  }

  private Cut cut(ConfidenceTable table) {
    return switch (options.goal()) {
      case PRECISION -> precision(table);
      case RECALL -> recall(table);
      case F_BETA -> best(table, 0);
    };
  }

  private Cut precision(ConfidenceTable table) {
    for (int cut = table.cuts() - 1; cut >= 0; cut--) {
      Scores scores = table.scores(cut);
      if (reached(scores.truePositives(), scores.predicted())) {
        return new Cut(cut, true);
      }
    }
    int nearest = -1;
    double greatest = -1;
    for (int cut = 0; cut < table.cuts(); cut++) {
      Scores scores = table.scores(cut);
      // A bound costs much to compute, and never exceeds the share itself.
      double bound =
          scores.precision() <= greatest ? -1 : bound(scores.truePositives(), scores.predicted());
      if (bound > greatest) {
        nearest = cut;
        greatest = bound;
      }
    }
    return new Cut(nearest, false);
  }

  private Cut recall(ConfidenceTable table) {
    int low = 0;
    int high = table.cuts();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (reached(table.scores(middle).truePositives(), table.gold())) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < table.cuts() ? new Cut(low, true) : new Cut(table.cuts() - 1, false);
  }

  private boolean reached(int hits, int trials) {
    // The bound is at least the value where the beta distribution it comes from has no more than
    // the rest below the value, which is much faster to see than the bound is found.
    return (double) hits >= options.value() * trials
        && (options.confidence() == 0
            || Distributions.betaCdf(options.value(), hits, trials - hits + 1.0)
                <= 1 - options.confidence());
  }

  private double bound(int hits, int trials) {
    return options.confidence() == 0
        ? (double) hits / trials
        : Distributions.lowerBound(hits, trials, options.confidence());
  }

  private Cut smoothed(ConfidenceTable type) {
    return best(type, all.gold() == 0 ? 0 : (double) options.minSupport() / all.gold());
  }

  /**
   * Finds the greatest F-beta.
   *
   * @param table the predictions
   * @param weight how often each mention and prediction of all types counts beside them
   */
  private Cut best(ConfidenceTable table, double weight) {
    int best = -1;
    double greatest = -1;
    for (int cut = 0; cut < table.cuts(); cut++) {
      Scores own = table.scores(cut);
      Scores others = weight == 0 ? Scores.NONE : all.scores(all.cut(table.confidence(cut)));
      double right = own.truePositives() + weight * others.truePositives();
      double predicted = own.predicted() + weight * others.predicted();
      double gold = own.gold() + weight * others.gold();
      double squared = options.value() * options.value();
      double fBeta = (1 + squared) * right / (squared * gold + predicted);
      if (fBeta > greatest) {
        best = cut;
        greatest = fBeta;
      }
    }
    return new Cut(best, true);
  }
}
