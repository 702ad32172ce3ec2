package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlapChecksTest {

  private static final String TEXT = "The Port of Riga Authority met";

  private static QualityReport check(EntitySpan... spans) {
    AnnotatedDocument document = AnnotatedDocument.builder("d", TEXT).spans(List.of(spans)).build();
    return DataQuality.check(Marked.dataset(List.of(document)));
  }

  private static EntitySpan by(String annotator, int start, int end, String type) {
    return new EntitySpan(start, end, type, Map.of(EntitySpan.ANNOTATOR, annotator));
  }

  @Test
  void crossingTagsAreAnError() {
    assertThat(
            check(new EntitySpan(4, 16, "Site"), new EntitySpan(12, 26, "Firm"))
                .findings(FindingCode.OVERLAP))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.types()).containsExactly("Firm", "Site");
              assertThat(finding.span()).contains(new CharSpan(4, 26));
            });
  }

  @Test
  void samePlaceWithTwoTypesIsAnError() {
    assertThat(
            check(new EntitySpan(12, 16, "City"), new EntitySpan(12, 16, "Firm"))
                .findings(FindingCode.OVERLAP))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.message()).contains("City", "Firm", "1 place");
            });
  }

  @Test
  void nestedTagsAreAWarningAndInformationWhereTheyAreUsual() {
    assertThat(
            check(new EntitySpan(4, 26, "Firm"), new EntitySpan(12, 16, "City"))
                .findings(FindingCode.OVERLAP))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));

    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      documents.add(
          AnnotatedDocument.builder("d" + i, TEXT + i)
              .span(4, 26, "Firm")
              .span(12, 16, "City")
              .build());
    }
    assertThat(DataQuality.check(Marked.dataset(documents)).findings(FindingCode.OVERLAP))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
              assertThat(finding.placeCount()).isEqualTo(5);
            });
  }

  @Test
  void tagThatIsSetTwiceIsTold() {
    QualityReport report = check(new EntitySpan(12, 16, "City"), new EntitySpan(12, 16, "City"));
    assertThat(report.findings(FindingCode.REPEATED_TAG)).hasSize(1);
    assertThat(report.findings(FindingCode.OVERLAP)).isEmpty();
  }

  @Test
  void tagsOfDifferentAnnotatorsMayOverlap() {
    QualityReport report =
        check(by("ann", 4, 16, "Site"), by("bo", 12, 26, "Firm"), by("bo", 4, 8, "Site"));
    assertThat(report.counts())
        .doesNotContainKeys(FindingCode.OVERLAP, FindingCode.REPEATED_TAG)
        .containsKey(FindingCode.ANNOTATORS_DISAGREE);
    assertThat(check(by("ann", 4, 16, "Site"), by("ann", 12, 26, "Firm")).counts())
        .containsKey(FindingCode.OVERLAP);
  }
}
