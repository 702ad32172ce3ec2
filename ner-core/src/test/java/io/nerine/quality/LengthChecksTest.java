package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LengthChecksTest {

  private static QualityReport check(EntityType type, String... mentions) {
    List<String> texts = new ArrayList<>();
    for (String mention : mentions) {
      texts.add("We note [" + mention + "|" + type.name() + "] in the list");
    }
    EntitySchema schema = EntitySchema.builder("lists").type(type).build();
    return DataQuality.check(Dataset.of(schema, Marked.documents(texts.toArray(String[]::new))));
  }

  private static String[] parts(int count) {
    String[] parts = new String[count];
    for (int i = 0; i < count; i++) {
      parts[i] = "Valve " + (char) ('A' + i % 26) + i;
    }
    return parts;
  }

  @Test
  void mentionFarLongerThanTheOthersIsTold() {
    String[] parts = parts(30);
    parts[7] = "a valve that was taken out of the second pump after the flood in spring";
    assertThat(check(EntityType.of("Part"), parts).findings(FindingCode.LONG_MENTION))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.documentId()).contains("d8");
              assertThat(finding.figures()).containsEntry("usualWords", 2);
              assertThat(finding.certainty()).isBetween(0.5, 0.9);
            });
    assertThat(check(EntityType.of("Part"), parts(30)).findings(FindingCode.LONG_MENTION))
        .isEmpty();
  }

  @Test
  void mentionOfMoreCharactersThanAllowedIsTold() {
    String[] parts = parts(30);
    parts[3] = "x".repeat(501);
    assertThat(check(EntityType.of("Part"), parts).findings(FindingCode.LONG_MENTION))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void typeWithLongAndVariedMentionsIsBroad() {
    String[] addresses = new String[20];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = "the " + i + "th house of the old mill road behind station " + (i * 7);
    }
    assertThat(check(EntityType.of("Address"), addresses).findings(FindingCode.BROAD_TYPE))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.types()).containsExactly("Address");
              assertThat(finding.figures()).containsEntry("differentTexts", 20L);
            });
    assertThat(check(EntityType.of("Part"), parts(30)).findings(FindingCode.BROAD_TYPE)).isEmpty();
  }

  @Test
  void mentionThatBreaksAHintIsTold() {
    EntityType part = EntityType.builder("Part").pattern("[A-Z]{2}-\\d+").length(4, 8).build();
    QualityReport report = check(part, "GX-4471", "GX-1", "gx-12", "GX-445566", "G-1");
    assertThat(report.findings(FindingCode.HINT_BROKEN))
        .extracting(Finding::message)
        .containsExactlyInAnyOrder(
            "1 mention of Part against the pattern of the schema",
            "1 mention of Part with more than the 8 characters that the schema declares",
            "1 mention of Part with less than the 4 characters that the schema declares");
  }

  @Test
  void patternThatBacktracksForEverIsGivenUp() {
    EntityType part = EntityType.builder("Part").pattern("(.*a){12}b").build();
    assertThat(check(part, "a".repeat(60)).findings(FindingCode.HINT_BROKEN))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("gives up after 1,000,000"));
  }
}
