package io.nerine.onnx.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlinerWordsTests {

  private static List<String> words(String text) {
    GlinerWords words = GlinerWords.of(text);
    List<String> found = new ArrayList<>();
    for (int word = 0; word < words.size(); word++) {
      found.add(text.substring(words.start(word), words.end(word)));
    }
    return found;
  }

  @Test
  void wordsAreThoseOfThePythonPackage() {
    JsonNode all =
        GoldenGliner.json(GoldenGliner.directory(GoldenGliner.SPAN).resolveSibling("words.json"));
    assertThat(all.size()).isGreaterThan(100);
    for (JsonNode record : all) {
      String text = record.get(0).asText();
      List<String> expected = new ArrayList<>();
      for (JsonNode span : record.get(1)) {
        expected.add(
            text.substring(
                text.offsetByCodePoints(0, span.get(0).asInt()),
                text.offsetByCodePoints(0, span.get(1).asInt())));
      }
      assertThat(words(text)).as(record.get(0).toString()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "KX-2291-b is here, KX-2291-b|is|here",
    "a--b, a|-|-|b",
    "-a-, -|a|-",
    "snake_case_, snake_case_",
    "don't, don|'|t",
    "京都の山田さん, 京都の山田さん",
    "👍🏽, 👍|🏽"
  })
  void runsAndSingleCharactersAreWords(String text, String expected) {
    assertThat(String.join("|", words(text))).isEqualTo(expected);
  }

  @Test
  void textWithoutWordsHasNone() {
    assertThat(words("")).isEmpty();
    assertThat(words(" \u3000\t\r\n\u001f")).isEmpty();
  }

  @Test
  void unpairedSurrogatesAreWordsOfTheirOwn() {
    GlinerWords words = GlinerWords.of("a\ud83d b");
    assertThat(words.size()).isEqualTo(3);
    assertThat(words.hasUnpairedSurrogates()).isTrue();
    assertThat(GlinerWords.of("a \ud83d\ude00").hasUnpairedSurrogates()).isFalse();
  }

  @Test
  void endlessRunIsCutBetweenCharacters() {
    String text = "x" + "\ud835\udfd8".repeat(50_000) + " end";
    GlinerWords words = GlinerWords.of(text);
    assertThat(words.splitRuns()).isEqualTo(1);
    int at = 0;
    for (int word = 0; word < words.size() - 1; word++) {
      assertThat(words.start(word)).isEqualTo(at);
      at = words.end(word);
      assertThat(at - words.start(word)).isBetween(1, GlinerWords.MAX_LENGTH);
      assertThat(Character.isLowSurrogate(text.charAt(at))).isFalse();
    }
    assertThat(words(text)).endsWith("end");
  }
}
