package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LengthPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.PipelineSettings;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that other taggers on the JVM have or had. */
class PeerRegressionTests {

  private static Extractor extractor;

  @BeforeAll
  static void load() {
    extractor = TinyModel.load();
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  private static List<String> found(Extraction extraction) {
    return extraction.entities().stream()
        .map(entity -> entity.type() + " " + entity.text())
        .toList();
  }

  private static Entity only(String text, String type) {
    List<Entity> entities = extractor.extract(text).entities(type);
    assertThat(entities).hasSize(1);
    return entities.get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "😀 ",
        "😀😀 ",
        "👨‍👩‍👧‍👦 ",
        "🇩🇪🇫🇷 ",
        "é ",
        "漢字 ",
        "שלום ",
        "👍🏽",
        "1️⃣ ",
        "\u200F",
        "\uFEFF"
      })
  void offsetsBehindCharactersOfMoreThanOneUnitAreExact(String before) {
    Entity anna = only(before + "Anna met visits", "Person");
    assertThat(anna.text()).isEqualTo("Anna");
    assertThat(anna.start()).isEqualTo(before.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D Anna",
        "visits \uD83D Anna",
        "\uDE00\uD83D Anna",
        "Anna \uD83D",
        "\uDE00Anna",
        "Anna\uD83D"
      })
  void unpairedSurrogatesMoveNoOffset(String text) {
    Entity anna = only(text, "Person");
    assertThat(anna.text()).isEqualTo("Anna");
    assertThat(anna.start()).isEqualTo(text.indexOf("Anna"));
  }

  @Test
  void lastWordOfALongTextIsFoundAndTheExtractionTellsTheWindows() {
    Extraction extraction = extractor.extract("visits ".repeat(4_999) + "Paris");
    assertThat(found(extraction)).containsExactly("Place Paris");
    assertThat(extraction.windows()).isGreaterThan(100);
    assertThat(extraction.complete()).isTrue();
    ExtractionOptions fail = ExtractionOptions.builder().lengthPolicy(LengthPolicy.FAIL).build();
    assertThatThrownBy(() -> extractor.extract("visits ".repeat(5_000), fail))
        .isInstanceOf(TextTooLongException.class)
        .hasMessageContaining("5000")
        .hasMessageContaining("62")
        .hasMessageContaining("WINDOW");
  }

  @Test
  void windowSizeDoesNotChangeWhatAPositionIndependentModelFinds() {
    String text = "Anna Smith visits Paris, gravely; Bob visits Apple. ".repeat(60);
    byte[] graph = TinyGraph.byIdentity(TinyModel.table());
    try (Extractor narrow =
            TinyModel.load(graph, new PipelineSettings(64, 16, false), LoadOptions.defaults());
        Extractor wide =
            TinyModel.load(graph, new PipelineSettings(512, 128, false), LoadOptions.defaults())) {
      Extraction one = narrow.extract(text);
      Extraction other = wide.extract(text);
      assertThat(one.windows()).isGreaterThan(other.windows());
      assertThat(one.entities()).hasSize(240).isEqualTo(other.entities());
    }
  }

  @Test
  void occurrenceIsTheTaggedOneAndNotTheFirstThatLooksAlike() {
    assertThat(only("an apple from Apple", "Org").start()).isEqualTo(14);
    assertThat(only("The annual report by Ann", "Person").start()).isEqualTo(21);
  }

  @Test
  void entityOfUnknownCharactersHasExactOffsets() {
    Entity odd = only("visits ☃ visits", "Odd");
    assertThat(odd.start()).isEqualTo(7);
    assertThat(odd.text()).isEqualTo("☃");
  }

  @ParameterizedTest
  @ValueSource(strings = {"André", "Andre\u0301", "ANDRÉ"})
  void accentsStayUnderAnUncasedTokenizer(String name) {
    try (Extractor uncased = TinyModel.loadUncased()) {
      List<Entity> entities = uncased.extract("visits " + name + " visits").entities();
      assertThat(entities).hasSize(1);
      assertThat(entities.get(0).text()).isEqualTo(name);
      assertThat(entities.get(0).start()).isEqualTo(7);
    }
  }

  @Test
  void laterPiecesOfAWordNeverCutIt() {
    float[][] table = TinyModel.table();
    int begin = TinyModel.TAGS.tagNames().indexOf("B-Place");
    table[TinyModel.id("W")][0] = 0;
    table[TinyModel.id("W")][begin] = 12;
    table[TinyModel.id("##s")][begin] = 20;
    try (Extractor pieces = TinyModel.load(TinyGraph.byIdentity(table))) {
      assertThat(found(pieces.extract("in Washington, visits")))
          .containsExactly("Place Washington");
    }
  }

