package io.nerine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nerine.exception.DataFormatException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Entity;
import io.nerine.extract.ExtractionOptions;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryExtractorTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("tickets", "Site", "Part", "Firm");

  private static List<String> found(DictionaryExtractor extractor, String text) {
    return extractor.extract(text).entities().stream()
        .map(entity -> entity.type() + " " + entity.text())
        .toList();
  }

  private static DictionaryExtractor.Builder harbours() {
    return DictionaryExtractor.builder(SCHEMA)
        .entry("Site", "Riga Harbour")
        .entry("Site", "Riga")
        .entry("Part", "GX-4471-B")
        .entry("Firm", "Krüger & Söhne");
  }

  @Test
  void findsTheLongestMentionWithItsOffsetsInTheTextAsItIs() {
    String text = "To RIGA \u00A0 harbour: one gx-4471-b, from Riga.";
    List<Entity> entities = harbours().build().extract(text).entities();
    assertThat(entities)
        .extracting(Entity::type, Entity::start, Entity::text, Entity::source)
        .containsExactly(
            tuple("Site", 3, "RIGA \u00A0 harbour", "dictionary"),
            tuple("Part", 23, "gx-4471-b", "dictionary"),
            tuple("Site", 39, "Riga", "dictionary"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rigas", "xRiga", "GX-4471-BC", "GX-44711-B", "Ri ga", "Riga-", ""})
  void findsWholeWordsOnly(String text) {
    assertThat(found(harbours().build(), text))
        .isEqualTo(text.equals("Riga-") ? List.of("Site Riga") : List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kru\u0308ger & So\u0308hne",
        "KRÜGER & SÖHNE",
        "krüger \n& söhne",
        "Krü\u00ADger & Söhne",
        "\uFF2Br\u00FCger & S\u00F6hne"
      })
  void comparesWordsByWhatTheySay(String text) {
    assertThat(found(harbours().build(), "Bill of " + text + ".")).containsExactly("Firm " + text);
  }

  @Test
  void foldsCaseByCharacterWhateverTheLocale() {
    DictionaryExtractor extractor =
        DictionaryExtractor.builder(SCHEMA)
            .entry("Site", "Straße 9")
            .entry("Site", "ΟΔΟΣ")
            .entry("Site", "Iridium")
            .build();
    assertThat(found(extractor, "STRASSE 9, οδος, IRIDIUM, iridium"))
        .containsExactly("Site STRASSE 9", "Site οδος", "Site IRIDIUM", "Site iridium");
  }

  @Test
  void tellsCaseApartIfAsked() {
    assertThat(found(harbours().caseSensitive().build(), "riga Riga")).containsExactly("Site Riga");
  }

  @Test
  void ignoresAccentsIfAsked() {
    assertThat(found(harbours().build(), "Kruger & Sohne")).isEmpty();
    assertThat(found(harbours().ignoreAccents().build(), "Kruger & Sohne")).hasSize(1);
  }

  @Test
  void findsAMentionAsEachOfItsTypesOnce() {
    DictionaryExtractor extractor =
        DictionaryExtractor.builder(SCHEMA)
            .entry("Site", "Jordan")
            .entry("Firm", "Jordan")
            .entry("Firm", "JORDAN")
            .build();
    assertThat(extractor.size()).isEqualTo(2);
    assertThat(found(extractor, "Jordan")).containsExactly("Firm Jordan", "Site Jordan");
  }

  @Test
  void findsOverlappingMentionsIfAsked() {
    DictionaryExtractor.Builder builder =
        DictionaryExtractor.builder(SCHEMA)
            .entry("Site", "North Dock")
            .entry("Part", "Dock Gate")
            .entry("Part", "Gate");
    assertThat(found(builder.build(), "North Dock Gate"))
        .containsExactly("Site North Dock", "Part Gate");
    assertThat(found(builder.overlapping().build(), "North Dock Gate"))
        .containsExactly("Site North Dock", "Part Dock Gate", "Part Gate");
  }

  @Test
  void findsInsideWordsIfAsked() {
    DictionaryExtractor extractor =
        DictionaryExtractor.builder(SCHEMA)
            .entry("Site", "とうきょう")
            .entry("Firm", "New Quay")
            .insideWords()
            .build();
    assertThat(found(extractor, "きのうとうきょうへ、NEW  QUAYで"))
        .containsExactly("Site とうきょう", "Firm NEW  QUAY");
  }

  @ParameterizedTest
  @CsvSource({
    "Riga Harbuor, 1",
    "Riga Harbor, 1",
    "Riga Harbourr, 1",
    "Riga Hxrbour, 1",
    "Riga Hxrbxur, 0",
    "Rigo Harbour, 0",
    "Riga arbour, 1"
  })
  void findsMisspeltWordsIfAsked(String text, int count) {
    List<Entity> entities =
        DictionaryExtractor.builder(SCHEMA)
            .entry("Site", "Riga Harbour")
            .fuzzy()
            .build()
            .extract(text)
            .entities();
    assertThat(entities).hasSize(count);
    assertThat(entities)
        .allSatisfy(entity -> assertThat(entity.confidence()).isBetween(0.9, 0.999));
  }

  @Test
  void prefersTheExactEntryToAMisspeltOne() {
    DictionaryExtractor extractor =
        DictionaryExtractor.builder(SCHEMA)
            .entry("Part", "valves")
            .entry("Site", "valve")
            .entry("Firm", "valge")
            .fuzzy()
            .build();
    assertThat(found(extractor, "valve")).containsExactly("Site valve");
    assertThat(extractor.extract("valve").entities().get(0).confidence()).isEqualTo(1);
  }

  @Test
  void readsTheHintsOfASchema() {
    EntitySchema schema =
        EntitySchema.builder("tickets")
            .type(EntityType.builder("Site").dictionaryEntry("Pier 4").build())
            .type(EntityType.of("Part"))
            .build();
    assertThat(found(DictionaryExtractor.of(schema), "At pier 4.")).containsExactly("Site pier 4");
    assertThatThrownBy(() -> DictionaryExtractor.of(SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no entry");
  }

  @Test
  void readsAFileOfMentions(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("sites.txt");
    Files.writeString(file, "\uFEFFRiga\r\n\r\n  Gdynia  \n");
    DictionaryExtractor extractor =
        DictionaryExtractor.builder(SCHEMA).entries("Site", file).build();
    assertThat(extractor.size()).isEqualTo(2);
    assertThat(found(extractor, "gdynia")).containsExactly("Site gdynia");
    assertThatThrownBy(
            () -> DictionaryExtractor.builder(SCHEMA).entries("Site", directory.resolve("no.txt")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("no.txt");
  }

  @Test
  void readsEntityRulerPatterns(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("patterns.jsonl");
    Files.writeString(
        file,
        """
        {"label": "Firm", "pattern": "Apple", "id": "apple"}
        {"label": "Site", "pattern": [{"LOWER": "san"}, {"LOWER": "remo"}]}
        """);
    DictionaryExtractor extractor = DictionaryExtractor.builder(SCHEMA).entityRuler(file).build();
    assertThat(extractor.extract("Apple or apple in SAN Remo").entities())
        .extracting(Entity::text, Entity::source)
        .containsExactly(tuple("Apple", "dictionary/apple"), tuple("SAN Remo", "dictionary"));
  }

  @Test
  void namesAllThatIsWrongInAnEntityRulerFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("patterns.jsonl");
    Files.writeString(
        file,
        """
        {"label": "Ship", "pattern": "Aurora"}
        {"label": "Site", "pattern": [{"POS": "PROPN"}]}
        {"label": "Site", "pattern": 7}
        {"label": "Site"
        {"pattern": "Riga"}
        """);
    assertThatThrownBy(() -> DictionaryExtractor.builder(SCHEMA).entityRuler(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll(
            "5 problems",
            "line 1: label 'Ship' is not declared",
            "line 2",
            "LOWER",
            "line 3",
            "line 4: no JSON",
            "line 5: label is nothing");
  }

  @Test
  void refusesWhatMakesNoSense() {
    DictionaryExtractor.Builder builder = DictionaryExtractor.builder(SCHEMA);
    assertThatThrownBy(() -> builder.entry("Ship", "Aurora"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not declare type 'Ship'");
    assertThatThrownBy(() -> builder.entry("Site", " \n").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds no word");
    assertThatThrownBy(() -> builder.confidence(1.5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void honoursThresholdsAndClosing() {
    DictionaryExtractor extractor = harbours().confidence(0.6).build();
    assertThat(extractor.extract("Riga").entities().get(0).confidence()).isEqualTo(0.6);
    ExtractionOptions strict = ExtractionOptions.builder().minConfidence("Site", 0.7).build();
    assertThat(extractor.extract("Riga", strict).entities()).isEmpty();
    extractor.close();
    extractor.close();
    assertThatThrownBy(() -> extractor.extract("Riga"))
        .isInstanceOf(ExtractorClosedException.class);
  }

  @Test
  void takesTimeLinearInHostileTexts() {
    DictionaryExtractor extractor =
        DictionaryExtractor.builder(SCHEMA)
            .entry("Part", "a ".repeat(50) + "b")
            .entry("Site", "Riga")
            .build();
    for (String piece : List.of("a ", "a", "\u0301", "\uD83D", "Riga", "Riga ")) {
      String text = piece.repeat(200_000);
      Assertions.assertTimeout(Duration.ofSeconds(10), () -> extractor.extract(text));
    }
  }
}
