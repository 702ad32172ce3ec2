package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageChecksTest {

  private static final String ENGLISH =
      "The boat was built in the harbour of the old town and it is for sale by the owner , who said"
          + " that this was not the first offer to be made on it by people from the coast .";

  private static final String GERMAN =
      "Das Boot wurde im Hafen der alten Stadt gebaut und es ist nicht mehr zu haben , weil der"
          + " Mann von der Küste es für die Kinder mit dem Geld auf der Bank gekauft hat .";

  private static final String RUSSIAN = "Лодку построили в гавани старого города и потом продали .";

  private static List<Finding> check(String language, String text) {
    return DataQuality.check(
            Dataset.of(
                EntitySchema.of("any", "Person"),
                List.of(AnnotatedDocument.builder("d", text).language(language).build())))
        .findings(FindingCode.LANGUAGE_DIFFERS);
  }

  @ParameterizedTest
  @CsvSource({"en", "en-GB", "en_US"})
  void textInItsLanguageIsNotTold(String language) {
    assertThat(check(language, ENGLISH)).isEmpty();
  }

  @Test
  void functionWordsGiveAnotherLanguageAway() {
    assertThat(check("de", GERMAN)).isEmpty();
    assertThat(check("en", GERMAN))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("'en'", "'de'");
              assertThat(finding.documentId()).contains("d");
            });
    assertThat(check("de-AT", ENGLISH)).hasSize(1);
  }

  @Test
  void scriptGivesAnotherLanguageAway() {
    assertThat(check("ru", RUSSIAN)).isEmpty();
    assertThat(check("en", RUSSIAN))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("cyrillic"));
    assertThat(check("ru", ENGLISH)).hasSize(1);
    assertThat(check("sr-Cyrl", ENGLISH)).hasSize(1);
    assertThat(check("sr", ENGLISH)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"xx", "zxx", "''", "not a tag"})
  void languageThatIsNotKnownIsNotChecked(String language) {
    assertThat(check(language, ENGLISH)).isEmpty();
  }

  @Test
  void shortTextIsNotChecked() {
    assertThat(check("en", "Das Boot ist im Hafen .")).isEmpty();
  }

  @Test
  void soleLanguageOfTheSchemaIsDeclaredForAll() {
    EntitySchema schema =
        EntitySchema.builder("any").language("en").type(EntityType.of("Person")).build();
    assertThat(
            DataQuality.check(Dataset.of(schema, List.of(AnnotatedDocument.of("d", GERMAN))))
                .findings(FindingCode.LANGUAGE_DIFFERS))
        .hasSize(1);
  }
}
