package io.nerine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternExtractorTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("tickets", "PartNumber", "Amount");

  private static List<String> found(PatternExtractor.Builder builder, String text) {
    return builder.build().extract(text).entities().stream()
        .map(entity -> entity.type() + " " + entity.text())
        .toList();
  }

  @Test
  void findsMatchesOfAllExpressions() {
    PatternExtractor.Builder builder =
        PatternExtractor.builder(SCHEMA)
            .pattern("PartNumber", "[A-Z]{2}-\\d{3,4}(-[A-Z])?")
            .pattern("Amount", "\\d+ EUR");
    assertThat(found(builder, "GX-4471-B at 30 EUR, AB-123."))
        .containsExactly("PartNumber GX-4471-B", "Amount 30 EUR", "PartNumber AB-123");
  }

  @Test
  void takesNoPartOfAWordUnlessAsked() {
    PatternExtractor.Builder builder =
        PatternExtractor.builder(SCHEMA).pattern("PartNumber", "[A-Z]{2}\\d{3}");
    assertThat(found(builder, "XAB1234 AB123 éAB123 AB123e\u0301 漢AB123漢"))
        .containsExactly("PartNumber AB123", "PartNumber AB123");
    assertThat(found(builder.insideWords(), "XAB1234")).containsExactly("PartNumber AB123");
  }

  @Test
  void goesOnWithinAMatchThatIsPartOfAWord() {
    PatternExtractor.Builder builder =
        PatternExtractor.builder(SCHEMA).pattern("Amount", "\\d+( EUR)?");
    assertThat(found(builder, "x12 EUR 7")).containsExactly("Amount 7");
  }

  @Test
  void takesTheGroupNamedMention() {
    PatternExtractor.Builder builder =
        PatternExtractor.builder(SCHEMA)
            .pattern(
                "Amount", Pattern.compile("total:? (?<mention>\\d+)", Pattern.CASE_INSENSITIVE));
    assertThat(found(builder, "Total: 40, total 50")).containsExactly("Amount 40", "Amount 50");
  }

  @Test
  void neverFindsTheEmptyMatch() {
    PatternExtractor.Builder builder = PatternExtractor.builder(SCHEMA).pattern("Amount", "\\d*");
    assertThat(found(builder, "a 12 \uD83D\uDE00 b")).containsExactly("Amount 12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a*)*b", "(?:a?){60}a{60}$"})
  void stopsExpressionsThatTakeForEver(String pattern) {
    PatternExtractor extractor =
        PatternExtractor.builder(SCHEMA)
            .pattern("PartNumber", pattern)
            .pattern("Amount", "\\d+ EUR")
            .timeLimit(Duration.ofMillis(100))
            .build();
    String text = "12 EUR " + "a".repeat(5_000) + "!";
    Extraction extraction =
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> extractor.extract(text));
    assertThat(extraction.entities("Amount")).hasSize(1);
    assertThat(extraction.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo(ExtractionWarning.Code.RULE_TIME_LIMIT);
              assertThat(warning.message()).contains("'PartNumber'", "from ");
            });
  }

  @Test
  void failsWhenTheTimeOfTheCallIsOver() {
    PatternExtractor extractor =
        PatternExtractor.builder(SCHEMA).pattern("PartNumber", "(a+)+$").build();
    ExtractionOptions hurried = ExtractionOptions.builder().timeout(Duration.ofMillis(50)).build();
    assertThatThrownBy(() -> extractor.extract("a".repeat(5_000) + "!", hurried))
        .isInstanceOf(ExtractionTimeoutException.class)
        .hasMessageContaining("PartNumber");
  }

  @Test
  void survivesExpressionsThatNestTooDeeply() {
    PatternExtractor extractor =
        PatternExtractor.builder(SCHEMA).pattern("PartNumber", "(?:x|y)*z").build();
    Extraction extraction = extractor.extract("xy".repeat(500_000) + "z");
    assertThat(extraction.warnings())
        .allMatch(warning -> warning.code() == ExtractionWarning.Code.RULE_TIME_LIMIT);
    assertThat(extraction.warnings().size() + extraction.entities().size()).isEqualTo(1);
  }

  @Test
  void readsTheHintsOfASchema() {
    EntitySchema schema =
        EntitySchema.builder("tickets")
            .type(EntityType.builder("PartNumber").pattern("[A-Z]{2}\\d{2}").build())
            .build();
    assertThat(PatternExtractor.of(schema).extract("AB12").entities())
        .extracting(Entity::source)
        .containsExactly("pattern");
    assertThatThrownBy(() -> PatternExtractor.of(SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No pattern");
  }

  @Test
  void refusesWhatMakesNoSenseAndCallsAfterClosing() {
    PatternExtractor.Builder builder = PatternExtractor.builder(SCHEMA);
    assertThatThrownBy(() -> builder.pattern("Ship", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Ship'");
    assertThatThrownBy(() -> builder.pattern("Amount", "(x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Amount' is not valid");
    assertThatThrownBy(() -> builder.timeLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    PatternExtractor extractor = builder.pattern("Amount", "\\d").build();
    extractor.close();
    assertThatThrownBy(() -> extractor.extract("1")).isInstanceOf(ExtractorClosedException.class);
  }
}
