package io.nerine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTests {

  private static List<String> words(String text) {
    Words words = Words.of(text);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      all.add(text.substring(words.start(i), words.end(i)));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "Anna met Bob. > Anna|met|Bob|.",
        "GX-4471_B costs €5 > GX|-|4471|_|B|costs|€|5",
        "don't > don|'|t",
        "e-mail@x.org > e|-|mail|@|x|.|org",
        "m² ½ Ⅳ > m²|½|Ⅳ",
        "東京都 > 東|京|都",
        "佐々木さん > 佐|々|木|さん",
        "ABC株式会社x > ABC|株|式|会|社|x",
        "naïve café > naïve|café",
        "हिन्दी > हिन्दी",
        "(😀!) > (|😀|!|)",
        "x++ > x|+|+",
      })
  void textIsCutIntoRunsAndSingleCharacters(String text, String expected) {
    assertThat(String.join("|", words(text.strip()))).isEqualTo(expected.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👍🏽", // thumb with skin tone
        "👨‍👩‍👧‍👦", // family
        "❤️‍🔥", // joined with variation selectors
        "🙂‍↔️", // joined with an arrow
        "🇩🇪", // flag letters
        "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F", // tag
        // sequence
        "1️⃣", // keycap
        "#️⃣",
        "\uD83E\uDEE0", // newer than Java 17
      })
  void emojiSequenceIsOneWord(String emoji) {
    assertThat(words(emoji)).containsExactly(emoji);
    assertThat(words("." + emoji + ".")).containsExactly(".", emoji, ".");
    assertThat(words("x " + emoji + " x")).containsExactly("x", emoji, "x");
  }

  @Test
  void flagsStandAloneInARow() {
    assertThat(words("🇩🇪🇫🇷🇮")).containsExactly("🇩🇪", "🇫🇷", "🇮");
  }

  @Test
  void formatCharactersBelongToAWordBetweenItsCharactersOnly() {
    assertThat(words("co\u00ADoperate")).containsExactly("co\u00ADoperate");
    assertThat(words("می\u200Cخواهم")).containsExactly("می\u200Cخواهم");
    assertThat(words("\u200FAnna\u200E \uFEFFBob\u00AD.")).containsExactly("Anna", "Bob", ".");
    assertThat(words("a" + "\u200D".repeat(5) + "b")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t", "\u0000\u0007", "\u2028\u3000\u00A0", "\u200B\uFEFF"})
  void textWithoutVisibleCharactersHasNoWords(String text) {
    assertThat(Words.of(text).size()).isZero();
  }

  @Test
  void combiningMarksStayWithTheirBase() {
    assertThat(words("e\u0301te\u0301 漢\uFE00字"))
        .containsExactly("e\u0301te\u0301", "漢\uFE00", "字");
  }

  @Test
  void unpairedSurrogatesAreWordsOfTheirOwn() {
    assertThat(words("a\uD83Db")).containsExactly("a", "\uD83D", "b");
    assertThat(words("\uDE00\uD83D")).containsExactly("\uDE00", "\uD83D");
    assertThat(Words.of("a\uD83Db").hasUnpairedSurrogates()).isTrue();
    assertThat(Words.of("a😀b").hasUnpairedSurrogates()).isFalse();
  }

  @Test
  void longRunIsCutIntoPiecesAndCountedOnce() {
    Words words = Words.of("x".repeat(200) + " y " + "z".repeat(64));
    assertThat(words.size()).isEqualTo(6);
    assertThat(words.end(0)).isEqualTo(64);
    assertThat(words.splitRuns()).isEqualTo(1);
  }

  @Test
  void longRunIsNotCutBeforeAMarkOrInsideASurrogatePair() {
    assertThat(words("x".repeat(63) + "e\u0301" + "x".repeat(9)).get(0)).hasSize(63);
    assertThat(words("x" + "\uD835\uDC00".repeat(40)).get(0)).hasSize(63);
    assertThat(words("e" + "\u0301".repeat(150)).get(0)).hasSize(64);
    // Marks that take two units, and no letter to cut before.
    assertThat(words("x" + "\uD83A\uDCD0".repeat(60)).get(0)).hasSize(63);
  }

  @Test
  void hostileTextTakesLinearTime() {
    for (String unit :
        List.of("a\u200D\u200D\u200D\u200D", "\u200D", "\u0301", "👨\u200D", "🇩", "\uD83D", "x")) {
      String text = unit.repeat(2_000_000 / unit.length());
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> Words.of(text));
    }
  }

  @Test
  void indexOutsideTheWordsIsRefused() {
    assertThatThrownBy(() -> Words.of("a").start(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Words.of("a").end(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Words.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("text");
  }
}
