package io.nerine.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordCaseTests {

  @ParameterizedTest
  @CsvSource({
    "4471, NONE",
    "東, NONE",
    "€, NONE",
    "anna, LOWER",
    "straße, LOWER",
    "Anna, TITLE",
    "A, TITLE",
    "3D, TITLE",
    "Ǆ, TITLE",
    "ǅep, TITLE",
    "Élan, TITLE",
    "NATO, UPPER",
    "GX4471, UPPER",
    "𝔸𝔹, UPPER",
    "iPhone, MIXED",
    "McDonald, MIXED",
    "xY, MIXED",
  })
  void caseIsThatOfTheCasedLetters(String word, WordCase expected) {
    assertThat(WordCase.of(word, 0, word.length())).isEqualTo(expected);
  }

  @Test
  void onlyTheWordIsLookedAt() {
    assertThat(WordCase.of("IBM sells", 4, 9)).isEqualTo(WordCase.LOWER);
    assertThatThrownBy(() -> WordCase.of("IBM", 0, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void idsAreThoseThatModelsWereTrainedWith() {
    assertThat(Stream.of(WordCase.values()).map(WordCase::id)).containsExactly(0, 1, 2, 3, 4);
    assertThat(WordCase.TITLE.id()).isEqualTo(2);
  }
}