  @Test
  void insideTagBehindOutsideIsReadAsTheNextBestLegalTag() {
    float[][] table = TinyModel.table();
    float[] smith = table[TinyModel.id("Smith")];
    smith[TinyModel.TAGS.tagNames().indexOf("I-Person")] = 11;
    try (Extractor outside = TinyModel.load(TinyGraph.byIdentity(table))) {
      assertThat(found(outside.extract("visits Smith visits"))).isEmpty();
      assertThat(found(outside.extract("Anna Smith"))).containsExactly("Person Anna Smith");
    }
    smith[TinyModel.TAGS.tagNames().indexOf("B-Person")] = 5;
    try (Extractor begin = TinyModel.load(TinyGraph.byIdentity(table))) {
      assertThat(found(begin.extract("visits Smith visits"))).containsExactly("Person Smith");
      assertThat(found(begin.extract("Anna Smith"))).containsExactly("Person Anna Smith");
    }
  }

  @Test
  void commaBetweenTwoPeopleDoesNotMergeThem() {
    assertThat(found(extractor.extract("Anna Smith, Anna Smith")))
        .containsExactly("Person Anna Smith", "Person Anna Smith");
    assertThat(found(extractor.extract("Anna,Bob"))).containsExactly("Person Anna", "Person Bob");
    assertThat(found(extractor.extract("Anna Bob"))).containsExactly("Person Anna", "Person Bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- Anna\n- Bob\n",
        "a\tAnna\r\nb\tBob\r\n",
        "\n\nAnna\n\tBob",
        "Anna\u2028Bob",
        "|Anna|Bob|",
        "Anna\u00A0\u00A0Bob",
        "Anna  \u3000 Bob",
        "Anna\u0000Bob",
        "\"Anna\";Bob;"
      })
  void layoutBetweenWordsIsNoPartOfThem(String text) {
    List<Entity> people = extractor.extract(text).entities("Person");
    assertThat(people).extracting(Entity::text).containsExactly("Anna", "Bob");
    assertThat(people)
        .extracting(Entity::start)
        .containsExactly(text.indexOf("Anna"), text.indexOf("Bob"));
  }

  @Test
  void overlapOfWindowsIsResolvedAlikeWhereverTheWindowsFall() {
    String sentence = "Anna Smith visits Paris ";
    for (int shift = 0; shift < 70; shift++) {
      String text = "visits ".repeat(shift) + sentence.repeat(40);
      assertThat(extractor.extract(text).entities()).hasSize(80);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Żółć", "naïve", "Ελλάδα", "Привет", "हिन्दी", "नमस्ते", "Zoë", "İstanbul"})
  void wordsOutsideAsciiStayWhole(String word) {
    Entity odd = only("visits " + word + " visits", "Odd");
    assertThat(odd.text()).isEqualTo(word);
  }

  @Test
  void scoresOfAnotherShapeThanExpectedNameBothShapes() {
    assertThatThrownBy(() -> TinyModel.load(TinyGraph.undeclaredTags(TinyModel.table())))
        .hasRootCauseInstanceOf(InferenceException.class)
        .hasMessageContaining("[1, 64, 9]")
        .hasMessageContaining("[1, 64, 1]");
  }

  @Test
  void resultsDoNotDependOnWhatWasExtractedBefore() {
    List<String> texts =
        List.of("Anna visits Paris", "☃ Apple", "", "Anna Smith ".repeat(100), "Bob");
    List<List<Entity>> alone =
        texts.stream().map(text -> extractor.extract(text).entities()).toList();
    for (int round = 0; round < 3; round++) {
      for (int i = texts.size() - 1; i >= 0; i--) {
        assertThat(extractor.extract(texts.get(i)).entities()).isEqualTo(alone.get(i));
      }
    }
  }

  @Test
  void batchMatesChangeScoresByRoundingAtMost() {
    try (Extractor mixing = TinyModel.load(TinyGraph.mixing(TinyModel.table()))) {
      List<String> texts =
          List.of(
              "Anna visits Paris", "Bob", "Anna Smith visits Apple in Paris today", "☃ ☃ ☃ Paris");
      List<Extraction> together = mixing.extractAll(texts);
      for (int i = 0; i < texts.size(); i++) {
        List<Entity> alone = mixing.extract(texts.get(i)).entities();
        List<Entity> batched = together.get(i).entities();
        assertThat(batched).hasSameSizeAs(alone);
        for (int k = 0; k < alone.size(); k++) {
          assertThat(batched.get(k).span()).isEqualTo(alone.get(k).span());
          assertThat(Math.abs(batched.get(k).confidence() - alone.get(k).confidence()))
              .isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  void defaultLocaleHasNoEffect() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try (Extractor uncased = TinyModel.loadUncased()) {
      assertThat(found(uncased.extract("SMITH visits PARIS, VISITS"))).contains("Place PARIS");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void callsAfterCloseThrowOurException() {
    Extractor closed = TinyModel.load();
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.extract("Anna"))
        .isInstanceOf(ExtractorClosedException.class)
        .hasMessageContaining("tiny");
    assertThatThrownBy(() -> closed.extractAll(List.of("Anna")))
        .isInstanceOf(ExtractorClosedException.class);
    assertThatThrownBy(() -> closed.extractAsync("Anna").join())
        .hasCauseInstanceOf(ExtractorClosedException.class);
  }
}
