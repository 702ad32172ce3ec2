package io.nerine.samples.benchmarks;

import io.nerine.evaluation.DocumentScores;
import io.nerine.evaluation.Scores;
import io.nerine.evaluation.SemEvalScores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws what an evaluation counts in documents. Errors keep company: a document has its own length,
 * its own mix of types and its own difficulty, and its difficulty raises all kinds of errors.
 */
final class SimulatedDocuments {

  /** From most to least frequent. */
  static final List<String> TYPES = List.of("Part", "Site", "Symptom", "Person", "Statute");

  private static final double[] FREQUENCIES = {0.40, 0.30, 0.20, 0.07, 0.03};

  private final Setting setting;
  private final SplittableRandom random;

  /**
   * What documents and models are like.
   *
   * @param name the name to print
   * @param mentions the mean number of mentions in a document
   * @param shape how alike documents are in length: the shape of a gamma distribution
   * @param skill the log-odds that a mention is found, for the most frequent type; each rarer type
   *     has less
   * @param difficulty the standard deviation of documents' difficulty on that scale
   * @param spurious the number of spurious predictions for each mention
   */
  record Setting(
      String name,
      double mentions,
      double shape,
      double skill,
      double difficulty,
      double spurious) {}

  static final List<Setting> SETTINGS =
      List.of(
          new Setting("fair model", 6, 2, 2, 1, 0.06),
          new Setting("good model", 6, 2, 4, 1, 0.015),
          new Setting("poor model", 6, 2, 0.5, 1, 0.2),
          new Setting("short documents", 1.2, 1, 2, 1, 0.06),
          new Setting("long, unlike documents", 30, 1, 2, 1.5, 0.06));

  SimulatedDocuments(Setting setting, long seed) {
    this.setting = setting;
    this.random = new SplittableRandom(seed);
  }

  /** What two models gave for one document. */
  record Pair(DocumentScores one, DocumentScores other) {}

  DocumentScores document(int index) {
    return pair(index, 0).one();
  }

  /**
   * Draws a document and what two models find in it; they share much of what is hard for them.
   *
   * @param index the number of the document
   * @param advantage how much better the second is, on the scale of log-odds
   * @return what they gave
   */
  Pair pair(int index, double advantage) {
    double length = gamma(setting.shape()) / setting.shape() * setting.mentions();
    double[] mix = new double[FREQUENCIES.length];
    double sum = 0;
    for (int type = 0; type < mix.length; type++) {
      mix[type] = gamma(8 * FREQUENCIES[type]);
      sum += mix[type];
    }
    double shared = random.nextGaussian() * setting.difficulty() * 0.8;
    Tally one = new Tally(shared + random.nextGaussian() * setting.difficulty() * 0.6);
    Tally other =
        new Tally(shared + random.nextGaussian() * setting.difficulty() * 0.6 + advantage);
    for (int type = 0; type < mix.length; type++) {
      double skill = setting.skill() - 0.4 * type;
      int mentions = poisson(length * mix[type] / sum);
      for (int i = 0; i < mentions; i++) {
        double luck = random.nextDouble();
        one.mention(type, skill, luck);
        other.mention(type, skill, random.nextInt(3) > 0 ? luck : random.nextDouble());
      }
      one.spurious(type, length);
      other.spurious(type, length);
    }
    String id = "d" + index;
    return new Pair(one.scores(id), other.scores(id));
  }

  /** What one model gives for one document. */
  private final class Tally {

    private final double ease;
    private final int[] gold = new int[TYPES.size()];
    private final int[] predicted = new int[TYPES.size()];
    private final int[] right = new int[TYPES.size()];
    private int otherType;
    private int otherPlace;
    private int missed;
    private int spurious;

    Tally(double ease) {
      this.ease = ease;
    }

    void mention(int type, double skill, double luck) {
      gold[type]++;
      if (luck < 1 / (1 + Math.exp(-(skill + ease)))) {
        predicted[type]++;
        right[type]++;
        return;
      }
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> {
          otherPlace++;
          predicted[type]++;
        }
        case 3, 4 -> {
          int confused = (type + 1 + random.nextInt(TYPES.size() - 1)) % TYPES.size();
          otherType++;
          predicted[confused]++;
        }
        default -> missed++;
      }
    }

    void spurious(int type, double length) {
      int count = poisson(length * FREQUENCIES[type] * setting.spurious() * Math.exp(-0.7 * ease));
      spurious += count;
      predicted[type] += count;
    }

    DocumentScores scores(String id) {
      Map<String, Scores> types = new LinkedHashMap<>();
      Scores all = new Scores(0, 0, 0);
      for (int type = 0; type < gold.length; type++) {
        if (gold[type] + predicted[type] > 0) {
          Scores ofType = new Scores(gold[type], predicted[type], right[type]);
          types.put(TYPES.get(type), ofType);
          all = all.plus(ofType);
        }
      }
      int found = all.truePositives();
      return new DocumentScores(
          id,
          types,
          new Scores(all.gold(), all.predicted(), found + otherType),
          new Scores(all.gold(), all.predicted(), found + otherPlace),
          new SemEvalScores(found, otherType, otherPlace, 0, missed, spurious));
    }
  }

  /** Marsaglia and Tsang, ACM TOMS, 2000. */
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
