package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChecksTest {

  private static QualityReport check(EntityType... types) {
    EntitySchema.Builder schema = EntitySchema.builder("contracts");
    for (EntityType type : types) {
      schema.type(type);
    }
    return DataQuality.check(
        Dataset.of(schema.build(), List.of(AnnotatedDocument.of("d", "No mention here"))));
  }

  @ParameterizedTest
  @CsvSource({
    "StartDate, start_dates, WARNING",
    "PER, per, WARNING",
    "Supplier, Suppliers, WARNING",
    "Borrower, Barrower, WARNING",
    "FirstParty, SecondParty, INFO",
  })
  void namesThatAreEasilyConfusedAreTold(String one, String other, Severity severity) {
    assertThat(check(EntityType.of(one), EntityType.of(other)).findings(FindingCode.SIMILAR_NAMES))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.types()).containsExactly(one, other);
              assertThat(finding.severity()).isEqualTo(severity);
            });
  }

  @ParameterizedTest
  @CsvSource({"Person, Part", "ORG, LOC", "Address, Dress", "DueDate, Date", "Bus, Bu"})
  void otherNamesAreNotTold(String one, String other) {
    assertThat(check(EntityType.of(one), EntityType.of(other)).findings(FindingCode.SIMILAR_NAMES))
        .isEmpty();
  }

  @Test
  void descriptionsWithTheSameWordsAreTold() {
    EntityType lender =
        EntityType.builder("Lender").description("The party named in the loan agreement").build();
    EntityType borrower =
        EntityType.builder("Borrower").description("A party named in this loan agreement").build();
    EntityType purpose =
        EntityType.builder("Purpose").description("What the money is to be spent on").build();
    assertThat(check(lender, borrower, purpose).findings(FindingCode.SIMILAR_DESCRIPTIONS))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.types()).containsExactly("Lender", "Borrower");
              assertThat(finding.figures()).containsKey("similarity");
            });
  }

  @Test
  void sharedExamplesAreTold() {
    EntityType city = EntityType.builder("City").example("Riga").example("Turku").build();
    EntityType port = EntityType.builder("Port").dictionaryEntry("riga ").build();
    assertThat(check(city, port, EntityType.of("Ship")).findings(FindingCode.SHARED_EXAMPLES))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.types()).containsExactly("City", "Port");
              assertThat(finding.message()).contains("1 example", "'riga'");
            });
  }

  @Test
  void typesThatShareTheirMentionsAreTold() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      texts.add(
          "[Lumen " + i % 10 + "|Buyer] bought from [Lumen " + (i + 5) % 10 + "|Seller] again");
    }
    QualityReport report = DataQuality.check(Marked.dataset(texts.toArray(String[]::new)));
    assertThat(report.findings(FindingCode.SHARED_MENTIONS))
        .extracting(Finding::types)
        .containsExactlyInAnyOrder(List.of("Buyer", "Seller"), List.of("Seller", "Buyer"));
  }

  @Test
  void typesThatContextCannotTellApartAreTold() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String type = ((i * 7919) >> 3) % 3 == 0 ? "Client" : "Vendor";
      texts.add("The firm [Lumen " + i + "|" + type + "] signed the paper in [Riga|City] today");
    }
    QualityReport report = DataQuality.check(Marked.dataset(texts.toArray(String[]::new)));
    assertThat(report.findings(FindingCode.HARD_TO_TELL))
        .anySatisfy(finding -> assertThat(finding.types()).containsExactly("Client", "Vendor"))
        .noneSatisfy(finding -> assertThat(finding.types()).contains("City"));
  }

  @Test
  void typeOfEverydayWordsIsIndistinct() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      texts.add("[the cat sat on the mat|Phrase] while the cat sat on the mat near [Riga|City]");
    }
    QualityReport report = DataQuality.check(Marked.dataset(texts.toArray(String[]::new)));
    assertThat(report.findings(FindingCode.INDISTINCT_TYPE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.types()).containsExactly("Phrase");
              assertThat((Double) finding.figures().get("inside")).isLessThan(0.5);
            });
  }

  @Test
  void hundredsOfTypesAreChecked() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      texts.add("Item [code " + i % 150 + "|Type" + i % 150 + "x] is in stock");
    }
    QualityReport report = DataQuality.check(Marked.dataset(texts.toArray(String[]::new)));
    assertThat(report.findings(FindingCode.FEW_MENTIONS)).hasSize(150);
  }
}
