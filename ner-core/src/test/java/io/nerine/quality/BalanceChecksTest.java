package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What there is too little of, and how parts differ. */
class BalanceChecksTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("news", "City", "Firm", "Person");

  private static List<AnnotatedDocument> documents(String prefix, int count, String text) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(Marked.document(prefix + i, text.replace("#", Integer.toString(i))));
    }
    return documents;
  }

  private static QualityReport check(List<AnnotatedDocument> train, List<AnnotatedDocument> test) {
    return DataQuality.check(Dataset.of(SCHEMA, train), Dataset.of(SCHEMA, test));
  }

  private static List<AnnotatedDocument> joined(
      List<AnnotatedDocument> one, List<AnnotatedDocument> other) {
    List<AnnotatedDocument> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  @Test
  void fewMentionsWarnAndNotManyAreTold() {
    List<AnnotatedDocument> few = documents("a", 14, "[Ilze #|Person] left");
    List<AnnotatedDocument> some = documents("b", 49, "It is in [Tartu #|City] now");
    QualityReport report = DataQuality.check(Dataset.of(SCHEMA, joined(few, some)));
    assertThat(report.findings(FindingCode.FEW_MENTIONS))
        .extracting(f -> f.types().get(0), Finding::severity, f -> f.figures().get("mentions"))
        .containsExactlyInAnyOrder(
            tuple("Person", Severity.WARNING, 14), tuple("City", Severity.INFO, 49));
    assertThat(report.findings(FindingCode.NO_MENTIONS))
        .singleElement()
        .satisfies(finding -> assertThat(finding.types()).containsExactly("Firm"));
    QualityOptions lower =
        QualityOptions.builder()
            .threshold(Threshold.FEW_MENTIONS, 5)
            .threshold(Threshold.ADVISED_MENTIONS, 10)
            .build();
    assertThat(
            DataQuality.check(Dataset.of(SCHEMA, joined(few, some)), lower)
                .findings(FindingCode.FEW_MENTIONS))
        .isEmpty();
  }

  @Test
  void fewDocumentsAndFewSourcesAreTold() {
    List<AnnotatedDocument> documents =
        documents(
            "a", 3, "[Ilze|Person] [Marek|Person] [Aino|Person] [Noor|Person] [Leila|Person] #");
    QualityReport report = DataQuality.check(Dataset.of(SCHEMA, documents));
    assertThat(report.findings(FindingCode.FEW_DOCUMENTS))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    assertThat(report.findings(FindingCode.FEW_SOURCES))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.message()).contains("15 mentions of Person", "3 doc"));
  }

  @Test
  void typesOutOfBalanceAreTold() {
    List<AnnotatedDocument> documents =
        joined(
            documents("a", 100, "[Ilze #|Person] left"),
            joined(
                documents("b", 10, "in [Tartu #|City]"), documents("c", 60, "of [Lumen #|Firm]")));
    assertThat(DataQuality.check(Dataset.of(SCHEMA, documents)).findings(FindingCode.IMBALANCE))
        .singleElement()
        .satisfies(finding -> assertThat(finding.types()).containsExactly("City"));
  }

  @Test
  void typeInEveryDocumentIsTold() {
    assertThat(
            DataQuality.check(Dataset.of(SCHEMA, documents("a", 12, "[Ilze #|Person] left")))
                .findings(FindingCode.NO_COUNTEREXAMPLE))
        .singleElement()
        .satisfies(finding -> assertThat(finding.types()).containsExactly("Person"));
  }

  @Test
  void typeThatOnePartLacksIsTold() {
    QualityReport report =
        check(
            documents("a", 30, "[Ilze #|Person] left [Tartu|City]"),
            documents("b", 30, "[Marek #|Person] joined [Lumen|Firm]"));
    assertThat(report.findings(FindingCode.ABSENT_FROM_TEST))
        .singleElement()
        .satisfies(finding -> assertThat(finding.types()).containsExactly("City"));
    assertThat(report.findings(FindingCode.ABSENT_FROM_TRAINING))
        .singleElement()
        .satisfies(finding -> assertThat(finding.types()).containsExactly("Firm"));
  }

  @Test
  void mixThatDiffersIsToldWithItsMeasureAndChanceIsNot() {
    List<AnnotatedDocument> train =
        joined(documents("a", 80, "[Ilze #|Person] left"), documents("b", 20, "in [Tartu #|City]"));
    List<AnnotatedDocument> test =
        joined(documents("c", 10, "[Aino #|Person] won"), documents("d", 40, "at [Turku #|City]"));
    assertThat(check(train, test).findings(FindingCode.MIX_DIFFERS))
        .singleElement()
        .satisfies(
            finding -> {
              // The root of 1 - H(0.8), of the shares 0.8, 0.2 against 0.2, 0.8.
              assertThat((Double) finding.figures().get("distance")).isEqualTo(0.5273);
              assertThat(finding.message()).contains("test", "train", "0.5273");
            });
    List<AnnotatedDocument> tiny =
        joined(documents("c", 1, "[Aino #|Person] won"), documents("d", 1, "at [Turku #|City]"));
    assertThat(check(train, tiny).findings(FindingCode.MIX_DIFFERS)).isEmpty();
  }

  @Test
  void languagesThatAreRareOrUnseenAreTold() {
    List<AnnotatedDocument> train = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String language = i == 0 ? "et" : i % 2 == 0 ? "de-AT" : "de";
      train.add(Marked.builder("a" + i, "[Ilze " + i + "|Person]").language(language).build());
    }
    AnnotatedDocument test = Marked.builder("t", "[Aino|Person] voitti").language("fi").build();
    assertThat(check(train, List.of(test)).findings(FindingCode.LANGUAGE_MIX))
        .extracting(Finding::severity, f -> f.message().replaceAll(".* in (\\w\\w)\\b.*", "$1"))
        .containsExactly(tuple(Severity.WARNING, "fi"), tuple(Severity.INFO, "et"));
  }

  @Test
  void lengthsThatSpreadOrShiftAreTold() {
    List<AnnotatedDocument> train =
        joined(
            documents("a", 20, "[Ilze #|Person]"),
            documents("b", 20, "[Ilze #|Person] " + "was on the road again ".repeat(40)));
    List<AnnotatedDocument> test =
        documents("c", 20, "[Ilze #|Person] " + "came to the same town ".repeat(90));
    assertThat(check(train, test).findings(FindingCode.LENGTH_SPREAD))
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING, Severity.INFO);
  }

  @Test
  void documentsThatNameTheirPartAreCompared() {
    List<AnnotatedDocument> documents = new ArrayList<>(documents("a", 30, "[Ilze #|Person] left"));
    documents.add(Marked.builder("t", "[Lumen|Firm] grew").part(DatasetPart.TEST).build());
    QualityReport report = DataQuality.check(Dataset.of(SCHEMA, documents));
    assertThat(report.counts()).containsKey(FindingCode.ABSENT_FROM_TRAINING);
    assertThat(report.data()).containsKeys("train", "test");
    assertThat(report.data().get("test"))
        .isInstanceOfSatisfying(Map.class, test -> assertThat(test.get("documents")).isEqualTo(1));
  }
}
