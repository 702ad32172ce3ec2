package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Guidance.Code;
import io.nerine.evaluation.Guidance.Severity;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuidanceTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("tickets", "Part", "Site", "Person");

  private static Evaluation evaluate(int documents, String gold, String predicted) {
    return Evaluator.evaluate(
        Tagged.documents(documents, gold), Tagged.documents(documents, predicted));
  }

  private static List<Guidance> of(Code code, List<Guidance> all) {
    return all.stream().filter(guidance -> guidance.code() == code).toList();
  }

  private static Guidance only(Code code, List<Guidance> all) {
    assertThat(of(code, all)).hasSize(1);
    return of(code, all).get(0);
  }

  private static Dataset training(AnnotatedDocument... documents) {
    return Dataset.of(SCHEMA, List.of(documents));
  }

  /** Training documents that differ from all test documents. */
  private static Dataset training(int documents, String words) {
    List<AnnotatedDocument> list = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      list.add(Tagged.document("t" + d, "training " + d + " " + words));
    }
    return Dataset.of(SCHEMA, list);
  }

  @Test
  void hasNothingToSayOfGoodDataAndAGoodModel() {
    String words = "pump P-7/Part in Ulm/Site by Marta/Person";
    Evaluation evaluation = evaluate(200, words, words);

    assertThat(Guidance.from(evaluation, training(60, words))).isEmpty();
    assertThat(Guidance.from(evaluation)).isEmpty();
  }

  @Test
  void tellsOfFewLabels() {
    String words = "P-7/Part in Ulm/Site by Marta/Person";
    Dataset training =
        Dataset.of(
            SCHEMA,
            Stream.of(
                    training(14, "P-7/Part").documents(),
                    List.of(Tagged.document("u", "Ulm/Site Ems/Site")),
                    Tagged.documents(60, "Marta/Person"))
                .flatMap(List::stream)
                .toList());

    List<Guidance> few = of(Code.FEW_LABELS, Guidance.from(evaluate(200, words, words), training));

    assertThat(few).extracting(Guidance::types).containsExactly(List.of("Part"), List.of("Site"));
    assertThat(few.get(0).severity()).isEqualTo(Severity.WARNING);
    assertThat(few.get(0).figures()).containsEntry("labels", 14).containsEntry("wanted", 15);
    assertThat(few.get(0).message()).isEqualTo("'Part' has 14 tags in training, 50 are advised.");
    assertThat(few.get(1).documents()).containsExactly("u");
    assertThat(
            of(
                Code.FEW_LABELS,
                Guidance.from(
                    evaluate(200, words, words),
                    training,
                    GuidanceOptions.builder().minLabels(10).build())))
        .extracting(Guidance::severity)
        .containsExactly(Severity.WARNING, Severity.HINT);
  }

  @Test
  void tellsOfTypesMissingInTestAndInTraining() {
    List<Guidance> all =
        Guidance.from(
            evaluate(100, "P-7/Part in Ulm/Site", "P-7/Part in Ulm/Site"),
            training(60, "Ulm/Site by Marta/Person"));

    Guidance inTest = only(Code.TYPE_MISSING_IN_TEST, all);
    assertThat(inTest.types()).containsExactly("Person");
    assertThat(inTest.figures()).containsEntry("trainLabels", 60);
    assertThat(inTest.documents()).hasSize(20).contains("t0", "t19");
    Guidance inTraining = only(Code.TYPE_MISSING_IN_TRAINING, all);
    assertThat(inTraining.types()).containsExactly("Part");
    assertThat(inTraining.severity()).isEqualTo(Severity.PROBLEM);
    assertThat(all.get(0)).isEqualTo(inTraining);
  }

  @Test
  void tellsOfImbalance() {
    List<AnnotatedDocument> documents =
        new ArrayList<>(Tagged.documents(210, "Ulm/Site Marta/Person"));
    documents.addAll(training(20, "P-7/Part").documents());
    List<AnnotatedDocument> test = Tagged.documents(100, "Ems/Site P-8/Part Jan/Person");

    List<Guidance> all =
        Guidance.from(Evaluator.evaluate(test, test), Dataset.of(SCHEMA, documents));

    Guidance imbalance = only(Code.IMBALANCE, all);
    assertThat(imbalance.types()).containsExactly("Part");
    assertThat(imbalance.figures()).containsEntry("Part", 20).containsEntry("Site", 210);
    assertThat(imbalance.message())
        .isEqualTo("In training 'Site' has 210 tags, more than 10 times as many as 'Part'.");
    assertThat(imbalance.severity()).isEqualTo(Severity.HINT);
  }

  @Test
  void tellsOfADifferentMixButNotOfChance() {
    Dataset training = training(100, "P-7/Part Ulm/Site Ulm/Site Marta/Person");
    String shifted = "P-7/Part P-8/Part P-9/Part Ulm/Site Marta/Person";

    Guidance mix =
        only(Code.DIFFERENT_MIX, Guidance.from(evaluate(100, shifted, shifted), training));

    assertThat(mix.types()).containsExactly("Part", "Site");
    assertThat(mix.figures().get("distance").doubleValue()).isEqualTo(0.35, within(1e-12));
    assertThat(mix.figures().get("test.Part").doubleValue()).isEqualTo(0.6, within(1e-12));
    assertThat(mix.message()).contains("35 % of the tags differ, above all 'Part' and 'Site'");
    // Two documents say nothing of a mix.
    assertThat(of(Code.DIFFERENT_MIX, Guidance.from(evaluate(2, shifted, shifted), training)))
        .isEmpty();
  }

  @Test
  void tellsOfTextsThatWereTrainedOn() {
    Evaluation evaluation = evaluate(3, "Ulm/Site", "Ulm/Site");

    Guidance leak =
        only(
            Code.LEAKED_TEXTS,
            Guidance.from(evaluation, training(Tagged.document("t", "Ulm/Site"))));

    assertThat(leak.severity()).isEqualTo(Severity.PROBLEM);
    assertThat(leak.documents()).containsExactly("d0", "d1", "d2");
    assertThat(leak.figures()).containsEntry("documents", 3);
  }

  @Test
  void tellsOfConfusableTypes() {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int d = 0; d < 60; d++) {
      gold.add(Tagged.document("d" + d, "Marta/Person in Ulm/Site"));
      predicted.add(
          Tagged.document(
              "d" + d,
              d < 12
                  ? "Marta/Site in Ulm/Site"
                  : d < 15 ? "Marta/Person in Ulm/Person" : "Marta/Person in Ulm/Site"));
    }

    Guidance confusable =
        only(Code.CONFUSABLE_TYPES, Guidance.from(Evaluator.evaluate(gold, predicted)));

    assertThat(confusable.types()).containsExactly("Person", "Site");
    assertThat(confusable.figures())
        .containsEntry("count", 12)
        .containsEntry("share", 0.2)
        .containsEntry("reverseCount", 3);
    assertThat(confusable.documents()).hasSize(15).contains("d0", "d14");
    assertThat(confusable.message())
        .isEqualTo(
            "12 of 60 mentions of 'Person' are taken for 'Site', and 3 the other way round.");
  }

  @Test
  void tellsOfMissedAndSpuriousMentions() {
    List<Guidance> all =
        Guidance.from(
            evaluate(40, "Ulm/Site and Ems/Site with valve", "Ulm/Site and Ems with valve/Part"));

    assertThat(only(Code.OFTEN_MISSED, all).message())
        .isEqualTo("40 of 80 mentions of 'Site' are not found at all.");
    assertThat(only(Code.OFTEN_MISSED, all).documents()).hasSize(20);
    assertThat(only(Code.OFTEN_SPURIOUS, all).types()).containsExactly("Part");
    assertThat(only(Code.OFTEN_SPURIOUS, all).figures()).containsEntry("spurious", 40);
    assertThat(all).extracting(Guidance::code).doesNotContain(Code.BOUNDARY_TROUBLE);
  }

  @Test
  void tellsOfProbableOmissions() {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int d = 0; d < 30; d++) {
      // Ulm is tagged in most documents and left out in six; 'valve' is wrong with little
      // confidence.
      gold.add(Tagged.document("d" + d, d < 6 ? "in Ulm a valve" : "in Ulm/Site a valve"));
      predicted.add(Tagged.document("d" + d, "in Ulm/Site/0.97 a valve/Site/0.4"));
    }

    Guidance omissions =
        only(Code.PROBABLE_OMISSIONS, Guidance.from(Evaluator.evaluate(gold, predicted)));

    assertThat(omissions.types()).containsExactly("Site");
    assertThat(omissions.figures()).containsEntry("predictions", 6).containsEntry("texts", 1);
    assertThat(omissions.documents()).containsExactly("d0", "d1", "d2", "d3", "d4", "d5");
    assertThat(omissions.message()).contains("such as 'Ulm'").doesNotContain("valve");
  }

  @Test
  void tellsOfOmissionsThatTrainingShows() {
    Evaluation evaluation =
        evaluate(
            1,
            "Aue Ems Ulm Hof Bonn Trier",
            "Aue/Site Ems/Site Ulm/Site Hof/Site Bonn/Site Trier/Site");

    assertThat(of(Code.PROBABLE_OMISSIONS, Guidance.from(evaluation))).isEmpty();
    assertThat(
            of(
                Code.PROBABLE_OMISSIONS,
                Guidance.from(
                    evaluation,
                    training(
                        Tagged.document("t", "Aue/Site Ems/Site Ulm/Site Hof/Site Bonn/Site")))))
        .hasSize(1);
  }

  @Test
  void tellsOfBoundaryTrouble() {
    List<Guidance> all =
        Guidance.from(evaluate(50, "Dr. Marta_Kowal/Person here", "Dr. Marta/Person Kowal here"));

    Guidance boundary = only(Code.BOUNDARY_TROUBLE, all);
    assertThat(boundary.types()).containsExactly("Person");
    assertThat(boundary.message())
        .isEqualTo(
            "'Person' would have an F1 of 1.000 instead of 0.000 if boundaries did not count.");
    assertThat(boundary.figures()).containsEntry("count", 50);
    assertThat(all).extracting(Guidance::code).doesNotContain(Code.OFTEN_MISSED);
  }

  @Test
  void tellsOfUnseenMentions() {
    Evaluation evaluation = evaluate(40, "Ulm/Site then Trier/Site", "Ulm/Site then Trier");
    Dataset training = training(60, "Ulm/Site Marta/Person P-7/Part");

    Guidance unseen = only(Code.UNSEEN_MENTIONS, Guidance.from(evaluation, training));

    assertThat(unseen.figures())
        .containsEntry("recallSeen", 1.0)
        .containsEntry("recallUnseen", 0.0)
        .containsEntry("goldUnseen", 40);
    assertThat(of(Code.UNSEEN_MENTIONS, Guidance.from(evaluation))).isEmpty();
  }

  @Test
  void tellsOfMiscalibratedConfidences() {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int d = 0; d < 250; d++) {
      gold.add(Tagged.document("d" + d, d % 2 == 0 ? "in Ulm/Site now" : "in Ulm now"));
      predicted.add(Tagged.document("d" + d, "in Ulm/Site/0.99 now"));
    }

    Guidance calibration =
        only(Code.MISCALIBRATED, Guidance.from(Evaluator.evaluate(gold, predicted)));

    assertThat(calibration.message())
        .isEqualTo("Confidences are 0.490 off on average: 0.990 where 50 % are right.");
  }

  @Test
  void tellsOfASmallTestSet() {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int d = 0; d < 40; d++) {
      gold.add(Tagged.document("d" + d, "in Ulm/Site now P-7" + (d < 2 ? "/Part" : "")));
      predicted.add(Tagged.document("d" + d, "in Ulm" + (d % 4 > 0 ? "/Site" : "") + " now P-7"));
    }
    Evaluation evaluation = Evaluator.evaluate(gold, predicted);

    List<Guidance> small = of(Code.SMALL_TEST_SET, Guidance.from(evaluation));

    assertThat(small).hasSize(2);
    ConfidenceInterval f1 = ConfidenceIntervals.of(evaluation).micro().f1();
    assertThat(small.get(0).figures())
        .containsEntry("low", f1.low())
        .containsEntry("documents", 40);
    assertThat(small.get(0).figures().get("documentsNeeded").doubleValue())
        .isEqualTo(Math.ceil(40 * Math.pow(f1.width() / 0.1, 2)));
    assertThat(small.get(1).types()).containsExactly("Part");
    assertThat(small.get(1).severity()).isEqualTo(Severity.HINT);
  }

  @Test
  void tellsOfATestSetWithoutTags() {
    Evaluation nothing = Evaluator.evaluate(List.of(), List.of());

    assertThat(Guidance.from(nothing))
        .singleElement()
        .returns(Code.SMALL_TEST_SET, Guidance::code)
        .returns(Severity.PROBLEM, Guidance::severity);
    assertThat(of(Code.SMALL_TEST_SET, Guidance.from(nothing, training(60, "Ulm/Site"))))
        .hasSize(1);
  }

  @Test
  void tellsThatAComparisonIsUndecided() {
    List<DocumentScores> baseline = new ArrayList<>();
    List<DocumentScores> candidate = new ArrayList<>();
    Random random = new Random(8);
    for (int d = 0; d < 40; d++) {
      baseline.add(SampleCounts.document("d" + d, 4, 0.8, random));
      candidate.add(SampleCounts.document("d" + d, 4, 0.82, random));
    }
    PairedComparison comparison =
        PairedComparison.of(baseline, candidate, ResamplingOptions.defaults());

    assertThat(Guidance.from(comparison))
        .singleElement()
        .satisfies(
            guidance -> {
              assertThat(guidance.code()).isEqualTo(Code.UNDECIDED_COMPARISON);
              assertThat(guidance.figures().get("documentsNeeded").longValue())
                  .isEqualTo(comparison.micro().f1().documentsNeeded().orElseThrow());
            });
    assertThat(Guidance.from(PairedComparison.of(baseline, baseline, ResamplingOptions.defaults())))
        .isEmpty();
  }

  @Test
  void readsTheSameInAnyLocaleAndWithAnyText() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      Evaluation evaluation =
          evaluate(
              6, "\uD83D\uDE00\uD83D\uDE00 \uD800x", "\uD83D\uDE00\uD83D\uDE00/Site \uD800x/Site");
      List<Guidance> all = Guidance.from(evaluation);

      assertThat(only(Code.PROBABLE_OMISSIONS, all).message()).contains("\uD83D\uDE00");
      assertThat(all)
          .allSatisfy(
              guidance -> {
                assertThat(guidance.toMap())
                    .containsEntry("code", guidance.code().key())
                    .containsKeys("severity", "types", "figures", "message", "advice", "documents");
                assertThat(guidance.toString())
                    .startsWith(guidance.severity().key() + ": ")
                    .endsWith(guidance.advice());
              });
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void namesManyTypesBriefly() {
    assertThat(GuidanceText.list(List.of("A"))).isEqualTo("'A'");
    assertThat(GuidanceText.list(List.of("A", "B", "C"))).isEqualTo("'A', 'B' and 'C'");
    assertThat(GuidanceText.list(List.of("A", "B", "C", "D", "E", "F")))
        .isEqualTo("'A', 'B', 'C', 'D' and 2 more");
  }

  @Test
  void refusesOptionsThatCannotBe() {
    Stream.<Runnable>of(
            () -> GuidanceOptions.builder().minLabels(-1),
            () -> GuidanceOptions.builder().imbalance(0.5),
            () -> GuidanceOptions.builder().mixDistance(1.5),
            () -> GuidanceOptions.builder().boundaryGap(Double.NaN))
        .forEach(
            wrong ->
                assertThatThrownBy(wrong::run).isExactlyInstanceOf(IllegalArgumentException.class));
  }
}
