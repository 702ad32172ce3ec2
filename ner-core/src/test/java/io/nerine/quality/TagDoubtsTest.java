package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.schema.EntitySchema;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Doubts about single tags among many that are right. */
class TagDoubtsTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("news", "City", "Firm", "Person");

  private static QualityReport check(AnnotatedDocument... added) {
    return check(QualityOptions.defaults(), added);
  }

  private static QualityReport check(QualityOptions options, AnnotatedDocument... added) {
    List<AnnotatedDocument> documents = new ArrayList<>(InventedNews.documents(150, "a", 5));
    documents.addAll(List.of(added));
    return DataQuality.check(Dataset.of(SCHEMA, documents), options);
  }

  private static List<Finding> at(QualityReport report, FindingCode code, String document) {
    return report.findings(code).stream()
        .filter(f -> f.places().stream().anyMatch(p -> p.documentId().equals(document)))
        .toList();
  }

  @Test
  void typeThatOthersDoNotHaveIsToldAtItsPlaceWithTheCounts() {
    QualityReport report =
        check(
            Marked.document(
                "odd", "A spokesman for [Baltic Bank|City] said the offices in [Riga|City] would"));
    assertThat(at(report, FindingCode.TYPE_DOUBTFUL, "odd"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.types()).containsExactly("City", "Firm");
              assertThat(finding.span()).contains(new CharSpan(16, 27));
              assertThat(finding.message()).contains("'Baltic Bank'", "City", "Firm");
              assertThat(finding.advice()).contains("Firm");
              assertThat(finding.figures()).containsKey("taggedAs");
            });
  }

  @Test
  void edgeThatOthersDoNotHaveIsToldWithWhatIsLikelier() {
    QualityReport report =
        check(
            Marked.document("wide", "[In Riga|City] , police asked the public for help ."),
            Marked.document("narrow", "According to [Ilze|Person] Kask , nobody knew ."));
    assertThat(at(report, FindingCode.BOUNDARY_DOUBTFUL, "wide"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.span()).contains(new CharSpan(0, 7));
              assertThat(finding.message()).contains("'In Riga'", "'Riga' is likelier");
            });
    assertThat(at(report, FindingCode.BOUNDARY_DOUBTFUL, "narrow"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.span()).contains(new CharSpan(13, 22));
              assertThat(finding.advice()).contains("'Ilze Kask'");
            });
  }

  @Test
  void nameThatIsTaggedElsewhereIsMissed() {
    QualityReport report =
        check(Marked.document("gap", "The match in Tartu was called off because of snow ."));
    assertThat(at(report, FindingCode.MISSING_MENTION, "gap"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.types()).containsExactly("City");
              assertThat(finding.span()).contains(new CharSpan(13, 18));
              assertThat(finding.figures()).containsEntry("untagged", 1);
              assertThat((Integer) finding.figures().get("tagged")).isGreaterThan(10);
            });
  }

  @Test
  void nameThatIsTaggedNowhereIsMissedByItsContext() {
    QualityReport report =
        check(
            Marked.document(
                "new", "A spokesman for Zephyr Timber said the offices in [Riga|City] would"));
    assertThat(at(report, FindingCode.MISSING_MENTION, "new"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.types()).containsExactly("Firm");
              assertThat(finding.span()).contains(new CharSpan(16, 29));
              assertThat(finding.message()).contains("looks like Firm");
            });
  }

  @Test
  void whatWasNotReviewedIsNotMissed() {
    String text = "The match in Tartu was called off because of snow .";
    QualityReport report =
        check(
            AnnotatedDocument.builder("types", text).reviewedTypes(Set.of("Person")).build(),
            AnnotatedDocument.builder("regions", text)
                .reviewedRegions(List.of(new CharSpan(19, 51)))
                .build(),
            AnnotatedDocument.builder("rejected", text)
                .rejectedSpan(new EntitySpan(13, 18, "City"))
                .build(),
            AnnotatedDocument.builder("reviewed", text)
                .reviewedTypes(Set.of("Person", "City"))
                .reviewedRegions(List.of(new CharSpan(4, 30)))
                .rejectedSpan(new EntitySpan(13, 18, "Person"))
                .build());
    assertThat(report.findings(FindingCode.MISSING_MENTION))
        .flatExtracting(Finding::places)
        .extracting(Place::documentId)
        .contains("reviewed")
        .doesNotContain("types", "regions", "rejected");
  }

  @Test
  void unknownNameInARejectedPlaceIsNotMissed() {
    String text = "A spokesman for Zephyr Timber said the offices would stay open .";
    QualityReport report =
        check(
            AnnotatedDocument.builder("rejected", text)
                .rejectedSpan(new EntitySpan(16, 29, "Firm"))
                .build());
    assertThat(at(report, FindingCode.MISSING_MENTION, "rejected")).isEmpty();
  }

  @Test
  void rejectedTypeIsNotProposed() {
    AnnotatedDocument document =
        Marked.builder("odd", "A spokesman for [Baltic Bank|City] said the offices would stay open")
            .rejectedSpan(new EntitySpan(16, 27, "Firm"))
            .build();
    assertThat(at(check(document), FindingCode.TYPE_DOUBTFUL, "odd"))
        .allSatisfy(finding -> assertThat(finding.types()).doesNotContain("Firm"));
  }

  @Test
  void tagOnATextThatIsHardlyEverTaggedIsTold() {
    QualityReport report =
        check(
            Marked.document("odd", "Prices rose by 3 percent , [analysts|Firm] said on Friday ."));
    assertThat(at(report, FindingCode.RARELY_TAGGED, "odd"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.types()).containsExactly("Firm");
              assertThat((Integer) finding.figures().get("untagged")).isGreaterThan(20);
            });
  }

  @Test
  void repeatedFaultIsOneFindingWithItsPlaces() {
    List<AnnotatedDocument> gaps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      gaps.add(Marked.document("gap" + i, "The match in Tartu was called off in round " + i));
    }
    QualityReport report = check(gaps.toArray(AnnotatedDocument[]::new));
    assertThat(report.findings(FindingCode.MISSING_MENTION))
        .filteredOn(finding -> finding.message().contains("'Tartu'"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.placeCount()).isEqualTo(4);
              assertThat(finding.places()).hasSize(4);
            });
    QualityOptions two = QualityOptions.builder().threshold(Threshold.MAX_PLACES, 2).build();
    assertThat(check(two, gaps.toArray(AnnotatedDocument[]::new)).findings())
        .filteredOn(finding -> finding.message().contains("'Tartu' carries no tag"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.placeCount()).isEqualTo(4);
              assertThat(finding.places()).hasSize(2);
            });
  }

  @Test
  void textThatIsTaggedInHalfOfItsPlacesIsInformationAtMost() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = i % 2 == 0 ? "[Rose|Person]" : "Rose";
      documents.add(Marked.document("r" + i, name + " seen in garden number " + i));
    }
    QualityReport report = check(documents.toArray(AnnotatedDocument[]::new));
    assertThat(report.findings())
        .filteredOn(finding -> finding.message().startsWith("'Rose'"))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
        .anySatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCode.TAGGING_VARIES);
              assertThat(finding.figures()).containsEntry("tagged", 10);
              assertThat(finding.figures()).containsEntry("untagged", 10);
            });
  }

  @Test
  void textWithSeveralTypesIsToldOnceWithItsCounts() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String type = i % 3 == 0 ? "Firm" : "Person";
      documents.add(Marked.document("v" + i, "[Marlowe|" + type + "] wrote letter number " + i));
    }
    assertThat(check(documents.toArray(AnnotatedDocument[]::new)).findings(FindingCode.TYPE_VARIES))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
              assertThat(finding.types()).containsExactly("Person", "Firm");
              assertThat(finding.message())
                  .isEqualTo("'Marlowe' is tagged Person 8 times, Firm 4 times");
              assertThat(finding.placeCount()).isEqualTo(4);
            });
  }

  @Test
  void mentionWithVaryingEdgeIsToldOnceWithItsCounts() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      String mention = i % 2 == 0 ? "[the Guild|Firm]" : "the [Guild|Firm]";
      documents.add(Marked.document("v" + i, "They asked " + mention + " for a loan of " + i));
    }
    assertThat(
            check(documents.toArray(AnnotatedDocument[]::new))
                .findings(FindingCode.BOUNDARY_VARIES))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("'the Guild'", "7 times", "'Guild'");
              assertThat(finding.figures()).containsEntry("whole", 7).containsEntry("part", 7);
            });
  }

  @Test
  void caseAndInflectionAreFoldedOnRequest() {
    AnnotatedDocument upper = Marked.document("upper", "TARTU WAS CALLED OFF AGAIN");
    AnnotatedDocument inflected = Marked.document("inflected", "Die Stadtwache Uppsalas half .");
    assertThat(texts(check(upper, inflected))).noneMatch(message -> message.startsWith("'"));
    assertThat(texts(check(QualityOptions.builder().ignoreCase(true).build(), upper)))
        .anyMatch(message -> message.startsWith("'Tartu' carries no tag"));
    assertThat(texts(check(QualityOptions.builder().ignoreInflection(true).build(), inflected)))
        .anyMatch(message -> message.startsWith("'Uppsala' carries no tag"));
  }

  /** What is said of texts that are tagged elsewhere. */
  private static List<String> texts(QualityReport report) {
    return report.findings(FindingCode.MISSING_MENTION).stream()
        .filter(finding -> (Integer) finding.figures().get("tagged") > 0)
        .map(Finding::message)
        .toList();
  }
}
