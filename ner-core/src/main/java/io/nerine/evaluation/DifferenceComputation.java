package io.nerine.evaluation;

import io.nerine.evaluation.ConfidenceInterval.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Computes how two evaluations of the same documents differ. */
final class DifferenceComputation {

  /** Of how many types the sums of all resamples are held at once. */
  private static final int TYPES_AT_ONCE = 100;

  private final int documents;
  private final ResamplingOptions options;
  private final Bootstrap bootstrap;
  private final List<PairedColumn> pooled;
  private final SortedMap<String, PairedColumn> types = new TreeMap<>();

  DifferenceComputation(ScoreColumns baseline, ScoreColumns candidate, ResamplingOptions options) {
    this.documents = baseline.documents();
    this.options = options;
    this.bootstrap = new Bootstrap(documents, options);
    this.pooled =
        List.of(
            new PairedColumn(baseline.micro(), candidate.micro()),
            new PairedColumn(baseline.boundaries(), candidate.boundaries()),
            new PairedColumn(baseline.overlap(), candidate.overlap()));
    CountColumn nothing = new CountColumn.Builder().build();
    for (ScoreColumns side : List.of(baseline, candidate)) {
      for (String type : side.types().keySet()) {
        types.computeIfAbsent(
            type,
            added ->
                new PairedColumn(
                    baseline.types().getOrDefault(type, nothing),
                    candidate.types().getOrDefault(type, nothing)));
      }
    }
  }

  /** Differences of exact scores, boundaries and overlaps, of types, and of means over types. */
  record OfAll(
      List<ScoreDifferences> pooled, Map<String, ScoreDifferences> types, ScoreDifferences macro) {}

  OfAll all() {
    List<String> names = List.copyOf(types.keySet());
    List<PairedColumn> columns = List.copyOf(types.values());
    List<MeasureValues> pValues =
        new ApproximateRandomisation(documents, pooled, columns, options).pValues();
    List<ScoreDifferences> ofPooled = differences(pooled, resample(pooled), pValues, 0);
    Map<String, ScoreDifferences> ofTypes = new LinkedHashMap<>();
    TypeMeans[] baseline = means();
    TypeMeans[] candidate = means();
    for (int from = 0; from < names.size(); from += TYPES_AT_ONCE) {
      int to = Math.min(names.size(), from + TYPES_AT_ONCE);
      List<PairedColumn> chunk = columns.subList(from, to);
      CountColumn.Sums[][] sums = resample(chunk);
      for (int c = 0; c < chunk.size(); c++) {
        for (int r = 0; r < options.replicates(); r++) {
          baseline[r].add(sums[2 * c][r]);
          candidate[r].add(sums[2 * c + 1][r]);
        }
      }
      List<ScoreDifferences> ofChunk = differences(chunk, sums, pValues, pooled.size() + from);
      for (int c = 0; c < chunk.size(); c++) {
        ofTypes.put(names.get(from + c), ofChunk.get(c));
      }
    }
    MeasureValues pValuesOfMeans = pValues.get(pValues.size() - 1);
    return new OfAll(
        ofPooled,
        adjusted(ofTypes),
        ScoreDifferences.of(
            measure -> ofMeans(measure, baseline, candidate, pValuesOfMeans.of(measure))));
  }

  private TypeMeans[] means() {
    TypeMeans[] means = new TypeMeans[options.replicates()];
    Arrays.setAll(means, r -> new TypeMeans());
    return means;
  }

  /** {@return sums of resamples, by turns of the baseline and of the candidate} */
  private CountColumn.Sums[][] resample(List<PairedColumn> columns) {
    List<CountColumn> both = new ArrayList<>();
    for (PairedColumn column : columns) {
      both.add(column.baseline());
      both.add(column.candidate());
    }
    return bootstrap.sums(both);
  }

