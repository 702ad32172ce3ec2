package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.ConfidenceInterval.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfidenceIntervalsTest {

  private static final ResamplingOptions FAST = ResamplingOptions.builder().replicates(400).build();

  @Test
  void holdTheTrueValueAsOftenAsTheySay() {
    int sets = 400;
    int f1 = 0;
    int precision = 0;
    int recall = 0;
    for (int set = 0; set < sets; set++) {
      ScoreIntervals micro = ConfidenceIntervals.of(SampleCounts.random(60, set), FAST).micro();
      f1 += micro.f1().contains(SampleCounts.F1) ? 1 : 0;
      precision += micro.precision().contains(SampleCounts.PRECISION) ? 1 : 0;
      recall += micro.recall().contains(SampleCounts.RECALL) ? 1 : 0;
    }

    // 93 to 97 %, and two standard errors of so few sets.
    assertThat(List.of(f1, precision, recall))
        .allSatisfy(held -> assertThat((double) held / sets).isBetween(0.91, 0.985));
  }

  @Test
  void areAroundTheFiguresOfTheEvaluation() {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int d = 0; d < 40; d++) {
      AnnotatedDocument text = AnnotatedDocument.of("d" + d, "Valve GX-44 leaks in Ulm, Hall 7.");
      gold.add(text.toBuilder().span(6, 11, "Part").span(21, 24, "Site").build());
      AnnotatedDocument.Builder prediction = text.toBuilder();
      if (d % 3 > 0) {
        prediction.span(6, 11, "Part");
      }
      if (d % 4 > 0) {
        prediction.span(21, d % 5 == 0 ? 32 : 24, "Site");
      }
      predicted.add(prediction.build());
    }
    Evaluation evaluation = Evaluator.evaluate(gold, predicted);

    ConfidenceIntervals intervals = ConfidenceIntervals.of(evaluation);

    for (Measure measure : Measure.values()) {
      assertThat(intervals.micro().of(measure).estimate())
          .isEqualTo(measure.of(evaluation.micro()));
      assertThat(intervals.boundaries().of(measure).estimate())
          .isEqualTo(measure.of(evaluation.boundaries()));
      assertThat(intervals.overlap().of(measure).estimate())
          .isEqualTo(measure.of(evaluation.overlap()));
      assertThat(intervals.types().get("Site").of(measure).estimate())
          .isEqualTo(measure.of(evaluation.types().get("Site")));
    }
    assertThat(intervals.macro().f1().estimate()).isEqualTo(evaluation.macroF1(), within(1e-15));
    assertThat(intervals.partial().f1().estimate())
        .isEqualTo(evaluation.semEval().partial().f1(), within(1e-15));
    assertThat(intervals.boundaryOnly().recall().estimate())
        .isEqualTo(evaluation.semEval().boundaryOnly().recall());
    assertThat(intervals.typeOnly().precision().estimate())
        .isEqualTo(evaluation.semEval().typeOnly().precision());
    assertThat(intervals.types().keySet()).containsExactly("Part", "Site");
    assertThat(intervals.micro().f1().low()).isLessThan(evaluation.micro().f1());
    assertThat(intervals.micro().f1().high()).isGreaterThan(evaluation.micro().f1());
  }

  @Test
  void areTheSameForTheSameSeedOnEveryMachine() {
    List<DocumentScores> documents = SampleCounts.random(80, 3);

    ConfidenceIntervals intervals = ConfidenceIntervals.of(documents, FAST);

    assertThat(intervals.micro().f1()).hasToString("0.8381 (0.7871 to 0.8788)");
    assertThat(ConfidenceIntervals.of(documents, FAST).toMap()).isEqualTo(intervals.toMap());
    assertThat(
            ConfidenceIntervals.of(
                    documents, ResamplingOptions.builder().replicates(400).seed(2).build())
                .micro())
        .isNotEqualTo(intervals.micro());
  }

  @Test
  void areWiderForAHigherLevelAndFewerDocuments() {
    List<DocumentScores> documents = SampleCounts.random(200, 5);
    double width = width(documents, 0.95);

    assertThat(width(documents, 0.99)).isGreaterThan(1.15 * width);
    assertThat(width(documents.subList(0, 50), 0.95)).isBetween(1.5 * width, 3 * width);
  }

  private static double width(List<DocumentScores> documents, double level) {
    return ConfidenceIntervals.of(
            documents, ResamplingOptions.builder().level(level).replicates(1_000).build())
        .micro()
        .f1()
        .width();
  }

  @Test
  void areThoseOfIndependentMentionsWhereEachHasItsOwnDocument() {
    List<DocumentScores> documents =
        IntStream.range(0, 1_000)
            .mapToObj(d -> SampleCounts.document("d" + d, 1, 1, d % 5 == 0 ? 0 : 1))
            .toList();

    ConfidenceInterval recall =
        ConfidenceIntervals.of(documents, ResamplingOptions.defaults()).micro().recall();

    double half = 1.96 * Math.sqrt(0.8 * 0.2 / 1_000);
    assertThat(recall.low()).isEqualTo(0.8 - half, within(0.003));
    assertThat(recall.high()).isEqualTo(0.8 + half, within(0.003));
  }

  @Test
  void areWiderWhereErrorsComeTogether() {
    List<DocumentScores> apart =
        IntStream.range(0, 100).mapToObj(d -> SampleCounts.document("d" + d, 10, 10, 8)).toList();
    List<DocumentScores> together =
        IntStream.range(0, 100)
            .mapToObj(d -> SampleCounts.document("d" + d, 10, 10, d % 5 == 0 ? 0 : 10))
            .toList();

    assertThat(ConfidenceIntervals.of(apart, FAST).micro().f1().width()).isLessThan(0.001);
    assertThat(ConfidenceIntervals.of(together, FAST).micro().f1().width()).isBetween(0.14, 0.18);
  }

  @Test
  void doNotTakeAPerfectScoreForCertain() {
    List<DocumentScores> documents =
        IntStream.range(0, 30).mapToObj(d -> SampleCounts.document("d" + d, 2, 2, 2)).toList();

    ConfidenceInterval f1 = ConfidenceIntervals.of(documents, FAST).micro().f1();

    assertThat(f1.estimate()).isEqualTo(1);
    assertThat(f1.high()).isEqualTo(1);
    assertThat(f1.low()).isBetween(0.85, 0.92);
    assertThat(f1.support()).isEqualTo(Support.FEW_CASES);
    assertThat(f1.reliable()).isFalse();
  }

  @Test
  void sayHowMuchTheyRestOn() {
    assertThat(ConfidenceIntervals.of(SampleCounts.random(100, 1), FAST).micro().f1().support())
        .isEqualTo(Support.ENOUGH);
    assertThat(ConfidenceIntervals.of(SampleCounts.random(18, 4), FAST).micro().f1().support())
        .isEqualTo(Support.FEW_DOCUMENTS);

    ScoreIntervals nothingFound =
        ConfidenceIntervals.of(
                IntStream.range(0, 30)
                    .mapToObj(d -> SampleCounts.document("d" + d, 1, 0, 0))
                    .toList(),
                FAST)
            .micro();
    assertThat(nothingFound.precision())
        .isEqualTo(new ConfidenceInterval(0, 0, 1, 0.95, Support.NONE));
    assertThat(nothingFound.recall().support()).isEqualTo(Support.FEW_CASES);
    assertThat(nothingFound.recall().low()).isZero();
    assertThat(nothingFound.recall().high()).isBetween(0.1, 0.15);
  }

  @Test
  void ofNoDocumentSayNothing() {
    ConfidenceIntervals intervals = ConfidenceIntervals.of(List.of(), FAST);

    assertThat(intervals.micro().f1())
        .isEqualTo(new ConfidenceInterval(0, 0, 1, 0.95, Support.NONE));
    assertThat(intervals.macro().f1())
        .isEqualTo(new ConfidenceInterval(0, 0, 1, 0.95, Support.NONE));
    assertThat(intervals.types()).isEmpty();
  }

  @Test
  void ofOneDocumentAreWide() {
    ConfidenceIntervals intervals =
        ConfidenceIntervals.of(List.of(SampleCounts.document("a", 50, 50, 45)), FAST);

    assertThat(intervals.micro().f1().support()).isEqualTo(Support.FEW_CASES);
    assertThat(intervals.micro().f1().width()).isGreaterThan(0.5);
  }

  @Test
  void doNotDependOnHowManyTypesThereAre() {
    Map<String, Scores> many = new LinkedHashMap<>();
    for (int type = 0; type < 450; type++) {
      many.put("Type" + type, new Scores(1, 1, 1));
    }
    List<DocumentScores> alone = new ArrayList<>();
    List<DocumentScores> among = new ArrayList<>();
    for (int d = 0; d < 20; d++) {
      Scores scores = new Scores(2, 2, d % 2);
      alone.add(SampleCounts.document("d" + d, Map.of("ZZ", scores)));
      many.put("ZZ", scores);
      among.add(SampleCounts.document("d" + d, many));
    }

    assertThat(ConfidenceIntervals.of(among, FAST).types().get("ZZ"))
        .isEqualTo(ConfidenceIntervals.of(alone, FAST).types().get("ZZ"));
  }

  @Test
  void ofMeansAreCombinedWhereATypeIsRare() {
    List<DocumentScores> documents = new ArrayList<>();
    for (DocumentScores document : SampleCounts.random(100, 9)) {
      Map<String, Scores> types = new LinkedHashMap<>(document.types());
      types.put("Statute", documents.size() < 3 ? new Scores(1, 1, 1) : new Scores(0, 0, 0));
      documents.add(SampleCounts.document(document.id(), types));
    }

    ConfidenceIntervals intervals = ConfidenceIntervals.of(documents, FAST);

    ConfidenceInterval rare = intervals.types().get("Statute").f1();
    assertThat(rare.low()).isLessThan(0.5);
    assertThat(intervals.macro().f1().support()).isEqualTo(Support.FEW_CASES);
    // Half of what the rare type may lack, and the little that the frequent one adds.
    assertThat(intervals.macro().f1().estimate() - intervals.macro().f1().low())
        .isBetween((1 - rare.low()) / 2, (1 - rare.low()) / 2 + 0.02);
  }

  @Test
  void ofSlicesArePerSlice() {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int d = 0; d < 40; d++) {
      AnnotatedDocument text =
          AnnotatedDocument.builder("d" + d, "Pump P-7 stands in Ulm")
              .language(d % 2 == 0 ? "en" : "de")
              .build();
      gold.add(text.toBuilder().span(5, 8, "Part").span(19, 22, "Site").build());
      predicted.add(d % 6 == 1 ? text.toBuilder().span(19, 22, "Site").build() : gold.get(d));
    }
    Evaluation evaluation = Evaluator.evaluate(gold, predicted);

    Map<String, ScoreIntervals> slices =
        ConfidenceIntervals.ofSlices(evaluation, Slicing.language(), FAST);

    assertThat(slices.keySet()).containsExactly("de", "en");
    assertThat(slices.get("en").recall().estimate()).isEqualTo(1);
    assertThat(slices.get("de").recall().estimate()).isEqualTo(33.0 / 40);
    assertThat(slices.get("de").recall().contains(0.8)).isTrue();
  }

  @Test
  void ofSlicesNeedAllTexts() {
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(AnnotatedDocument.of("a", "x"), AnnotatedDocument.of("b", "y")),
            List.of(),
            EvaluationOptions.builder().keptDocuments(1).build());

    assertThatThrownBy(() -> ConfidenceIntervals.ofSlices(evaluation, Slicing.language(), FAST))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all 2 documents, but 1 were kept");
  }

  @Test
  void comeAsMapsAndAsATable() {
    ConfidenceIntervals intervals = ConfidenceIntervals.of(SampleCounts.random(50, 2), FAST);

    assertThat(intervals.toMap())
        .containsKeys("level", "micro", "macro", "boundaries", "overlap", "types")
        .containsEntry("seed", 1L)
        .containsEntry("replicates", 400);
    assertThat(intervals.micro().f1().toMap().keySet())
        .containsExactly("estimate", "low", "high", "level", "support");
    assertThat(intervals.toString().lines())
        .hasSize(6)
        .first()
        .isEqualTo("Site: " + intervals.types().get("Site").f1());
    assertThat(intervals.toString()).endsWith("F1 with its 95 % interval");
  }

  @Test
  void refuseWhatIsNoInterval() {
    assertThatThrownBy(() -> new ConfidenceInterval(0.5, 0.6, 0.7, 0.95, Support.ENOUGH))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0.6, 0.5, 0.7");
    assertThatThrownBy(() -> new ConfidenceInterval(0.5, 0.4, 0.7, 1, Support.ENOUGH))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    Stream.<Runnable>of(
            () -> ResamplingOptions.builder().level(0.5),
            () -> ResamplingOptions.builder().level(Double.NaN),
            () -> ResamplingOptions.builder().replicates(99),
            () -> ResamplingOptions.builder().permutations(0))
        .forEach(
            wrong ->
                assertThatThrownBy(wrong::run).isExactlyInstanceOf(IllegalArgumentException.class));
  }
}
