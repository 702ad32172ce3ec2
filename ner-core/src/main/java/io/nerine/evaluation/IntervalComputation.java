package io.nerine.evaluation;

import io.nerine.evaluation.ConfidenceInterval.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes intervals from counts by document. */
final class IntervalComputation {

  /** Of how many types the sums of all resamples are held at once. */
  private static final int TYPES_AT_ONCE = 200;

  private final int documents;
  private final ResamplingOptions options;
  private final Bootstrap bootstrap;

  IntervalComputation(int documents, ResamplingOptions options) {
    this.documents = documents;
    this.options = options;
    this.bootstrap = new Bootstrap(documents, options);
  }

  /** {@return the intervals of each column} */
  List<ScoreIntervals> of(List<CountColumn> columns) {
    List<ScoreIntervals> intervals = new ArrayList<>();
    for (int from = 0; from < columns.size(); from += TYPES_AT_ONCE) {
      List<CountColumn> chunk =
          columns.subList(from, Math.min(columns.size(), from + TYPES_AT_ONCE));
      CountColumn.Sums[][] sums = bootstrap.sums(chunk);
      for (int c = 0; c < sums.length; c++) {
        intervals.add(intervals(chunk.get(c), sums[c]));
      }
    }
    return intervals;
  }

  private ScoreIntervals intervals(CountColumn column, CountColumn.Sums[] resamples) {
    return ScoreIntervals.of(measure -> interval(column, measure, resamples));
  }

  private ConfidenceInterval interval(
      CountColumn column, Measure measure, CountColumn.Sums[] resamples) {
    double estimate = column.sums().value(measure);
    int counted = 0;
    int right = 0;
    int wrong = 0;
    for (int k = 0; k < column.size(); k++) {
      double denominator = column.denominator(k, measure);
      counted += denominator > 0 ? 1 : 0;
      right += column.twiceRight(k) > 0 ? 1 : 0;
      wrong += column.twiceRight(k) < denominator ? 1 : 0;
    }
    if (counted == 0) {
      return new ConfidenceInterval(estimate, 0, 1, options.level(), Support.NONE);
    }
    Spread spread = Spread.of(column, measure, documents);
    if (Math.min(right, wrong) < ConfidenceIntervals.FEW_CASES) {
      double mentions = column.sums().denominator(measure) / 2;
      return spread.wilson(estimate, mentions, counted, options.level(), Support.FEW_CASES);
    }
    double[] replicates = new double[resamples.length];
    Arrays.setAll(replicates, r -> resamples[r].value(measure));
    return spread.bca(estimate, replicates, options.level(), support(spread));
  }

  static Support support(Spread spread) {
    return spread.effectiveDocuments() < ConfidenceIntervals.FEW_DOCUMENTS
        ? Support.FEW_DOCUMENTS
        : Support.ENOUGH;
  }

  private static Support lesser(Support one, Support other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Intervals of pooled counts, of types and of their means. */
  record OfAll(
      List<ScoreIntervals> pooled, Map<String, ScoreIntervals> types, ScoreIntervals macro) {}

  /** {@return the intervals of all counts, those of pooled ones in the order of columns} */
  OfAll of(ScoreColumns columns) {
    List<CountColumn> pooled = columns.pooled();
    List<ScoreIntervals> ofPooled = new ArrayList<>();
    Map<String, ScoreIntervals> ofTypes = new LinkedHashMap<>();
    TypeMeans[] means = new TypeMeans[options.replicates()];
    Arrays.setAll(means, r -> new TypeMeans());
    List<String> names = List.copyOf(columns.types().keySet());
    for (int from = 0; from == 0 || from < names.size(); from += TYPES_AT_ONCE) {
      List<String> chunk = names.subList(from, Math.min(names.size(), from + TYPES_AT_ONCE));
      List<CountColumn> together = new ArrayList<>(from == 0 ? pooled : List.of());
      int first = together.size();
      chunk.forEach(type -> together.add(columns.types().get(type)));
      CountColumn.Sums[][] sums = bootstrap.sums(together);
      for (int c = 0; c < sums.length; c++) {
        ScoreIntervals intervals = intervals(together.get(c), sums[c]);
        if (c < first) {
          ofPooled.add(intervals);
        } else {
          for (int r = 0; r < means.length; r++) {
            means[r].add(sums[c][r]);
          }
          ofTypes.put(chunk.get(c - first), intervals);
        }
      }
    }
    return new OfAll(
        List.copyOf(ofPooled),
        Collections.unmodifiableMap(ofTypes),
        ScoreIntervals.of(measure -> mean(columns, ofTypes, means, measure)));
  }

  private ConfidenceInterval mean(
      ScoreColumns columns, Map<String, ScoreIntervals> types, TypeMeans[] means, Measure measure) {
    int count = columns.types().size();
    if (count == 0) {
      return new ConfidenceInterval(0, 0, 1, options.level(), Support.NONE);
    }
    double[] shares = new double[documents];
    double sum = 0;
    double variances = 0;
    Support least = Support.ENOUGH;
    for (CountColumn column : columns.types().values()) {
      sum += column.sums().value(measure);
      column.addShares(measure, 1.0 / count, shares);
      variances += Spread.of(column, measure, documents).variance();
    }
    for (ScoreIntervals type : types.values()) {
      least = lesser(least, type.of(measure).support());
    }
    double estimate = sum / count;
    Spread spread = Spread.ofMean(shares, columns.micro(), Measure.F1, estimate);
    if (least.compareTo(Support.FEW_DOCUMENTS) <= 0) {
      double[] replicates = new double[means.length];
      Arrays.setAll(replicates, r -> means[r].of(measure));
      return spread.bca(estimate, replicates, options.level(), lesser(least, support(spread)));
    }
    return combined(estimate, types, measure, variances, spread);
  }

  /**
   * Combines the intervals of types to that of their mean by the method of variance estimates
   * recovery (Zou and Donner, Statistics in Medicine, 2008), with the correlation of types as it is
   * between documents.
   */
  private ConfidenceInterval combined(
      double estimate,
      Map<String, ScoreIntervals> types,
      Measure measure,
      double variances,
      Spread spread) {
    double squaresBelow = 0;
    double squaresAbove = 0;
    for (ScoreIntervals type : types.values()) {
      ConfidenceInterval interval = type.of(measure);
      double below = interval.estimate() - interval.low();
      double above = interval.high() - interval.estimate();
      squaresBelow += below * below;
      squaresAbove += above * above;
    }
    double n = types.size();
    double inflation = variances == 0 ? 1 : Math.max(1, spread.variance() * n * n / variances);
    return new ConfidenceInterval(
        estimate,
        Math.max(0, estimate - Math.sqrt(squaresBelow * inflation) / n),
        Math.min(1, estimate + Math.sqrt(squaresAbove * inflation) / n),
        options.level(),
        Support.FEW_CASES);
  }
}
