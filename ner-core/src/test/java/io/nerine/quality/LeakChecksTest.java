package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakChecksTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("news", "City", "Firm", "Person");

  private static QualityReport check(List<AnnotatedDocument> train, List<AnnotatedDocument> test) {
    return DataQuality.check(Dataset.of(SCHEMA, train), Dataset.of(SCHEMA, test));
  }

  private static AnnotatedDocument renamed(AnnotatedDocument document, String id, String text) {
    return AnnotatedDocument.of(id, text.isEmpty() ? document.text() : text);
  }

  @Test
  void textInBothPartsIsAnErrorThatNamesTheCopyFirst() {
    List<AnnotatedDocument> train = InventedNews.documents(20, "a", 3);
    List<AnnotatedDocument> test = new ArrayList<>(InventedNews.documents(5, "b", 4));
    test.add(renamed(train.get(7), "copy", ""));
    assertThat(check(train, test).findings(FindingCode.LEAKED_DUPLICATE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.places())
                  .extracting(Place::toString)
                  .containsExactly("test copy", "train a7");
              assertThat(finding.span()).isEmpty();
            });
  }

  @Test
  void nearlyTheSameTextInBothPartsIsAWarning() {
    List<AnnotatedDocument> train = InventedNews.documents(20, "a", 3);
    String text = train.get(7).text();
    String edited = text.substring(0, text.lastIndexOf(' ')) + " !";
    assertThat(
            check(train, List.of(renamed(train.get(7), "copy", edited)))
                .findings(FindingCode.LEAKED_NEAR_DUPLICATE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.places().get(0).part()).isEqualTo(DatasetPart.TEST);
              assertThat(finding.documentId()).contains("copy");
            });
  }

  @Test
  void textsThatRepeatWithinAPartAreOneFindingAGroup() {
    List<AnnotatedDocument> train = new ArrayList<>(InventedNews.documents(20, "a", 3));
    train.add(renamed(train.get(2), "again", ""));
    train.add(renamed(train.get(2), "once-more", ""));
    assertThat(check(train, List.of()).findings(FindingCode.DUPLICATE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.placeCount()).isEqualTo(3);
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            });
  }

  @Test
  void shortTextsThatRepeatAreToldTogetherAsInformation() {
    List<AnnotatedDocument> train =
        Marked.documents("Yes .", "Yes .", "No , thanks", "No , thanks", "?");
    assertThat(check(train, List.of(AnnotatedDocument.of("t", "Yes ."))).findings())
        .filteredOn(finding -> finding.code().topic() == FindingCode.Topic.LEAK)
        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
        .extracting(Finding::code)
        .containsExactlyInAnyOrder(FindingCode.LEAKED_DUPLICATE, FindingCode.DUPLICATE);
  }

  @Test
  void typesWhoseMentionsWereAllOrNeverSeenAreTold() {
    List<AnnotatedDocument> train = new ArrayList<>();
    List<AnnotatedDocument> test = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      train.add(Marked.document("a" + i, "[Ilze|Person] of [Lumen " + i + "|Firm] spoke first"));
      test.add(Marked.document("b" + i, "Later [Ilze|Person] met [Cedar " + i + "|Firm] again"));
    }
    QualityReport report = check(train, test);
    assertThat(report.findings(FindingCode.SEEN_MENTIONS))
        .extracting(finding -> finding.types().get(0) + " " + finding.figures().get("seen"))
        .containsExactlyInAnyOrder("Person 25", "Firm 0");
    assertThat(report.data().get("test"))
        .isInstanceOfSatisfying(
            Map.class,
            figures ->
                assertThat(figures.get("seenMentions"))
                    .isEqualTo(Map.of("Person", 1.0, "Firm", 0.0)));
  }
}
