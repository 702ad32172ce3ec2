package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UntaggedDocumentsTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("news", "City", "Firm", "Person");

  private static QualityReport check(List<AnnotatedDocument> added) {
    List<AnnotatedDocument> documents = new ArrayList<>(InventedNews.documents(60, "a", 9));
    documents.addAll(added);
    return DataQuality.check(Dataset.of(SCHEMA, documents));
  }

  private static AnnotatedDocument.Builder untagged(String id) {
    return AnnotatedDocument.builder(id, InventedNews.documents(1, "x", 77).get(0).text());
  }

  @Test
  void longDocumentWithoutATagIsOneFindingAndItsNamesAreNotAsWell() {
    QualityReport report = check(List.of(untagged("bare").build()));
    assertThat(report.findings(FindingCode.UNTAGGED_DOCUMENT))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.documentId()).contains("bare");
              assertThat((Double) finding.figures().get("expectedMentions")).isGreaterThan(5);
            });
    assertThat(report.findings(FindingCode.MISSING_MENTION))
        .flatExtracting(Finding::places)
        .extracting(Place::documentId)
        .doesNotContain("bare");
  }

  @Test
  void documentThatWasNotReviewedIsNotTold() {
    QualityReport report =
        check(
            List.of(
                untagged("types").reviewedTypes(Set.of()).build(),
                untagged("regions").reviewedRegions(List.of()).build(),
                AnnotatedDocument.of("short", "It snowed in the night .")));
    assertThat(report.findings(FindingCode.UNTAGGED_DOCUMENT)).isEmpty();
  }

  @Test
  void documentsWithoutATagAreNotToldWhereTheyAreUsual() {
    List<AnnotatedDocument> bare = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      bare.add(untagged("bare" + i).build());
    }
    assertThat(check(bare).findings(FindingCode.UNTAGGED_DOCUMENT)).isEmpty();
  }
}
