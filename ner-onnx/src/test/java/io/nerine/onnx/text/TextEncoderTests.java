package io.nerine.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextEncoderTests {

  private static SubwordTokenizer tokenizer;

  @BeforeAll
  @BeforeContainer
  static void load() {
    tokenizer = SubwordTokenizer.of(TinyTokenizer.json(List.of("anna", "visits"), true));
  }

  @AfterAll
  @AfterContainer
  static void close() {
    tokenizer.close();
  }

  private static EncodedText encode(String text, PipelineSettings settings) {
    return new TextEncoder(tokenizer, settings).encode(text);
  }

  @Test
  void emptyTextHasNoWindow() {
    EncodedText encoded = encode(" \n\u0301 \u200B", PipelineSettings.defaults());
    assertThat(encoded.size()).isZero();
    assertThat(encoded.windows()).isEmpty();
    assertThat(encoded.tokens()).isZero();
  }

  @Test
  void windowHoldsTokensPositionsAndCases() {
    EncodedText encoded = encode("Anna ab\u0301 ,", new PipelineSettings(64, 16, true));
    assertThat(encoded.windows()).containsExactly(new TextWindow(0, 3, 6));
    EncodedWindow window = encoded.encodeWindow(encoded.windows().get(0));
    List<String> vocabulary = TinyTokenizer.vocabulary(List.of("anna", "visits"));
    assertThat(Arrays.stream(window.inputIds()).mapToObj(vocabulary::get))
        .containsExactly("[CLS]", "anna", "a", "##b", ",", "[SEP]");
    assertThat(window.firstTokens()).containsExactly(1, 2, 4);
    assertThat(window.caseIds()).containsExactly(0, 2, 1, 1, 0, 0);
    assertThat(encoded.tokenCount(1)).isEqualTo(2);
    assertThat(encoded.end(1)).isEqualTo(8);
  }

  @Test
  void casesAreLeftOutWhereTheModelHasNone() {
    EncodedText encoded = encode("Anna", new PipelineSettings(64, 16, false));
    assertThat(encoded.encodeWindow(encoded.windows().get(0)).caseIds()).containsOnly(0);
  }

  @Test
  void wordsThatTheTokenizerDropsAreLeftOut() {
    EncodedText encoded = encode("anna \uFFFD \uD83D visits", PipelineSettings.defaults());
    assertThat(encoded.size()).isEqualTo(2);
    assertThat(encoded.start(1)).isEqualTo(9);
    assertThat(encoded.hasUnpairedSurrogates()).isTrue();
  }

  @Test
  void wordOfTooManyTokensIsRepresentedByItsFirstOnes() {
    EncodedText encoded = encode("abcdefghij anna", new PipelineSettings(8, 3, false));
    assertThat(encoded.tokenCount(0)).isEqualTo(3);
    assertThat(encoded.end(0)).isEqualTo(10);
  }

  @Test
  void longRunsAreCounted() {
    assertThat(encode("x".repeat(300), PipelineSettings.defaults()).splitRuns()).isEqualTo(1);
  }

  @Test
  void windowOfAnotherTextIsRefused() {
    EncodedText encoded = encode("anna", PipelineSettings.defaults());
    assertThatThrownBy(() -> encoded.encodeWindow(new TextWindow(0, 2, 4)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Property(tries = 1000)
  void windowsCoverAllWordsWithinTheBudgetAndOverlap(
      @ForAll @From(supplier = UnicodeTexts.class) String text,
      @ForAll("settings") PipelineSettings settings) {
    EncodedText encoded = encode(text, settings);
    List<TextWindow> windows = encoded.windows();
    int budget = settings.maxTokens() - 2;
    int covered = 0;
    TextWindow before = null;
    for (TextWindow window : windows) {
      assertThat(window.firstWord()).isLessThanOrEqualTo(covered);
      assertThat(window.endWord()).isGreaterThan(covered);
      int tokens = tokens(encoded, window.firstWord(), window.endWord());
      assertThat(window.tokens()).isEqualTo(tokens + 2).isLessThanOrEqualTo(settings.maxTokens());
      if (before != null) {
        boolean last = window.endWord() == encoded.size();
        int shared = tokens(encoded, window.firstWord(), before.endWord());
        if (!last) {
          assertThat(shared).isLessThanOrEqualTo(settings.overlapTokens());
        }
        // One word more would go beyond what was asked for, or beyond the window.
        int first = window.firstWord();
        int more = tokens + encoded.tokenCount(first - 1);
        assertThat(
                last
                    ? more > budget
                    : shared + encoded.tokenCount(first - 1) > settings.overlapTokens())
            .isTrue();
      }
      if (window.endWord() < encoded.size()) {
        assertThat(tokens + encoded.tokenCount(window.endWord())).isGreaterThan(budget);
      }
      EncodedWindow input = encoded.encodeWindow(window);
      assertThat(input.tokens()).isEqualTo(window.tokens());
      assertThat(input.words()).isEqualTo(window.words());
      covered = window.endWord();
      before = window;
    }
    assertThat(covered).isEqualTo(encoded.size());
    assertThat(encode(text, settings).windows()).isEqualTo(windows);
  }

  private static int tokens(EncodedText encoded, int from, int to) {
    int tokens = 0;
    for (int word = from; word < to; word++) {
      tokens += encoded.tokenCount(word);
    }
    return tokens;
  }

  @Provide
  Arbitrary<PipelineSettings> settings() {
    return Combinators.combine(
            Arbitraries.integers().between(8, 80), Arbitraries.integers().between(0, 39))
        .as((max, overlap) -> new PipelineSettings(max, Math.min(overlap, (max - 2) / 2), true));
  }
}