  private List<ScoreDifferences> differences(
      List<PairedColumn> columns,
      CountColumn.Sums[][] sums,
      List<MeasureValues> pValues,
      int first) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            c ->
                ScoreDifferences.of(
                    measure ->
                        difference(
                            columns.get(c),
                            measure,
                            sums[2 * c],
                            sums[2 * c + 1],
                            pValues.get(first + c).of(measure))))
        .toList();
  }

  private Difference difference(
      PairedColumn column,
      Measure measure,
      CountColumn.Sums[] baseline,
      CountColumn.Sums[] candidate,
      double pValue) {
    double[] replicates = new double[options.replicates()];
    Arrays.setAll(replicates, r -> candidate[r].value(measure) - baseline[r].value(measure));
    double[] shares = new double[documents];
    column.baseline().addShares(measure, -1, shares);
    column.candidate().addShares(measure, 1, shares);
    CountColumn mentions = column.baseline().size() > 0 ? column.baseline() : column.candidate();
    return difference(
        column.baseline().sums().value(measure),
        column.candidate().sums().value(measure),
        replicates,
        Spread.ofDifference(shares, mentions, measure, column.differing()),
        column.differing(),
        pValue);
  }

  private Difference ofMeans(
      Measure measure, TypeMeans[] baseline, TypeMeans[] candidate, double pValue) {
    double[] replicates = new double[options.replicates()];
    Arrays.setAll(replicates, r -> candidate[r].of(measure) - baseline[r].of(measure));
    double[] shares = new double[documents];
    PairedColumn all = pooled.get(0);
    return difference(
        addShares(PairedColumn::baseline, measure, -1, shares),
        addShares(PairedColumn::candidate, measure, 1, shares),
        replicates,
        Spread.ofDifference(shares, all.baseline(), Measure.F1, all.differing()),
        all.differing(),
        pValue);
  }

  /** {@return the mean of the types of one side, of which the shares were added} */
  private double addShares(
      Function<PairedColumn, CountColumn> side, Measure measure, int sign, double[] shares) {
    TypeMeans mean = new TypeMeans();
    List<CountColumn> columns =
        types.values().stream().map(side).filter(column -> column.size() > 0).toList();
    for (CountColumn column : columns) {
      mean.add(column.sums());
      column.addShares(measure, (double) sign / columns.size(), shares);
    }
    return mean.of(measure);
  }

  private Difference difference(
      double baseline,
      double candidate,
      double[] replicates,
      Spread spread,
      int differing,
      double pValue) {
    Support support =
        differing < ConfidenceIntervals.FEW_CASES
            ? Support.FEW_CASES
            : IntervalComputation.support(spread);
    ConfidenceInterval interval =
        spread.bca(candidate - baseline, replicates, options.level(), support);
    return new Difference(
        baseline, candidate, interval, pValue, pValue, spread.standardError(), documents);
  }

  private static Map<String, ScoreDifferences> adjusted(Map<String, ScoreDifferences> types) {
    Map<String, ScoreDifferences> adjusted = new LinkedHashMap<>();
    Map<Measure, Map<String, Double>> pValues = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      pValues.put(measure, holm(types, measure));
    }
    types.forEach(
        (type, differences) ->
            adjusted.put(
                type,
                ScoreDifferences.of(
                    measure -> {
                      Difference difference = differences.of(measure);
                      return difference.withAdjustedPValue(
                          pValues
                              .getOrDefault(measure, Map.of())
                              .getOrDefault(type, difference.pValue()));
                    })));
    return Collections.unmodifiableMap(adjusted);
  }

  private static Map<String, Double> holm(Map<String, ScoreDifferences> types, Measure measure) {
    List<Map.Entry<String, ScoreDifferences>> leastFirst = new ArrayList<>(types.entrySet());
    leastFirst.sort(Comparator.comparingDouble(type -> type.getValue().of(measure).pValue()));
    Map<String, Double> adjusted = new HashMap<>();
    double least = 0;
    int left = leastFirst.size();
    for (Map.Entry<String, ScoreDifferences> type : leastFirst) {
      least = Math.max(least, Math.min(1, left-- * type.getValue().of(measure).pValue()));
      adjusted.put(type.getKey(), least);
    }
    return adjusted;
  }
}
