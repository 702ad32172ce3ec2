package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnotatorChecksTest {

  /** Ten words. */
  private static final String TEXT = "Ilze met Marek in Riga and then Aino in Turku";

  private static EntitySpan by(String annotator, int start, int end, String type) {
    return new EntitySpan(start, end, type, Map.of(EntitySpan.ANNOTATOR, annotator));
  }

  private static QualityReport check(AnnotatedDocument... documents) {
    return DataQuality.check(Marked.dataset(List.of(documents)));
  }

  @Test
  void agreementIsTheF1OfMentionsAndKappaOfWords() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", TEXT)
            .span(by("ann", 0, 4, "Person"))
            .span(by("ann", 9, 14, "Person"))
            .span(by("ann", 18, 22, "City"))
            .span(by("bo", 0, 4, "Person"))
            .span(by("bo", 18, 22, "Person"))
            .span(by("bo", 40, 45, "City"))
            .build();
    QualityReport report = check(document);

    // Of ten words both say: 1 Person, 6 none; ann 2 Person, 1 City, 7 none, bo the same.
    double observed = 0.7;
    double expected = 0.2 * 0.2 + 0.1 * 0.1 + 0.7 * 0.7;
    assertThat(report.agreements())
        .singleElement()
        .satisfies(
            agreement -> {
              assertThat(agreement.first()).isEqualTo("ann");
              assertThat(agreement.second()).isEqualTo("bo");
              assertThat(agreement.documents()).isEqualTo(1);
              assertThat(agreement.words()).isEqualTo(10);
              assertThat(agreement.sameMentions()).isEqualTo(1);
              assertThat(agreement.f1()).isEqualTo(2.0 / 6, within(1e-12));
              assertThat(agreement.kappa())
                  .isEqualTo((observed - expected) / (1 - expected), within(1e-12));
            });
    assertThat(report.findings(FindingCode.ANNOTATORS_DISAGREE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).startsWith("ann and bo agree with F1 0.3333");
              assertThat(finding.placeCount()).isEqualTo(4);
            });
  }

  @Test
  void fullAgreementIsNoFinding() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", TEXT)
            .span(by("ann", 0, 4, "Person"))
            .span(by("bo", 0, 4, "Person"))
            .span(by("ci", 0, 4, "Person"))
            .build();
    QualityReport report = check(document);
    assertThat(report.agreements())
        .hasSize(3)
        .allSatisfy(
            agreement -> {
              assertThat(agreement.f1()).isEqualTo(1);
              assertThat(agreement.kappa()).isEqualTo(1);
            });
    assertThat(report.findings(FindingCode.ANNOTATORS_DISAGREE)).isEmpty();
  }

  @Test
  void sameTextWithOtherTagsIsToldAtTheDifferences() {
    AnnotatedDocument one = AnnotatedDocument.builder("one", TEXT).span(0, 4, "Person").build();
    AnnotatedDocument two =
        AnnotatedDocument.builder("two", TEXT).span(0, 4, "Person").span(18, 22, "City").build();
    assertThat(check(one, two).findings(FindingCode.SAME_TEXT_TAGGED_DIFFERENTLY))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("'one'", "'two'", "1 tag");
              assertThat(finding.places()).singleElement().hasToString("train two 18..22");
              assertThat(finding.figures()).containsEntry("f1", 0.6667);
            });
    AnnotatedDocument same = AnnotatedDocument.builder("same", TEXT).span(0, 4, "Person").build();
    assertThat(check(one, same).findings(FindingCode.SAME_TEXT_TAGGED_DIFFERENTLY)).isEmpty();
  }

  @Test
  void sameTextOfTwoNamedAnnotatorsCountsForTheirAgreement() {
    AnnotatedDocument one =
        AnnotatedDocument.builder("one", TEXT).span(by("bo", 0, 4, "Person")).build();
    AnnotatedDocument two =
        AnnotatedDocument.builder("two", TEXT).metadata(EntitySpan.ANNOTATOR, "ann").build();
    assertThat(check(one, two).agreements())
        .singleElement()
        .satisfies(
            agreement -> {
              assertThat(agreement.first()).isEqualTo("ann");
              assertThat(agreement.firstMentions()).isZero();
              assertThat(agreement.secondMentions()).isEqualTo(1);
              assertThat(agreement.f1()).isZero();
            });
  }

  @Test
  void partlyReviewedTwinsAreNotCompared() {
    AnnotatedDocument one = AnnotatedDocument.builder("one", TEXT).span(0, 4, "Person").build();
    AnnotatedDocument two =
        AnnotatedDocument.builder("two", TEXT)
            .span(18, 22, "City")
            .reviewedTypes(Set.of("City"))
            .build();
    assertThat(check(one, two).findings(FindingCode.SAME_TEXT_TAGGED_DIFFERENTLY)).isEmpty();
  }
}
