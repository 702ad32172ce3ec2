package io.nerine.samples.benchmarks;

import io.nerine.evaluation.Difference;
import io.nerine.evaluation.DocumentScores;
import io.nerine.evaluation.PairedComparison;
import io.nerine.evaluation.ResamplingOptions;
import io.nerine.evaluation.ScoreDifferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how often the paired test at 5 % finds a difference: between equally good models, where
 * there is none, and between one and a better one.
 */
public final class PairedTestSize {

  private static final int[] SIZES = {30, 100, 300};

  private PairedTestSize() {}

  /**
   * Prints the share of comparisons that show a difference, by kind of document, size of the test
   * set and figure, and how often the interval of the difference of equally good models holds 0.
   *
   * @param args the number of test sets of each kind and size, 1,000 if not given
   */
  public static void main(String[] args) {
    int testSets = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    System.out.println(
        "documents                 n figure            found  better   worse  interval holds 0");
    for (SimulatedDocuments.Setting setting : SimulatedDocuments.SETTINGS) {
      for (int size : SIZES) {
        print(setting, size, 0, testSets);
      }
    }
    System.out.println("\nthe other model better by 0.3 in log-odds");
    for (int size : SIZES) {
      print(SimulatedDocuments.SETTINGS.get(0), size, 0.3, testSets);
    }
  }

  private static void print(
      SimulatedDocuments.Setting setting, int size, double advantage, int testSets) {
    Map<String, Count> counts = new LinkedHashMap<>();
    int anyType = 0;
    for (int testSet = 0; testSet < testSets; testSet++) {
      PairedComparison comparison = comparison(setting, size, advantage, testSet);
      figures(comparison)
          .forEach(
              (name, difference) ->
                  counts.computeIfAbsent(name, added -> new Count()).add(difference));
      boolean found =
          comparison.types().values().stream()
              .map(ScoreDifferences::f1)
              .anyMatch(f1 -> f1.verdict() != Difference.Verdict.NO_DIFFERENCE_SHOWN);
      anyType += found ? 1 : 0;
    }
    counts.forEach(
        (name, count) -> System.out.println(count.row(setting.name(), size, name, testSets)));
    System.out.printf(
        Locale.ROOT,
        "%-22s %4d %-16s  %5.1f%%%n",
        setting.name(),
        size,
        "F1 of any type",
        100.0 * anyType / testSets);
  }

  private static PairedComparison comparison(
      SimulatedDocuments.Setting setting, int size, double advantage, int testSet) {
    SimulatedDocuments source = new SimulatedDocuments(setting, 1_000_003L * testSet + size);
    List<DocumentScores> baseline = new ArrayList<>();
    List<DocumentScores> candidate = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      SimulatedDocuments.Pair pair = source.pair(i, advantage);
      baseline.add(pair.one());
      candidate.add(pair.other());
    }
    return PairedComparison.of(
        baseline, candidate, ResamplingOptions.builder().seed(testSet).permutations(2_000).build());
  }

  private static Map<String, Difference> figures(PairedComparison comparison) {
    Map<String, Difference> figures = new LinkedHashMap<>();
    figures.put("micro precision", comparison.micro().precision());
    figures.put("micro recall", comparison.micro().recall());
    figures.put("micro F1", comparison.micro().f1());
    figures.put("macro F1", comparison.macro().f1());
    return figures;
  }

  private static final class Count {

    private int found;
    private int better;
    private int holdsZero;

    void add(Difference difference) {
      found += difference.verdict() == Difference.Verdict.NO_DIFFERENCE_SHOWN ? 0 : 1;
      better += difference.verdict() == Difference.Verdict.BETTER ? 1 : 0;
      holdsZero += difference.interval().contains(0) ? 1 : 0;
    }

    String row(String setting, int size, String figure, int testSets) {
      return String.format(
          Locale.ROOT,
          "%-22s %4d %-16s  %5.1f%%  %5.1f%%  %5.1f%%            %5.1f%%",
          setting,
          size,
          figure,
          100.0 * found / testSets,
          100.0 * better / testSets,
          100.0 * (found - better) / testSets,
          100.0 * holdsZero / testSets);
    }
  }
}
