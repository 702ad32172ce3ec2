package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.evaluation.ConfidenceInterval.Support;
import io.nerine.evaluation.Difference.Verdict;
import io.nerine.exception.DataFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

  private static final ResamplingOptions FAST =
      ResamplingOptions.builder().replicates(200).permutations(500).build();

  private record Pair(List<DocumentScores> baseline, List<DocumentScores> candidate) {}

  /** Two models for which the same documents are hard. */
  private static Pair pair(int documents, double advantage, long seed) {
    Random random = new Random(seed);
    Pair pair = new Pair(new ArrayList<>(), new ArrayList<>());
    for (int d = 0; d < documents; d++) {
      double ease = random.nextBoolean() ? 0.6 : 0.9;
      int gold = 1 + random.nextInt(8);
      pair.baseline().add(SampleCounts.document("d" + d, gold, ease, random));
      pair.candidate().add(SampleCounts.document("d" + d, gold, ease + advantage, random));
    }
    return pair;
  }

  private static PairedComparison compare(Pair pair) {
    return PairedComparison.of(pair.baseline(), pair.candidate(), FAST);
  }

  @Test
  void findsADifferenceOfEquallyGoodModelsAsRarelyAsItSays() {
    int sets = 500;
    long f1 =
        IntStream.range(0, sets)
            .filter(set -> compare(pair(50, 0, set)).verdict() != Verdict.NO_DIFFERENCE_SHOWN)
            .count();

    // 4 to 6 %, and two standard errors of so few sets.
    assertThat((double) f1 / sets).isBetween(0.02, 0.08);
  }

  @Test
  void findsABetterAndAWorseModel() {
    Pair pair = pair(150, 0.09, 1);

    PairedComparison better = compare(pair);
    List<DocumentScores> good = pair.candidate();
    List<DocumentScores> poor = pair.baseline();
    PairedComparison worse = PairedComparison.of(good, poor, FAST);

    assertThat(better.verdict()).isEqualTo(Verdict.BETTER);
    assertThat(better.micro().f1().interval().low()).isPositive();
    assertThat(better.types().get("Site").f1().verdict()).isEqualTo(Verdict.BETTER);
    assertThat(better.macro().f1().verdict()).isEqualTo(Verdict.BETTER);
    assertThat(worse.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(worse.micro().f1().value()).isEqualTo(-better.micro().f1().value());
    assertThat(worse.micro().f1().pValue()).isEqualTo(better.micro().f1().pValue());
  }

  @Test
  void showsNothingBetweenAnEvaluationAndItself() {
    List<DocumentScores> documents = SampleCounts.random(40, 1);

    Difference f1 = PairedComparison.of(documents, documents, FAST).micro().f1();

    assertThat(f1.value()).isZero();
    assertThat(f1.pValue()).isEqualTo(1);
    assertThat(f1.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    assertThat(f1.documentsNeeded()).isEmpty();
    assertThat(f1.interval().support()).isEqualTo(Support.FEW_CASES);
  }

  @Test
  void equalsTheCountOfAllExchanges() {
    // Ten documents can change sides in 1,024 ways, which can all be tried.
    int[] one = {3, 2, 4, 1, 3, 2, 4, 4, 2, 3};
    int[] other = {4, 4, 3, 3, 4, 2, 4, 3, 4, 4};
    Pair pair = new Pair(new ArrayList<>(), new ArrayList<>());
    double observed = 0;
    for (int d = 0; d < one.length; d++) {
      pair.baseline().add(SampleCounts.document("d" + d, 5, 5, one[d]));
      pair.candidate().add(SampleCounts.document("d" + d, 5, 5, other[d]));
      observed += other[d] - one[d];
    }
    double greater = 0;
    for (int sides = 0; sides < 1 << one.length; sides++) {
      double difference = 0;
      for (int d = 0; d < one.length; d++) {
        difference += (other[d] - one[d]) * ((sides >> d & 1) == 0 ? 1 : -1);
      }
      greater += Math.abs(difference) > observed ? 1 : Math.abs(difference) == observed ? 0.5 : 0;
    }

    Difference recall =
        PairedComparison.of(
                pair.baseline(),
                pair.candidate(),
                ResamplingOptions.builder().permutations(20_000).build())
            .micro()
            .recall();

    assertThat(recall.pValue()).isEqualTo(greater / (1 << one.length), within(0.006));
    assertThat(recall.baseline()).isEqualTo(0.56);
    assertThat(recall.candidate()).isEqualTo(0.7);
    assertThat(recall.documents()).isEqualTo(10);
  }

  @Test
  void joinsDocumentsById() {
    Pair pair = pair(60, 0.05, 4);
    List<DocumentScores> shuffled = new ArrayList<>(pair.candidate());
    Collections.shuffle(shuffled, new Random(1));

    assertThat(PairedComparison.of(pair.baseline(), shuffled, FAST).toMap())
        .isEqualTo(compare(pair).toMap());
  }

  @Test
  void adjustsThePValuesOfTypes() {
    Random random = new Random(3);
    Pair pair = new Pair(new ArrayList<>(), new ArrayList<>());
    for (int d = 0; d < 60; d++) {
      Map<String, Scores> baseline = new LinkedHashMap<>();
      Map<String, Scores> candidate = new LinkedHashMap<>();
      for (int type = 0; type < 5; type++) {
        double ease = type == 0 ? 0.95 : 0.72;
        for (Map<String, Scores> side : List.of(baseline, candidate)) {
          double own = side == candidate ? ease : 0.7;
          side.put("Type" + type, SampleCounts.document("x", 4, own, random).types().get("Site"));
        }
      }
      pair.baseline().add(SampleCounts.document("d" + d, baseline));
      pair.candidate().add(SampleCounts.document("d" + d, candidate));
    }

    Map<String, ScoreDifferences> types = compare(pair).types();

    List<Difference> leastFirst =
        types.values().stream()
            .map(ScoreDifferences::recall)
            .sorted((a, b) -> Double.compare(a.pValue(), b.pValue()))
            .toList();
    double least = 0;
    for (int i = 0; i < 5; i++) {
      least = Math.max(least, Math.min(1, leastFirst.get(i).pValue() * (5 - i)));
      assertThat(leastFirst.get(i).adjustedPValue()).isEqualTo(least);
    }
    assertThat(types.get("Type0").recall().verdict()).isEqualTo(Verdict.BETTER);
    assertThat(types.get("Type1").recall().verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
  }

  @Test
  void saysHowManyDocumentsItWouldTake() {
    Difference difference =
        new Difference(
            0.80,
            0.81,
            new ConfidenceInterval(0.01, -0.01, 0.03, 0.95, Support.ENOUGH),
            0.32,
            0.32,
            0.01,
            100);

    // (1.96 + 0.8416)^2 = 7.849 times as many, if the standard error equals the difference.
    assertThat(difference.documentsNeeded()).hasValue(785);
    assertThat(difference)
        .hasToString(
            "0.8000 -> 0.8100, +0.0100 (-0.0100 to +0.0300), p 0.320: no difference shown; to show"
                + " a difference of this size would take about 785 documents, there are 100");
  }

  @Test
  void takesTypesThatOnlyOneSidePredicts() {
    List<DocumentScores> baseline =
        IntStream.range(0, 30).mapToObj(d -> SampleCounts.document("d" + d, 2, 2, d % 2)).toList();
    List<DocumentScores> candidate =
        IntStream.range(0, 30)
            .mapToObj(
                d ->
                    SampleCounts.document(
                        "d" + d,
                        Map.of("Site", new Scores(2, 2, d % 2), "Date", new Scores(0, 1, 0))))
            .toList();

    PairedComparison comparison = PairedComparison.of(baseline, candidate, FAST);

    assertThat(comparison.micro().precision().verdict()).isEqualTo(Verdict.WORSE);
    assertThat(comparison.types().keySet()).containsExactly("Date", "Site");
    assertThat(comparison.macro().f1().baseline()).isEqualTo(0.25);
    assertThat(comparison.macro().f1().candidate()).isEqualTo(0.125);
  }

  @Test
  void refusesOtherDocumentsAndOtherGold() {
    List<DocumentScores> documents = SampleCounts.random(3, 1);

    assertThatThrownBy(() -> PairedComparison.of(documents, documents.subList(0, 2), FAST))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("different documents: 1 of them, such as 'd2', is of the baseline");
    assertThatThrownBy(() -> PairedComparison.of(documents.subList(0, 1), documents, FAST))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("2 of them, such as 'd1', are of the candidate alone");
    assertThatThrownBy(
            () ->
                PairedComparison.of(
                    List.of(SampleCounts.document("a", 2, 2, 2)),
                    List.of(SampleCounts.document("a", 3, 2, 2)),
                    FAST))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining(
            "document 'a' has 2 mentions of 'Site' in the baseline and 3 in the candidate");
  }

  @Test
  void comparesNothing() {
    PairedComparison comparison = PairedComparison.of(List.of(), List.of(), FAST);

    assertThat(comparison.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    assertThat(comparison.types()).isEmpty();
    assertThat(comparison.toString()).endsWith("F1 of 0 documents");
  }
}
