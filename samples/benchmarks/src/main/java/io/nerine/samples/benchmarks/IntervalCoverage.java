package io.nerine.samples.benchmarks;

import io.nerine.evaluation.ConfidenceInterval;
import io.nerine.evaluation.ConfidenceIntervals;
import io.nerine.evaluation.DocumentScores;
import io.nerine.evaluation.ResamplingOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Measures how often the 95 % intervals of an evaluation hold the true value: simulated test sets
 * of which the true value is known, since it is that of very many documents of the same kind.
 */
public final class IntervalCoverage {

  private static final int[] SIZES = {30, 100, 300};

  private static final int MANY = 1_000_000;

  private IntervalCoverage() {}

  /**
   * Prints coverage by kind of document, size of the test set and figure.
   *
   * @param args the number of test sets of each kind and size, 1,000 if not given
   */
  public static void main(String[] args) {
    int testSets = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    System.out.println(
        "documents                 n figure           truth   holds   low    high   width"
            + "  reliable   holds");
    for (SimulatedDocuments.Setting setting : SimulatedDocuments.SETTINGS) {
      Map<String, Double> truth = truth(setting);
      for (int size : SIZES) {
        print(setting, size, truth, testSets);
      }
    }
  }

  private static void print(
      SimulatedDocuments.Setting setting, int size, Map<String, Double> truth, int testSets) {
    Map<String, Count> counts = new LinkedHashMap<>();
    truth.forEach((name, value) -> counts.put(name, new Count(value)));
    for (int testSet = 0; testSet < testSets; testSet++) {
      SimulatedDocuments source = new SimulatedDocuments(setting, 1_000_003L * testSet + size);
      List<DocumentScores> documents = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        documents.add(source.document(i));
      }
      figures(ConfidenceIntervals.of(documents, ResamplingOptions.builder().seed(testSet).build()))
          .forEach((name, interval) -> Objects.requireNonNull(counts.get(name)).add(interval));
    }
    counts.forEach((name, count) -> System.out.println(count.row(setting.name(), size, name)));
  }

  private static Map<String, ConfidenceInterval> figures(ConfidenceIntervals intervals) {
    Map<String, ConfidenceInterval> figures = new LinkedHashMap<>();
    figures.put("micro precision", intervals.micro().precision());
    figures.put("micro recall", intervals.micro().recall());
    figures.put("micro F1", intervals.micro().f1());
    figures.put("macro F1", intervals.macro().f1());
    intervals.types().forEach((type, ofType) -> figures.put("F1 " + type, ofType.f1()));
    return figures;
  }

  /** The figures of very many documents. */
  private static Map<String, Double> truth(SimulatedDocuments.Setting setting) {
    SimulatedDocuments source = new SimulatedDocuments(setting, 7);
    Map<String, long[]> counts = new LinkedHashMap<>();
    SimulatedDocuments.TYPES.forEach(type -> counts.put(type, new long[3]));
    for (int i = 0; i < MANY; i++) {
      source
          .document(i)
          .types()
          .forEach(
              (type, scores) -> {
                long[] ofType = counts.getOrDefault(type, new long[3]);
                ofType[0] += scores.gold();
                ofType[1] += scores.predicted();
                ofType[2] += scores.truePositives();
              });
    }
    Map<String, Double> ofTypes = new LinkedHashMap<>();
    double macro = 0;
    long[] all = new long[3];
    for (Map.Entry<String, long[]> type : counts.entrySet()) {
      long[] ofType = type.getValue();
      double f1 = 2.0 * ofType[2] / (ofType[0] + ofType[1]);
      ofTypes.put("F1 " + type.getKey(), f1);
      macro += f1 / counts.size();
      for (int i = 0; i < all.length; i++) {
        all[i] += ofType[i];
      }
    }
    Map<String, Double> truth = new LinkedHashMap<>();
    truth.put("micro precision", (double) all[2] / all[1]);
    truth.put("micro recall", (double) all[2] / all[0]);
    truth.put("micro F1", 2.0 * all[2] / (all[0] + all[1]));
    truth.put("macro F1", macro);
    truth.putAll(ofTypes);
    return truth;
  }

  private static final class Count {

    private final double truth;
    private int sets;
    private int covers;
    private int below;
    private double width;
    private int reliable;
    private int reliableCovers;

    Count(double truth) {
      this.truth = truth;
    }

    void add(ConfidenceInterval interval) {
      sets++;
      boolean holds = interval.contains(truth);
      covers += holds ? 1 : 0;
      below += truth < interval.low() ? 1 : 0;
      width += interval.width();
      reliable += interval.reliable() ? 1 : 0;
      reliableCovers += interval.reliable() && holds ? 1 : 0;
    }

    String row(String setting, int size, String figure) {
      String ofReliable =
          reliable < sets / 20
              ? "-"
              : String.format(Locale.ROOT, "%5.1f%%", 100.0 * reliableCovers / reliable);
      return String.format(
          Locale.ROOT,
          "%-22s %4d %-16s %5.3f  %5.1f%%  %4.1f%%  %4.1f%%  %5.3f    %5.1f%%  %6s",
          setting,
          size,
          figure,
          truth,
          100.0 * covers / sets,
          100.0 * below / sets,
          100.0 * (sets - covers - below) / sets,
          width / sets,
          100.0 * reliable / sets,
          ofReliable);
    }
  }
}
