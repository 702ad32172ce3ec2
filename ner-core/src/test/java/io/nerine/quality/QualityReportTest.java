package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.data.Dataset;
import io.nerine.internal.Json;
import io.nerine.schema.EntitySchema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QualityReportTest {

  private static QualityReport report;

  @BeforeAll
  static void check() {
    EntitySchema schema = EntitySchema.of("news", "City", "Firm", "Person");
    report =
        DataQuality.check(
            FaultPlanter.plant(
                    Dataset.of(schema, InventedNews.documents(100, "a", 1)),
                    Dataset.of(schema, InventedNews.documents(20, "b", 2)),
                    8,
                    3)
                .train(),
            Dataset.of(schema, InventedNews.documents(20, "b", 2)));
  }

  @Test
  void findingsAreRankedBySeverityThenCertainty() {
    assertThat(report.findings())
        .hasSizeGreaterThan(20)
        .isSortedAccordingTo(
            Comparator.comparing(Finding::severity)
                .thenComparing(Comparator.comparingDouble(Finding::certainty).reversed()));
  }

  @Test
  void countsAddUp() {
    assertThat(report.counts().values().stream().mapToInt(count -> count).sum())
        .isEqualTo(report.findings().size());
    report.counts().forEach((code, count) -> assertThat(report.findings(code)).hasSize(count));
    assertThat(report.hasErrors()).isEqualTo(!report.findings(Severity.ERROR).isEmpty());
  }

  @Test
  void jsonHoldsEverything() throws Exception {
    JsonNode json = Json.parse(report.toJson());
    assertThat(json.get("findings")).hasSize(report.findings().size());
    JsonNode first = json.get("findings").get(0);
    Finding finding = report.findings().get(0);
    assertThat(first.get("code").asText()).isEqualTo(Names.of(finding.code()));
    assertThat(first.get("message").asText()).isEqualTo(finding.message());
    JsonNode place = first.get("places").get(0);
    assertThat(place.get("document").asText()).isEqualTo(finding.documentId().orElseThrow());
    assertThat(place.get("start").intValue()).isEqualTo(finding.span().orElseThrow().start());
    assertThat(place.get("end").intValue()).isEqualTo(finding.span().orElseThrow().end());
    assertThat(json.at("/severities/warning").intValue())
        .isEqualTo(report.findings(Severity.WARNING).size());
    assertThat(json.at("/data/train/documents").intValue()).isEqualTo(100);
    assertThat(json.at("/options/thresholds/few-mentions").doubleValue()).isEqualTo(15);
  }

  @Test
  void textNamesEveryKindAndIsShorterThanTheDetails() {
    String text = report.toString();
    assertThat(text.lines().count()).isLessThan(report.toDetailedString().lines().count());
    for (FindingCode code : report.counts().keySet()) {
      assertThat(text).contains(Names.of(code) + " (");
    }
    assertThat(text).startsWith("train: 100 documents, ").doesNotContain("\r");
    report
        .findings()
        .forEach(finding -> assertThat(report.toDetailedString()).contains(finding.message()));
  }

  @Test
  void everyFindingHasAMessageAndAdvice() {
    assertThat(report.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.message()).isNotBlank().doesNotContain("%s", "null");
              assertThat(finding.advice()).isNotBlank();
              assertThat(finding.toString()).contains(finding.message());
            });
  }

  @Test
  void findingRefusesWhatCannotBe() {
    assertThatThrownBy(() -> finding(1.1, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("certainty");
    assertThatThrownBy(() -> finding(0.5, Map.of("odd", new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("figures.odd");
    assertThat(finding(1, Map.of("a", 1)).documentId()).isEmpty();
  }

  private static Finding finding(double certainty, Map<String, Object> figures) {
    return new Finding(
        FindingCode.IMBALANCE,
        Severity.INFO,
        certainty,
        List.of(),
        List.of(),
        0,
        figures,
        "message",
        "advice");
  }
}
