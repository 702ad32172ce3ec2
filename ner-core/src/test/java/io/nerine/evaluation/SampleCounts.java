package io.nerine.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Counts of documents, for tests. */
final class SampleCounts {

  /** The true figures of {@link #random}: mentions are found with a probability of 0.6 or 0.95. */
  static final double RECALL = 0.775;

  static final double PRECISION = 0.775 / 0.8875;

  static final double F1 = 2 * 0.775 / (1 + 0.8875);

  private SampleCounts() {}

  static DocumentScores document(String id, Map<String, Scores> types) {
    Scores all = types.values().stream().reduce(Scores.NONE, Scores::plus);
    return new DocumentScores(
        id,
        types,
        all,
        all,
        new SemEvalScores(
            all.truePositives(), 0, 0, 0, all.falseNegatives(), all.falsePositives()));
  }

  static DocumentScores document(String id, int gold, int predicted, int right) {
    return document(id, Map.of("Site", new Scores(gold, predicted, right)));
  }

  /** Hard and easy documents of 1 to 8 mentions; half of the missed ones are predicted wrongly. */
  static List<DocumentScores> random(int documents, long seed) {
    Random random = new Random(seed);
    List<DocumentScores> list = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      double ease = random.nextBoolean() ? 0.6 : 0.95;
      int gold = 1 + random.nextInt(8);
      list.add(document("d" + d, gold, ease, random));
    }
    return list;
  }

  /** What a model finds that finds each mention with a probability. */
  static DocumentScores document(String id, int gold, double ease, Random random) {
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < gold; i++) {
      if (random.nextDouble() < ease) {
        right++;
      } else if (random.nextBoolean()) {
        wrong++;
      }
    }
    return document(id, gold, right + wrong, right);
  }
}
