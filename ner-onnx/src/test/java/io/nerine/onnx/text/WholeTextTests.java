package io.nerine.onnx.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.nerine.exception.ModelLoadingException;
import io.nerine.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WholeTextTests {

  private static final List<String> NAMES = GoldenModel.NAMES;

  private static final PipelineSettings ONE_WINDOW =
      new PipelineSettings(32_768, 64, false, Tokenization.TEXT);

  private static final Map<String, SubwordTokenizer> TOKENIZERS = new HashMap<>();
  private static final Map<String, HuggingFaceTokenizer> THEIRS = new HashMap<>();

  @BeforeAll
  @BeforeContainer
  static void load() throws IOException {
    for (String name : NAMES) {
      byte[] json = GoldenModel.read(name, "tokenizer.json");
      TOKENIZERS.put(name, SubwordTokenizer.of(json, Tokenization.TEXT));
      THEIRS.put(
          name,
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json), Map.of("truncation", "false", "padding", "false")));
    }
  }

  @AfterAll
  @AfterContainer
  static void close() {
    TOKENIZERS.values().forEach(SubwordTokenizer::close);
    THEIRS.values().forEach(HuggingFaceTokenizer::close);
    TOKENIZERS.clear();
    THEIRS.clear();
  }

  private static SubwordTokenizer tokenizer(String name) {
    return TOKENIZERS.get(name);
  }

  private static EncodedText encode(String name, String text, PipelineSettings settings) {
    return new TextEncoder(tokenizer(name), settings).encode(text);
  }

  /** What of a long text surely fits one window. */
  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 3_000));
  }

  private static int[] ids(EncodedText encoded) {
    assertThat(encoded.windows()).hasSize(1);
    return encoded.encodeWindow(encoded.windows().get(0)).inputIds();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void idsAndOffsetsAreThoseOfTransformers(String name) {
    for (GoldenModel.Golden golden : GoldenModel.records(name)) {
      assertThat(ids(encode(name, golden.text(), ONE_WINDOW)))
          .as(golden.text())
          .isEqualTo(golden.ids());
      Pieces pieces = tokenizer(name).pieces(golden.text());
      assertThat(pieces.size()).isEqualTo(golden.ids().length - 2);
      for (int i = 0; i < pieces.size(); i++) {
        assertThat(pieces.start(i)).as(golden.text()).isEqualTo(golden.starts()[i + 1]);
        assertThat(pieces.end(i)).as(golden.text()).isEqualTo(golden.ends()[i + 1]);
      }
    }
  }

  @Property(tries = 500)
  void idsOfATextInOneWindowAreThoseOfTheWholeText(
      @ForAll @From(supplier = UnicodeTexts.class) String any, @ForAll("names") String name) {
    String text = start(any);
    EncodedText encoded = encode(name, text, ONE_WINDOW);
    if (encoded.size() == 0) {
      assertThat(encoded.windows()).isEmpty();
      return;
    }
    String paired =
        text.codePoints()
            .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    long[] expected = THEIRS.get(name).encode(paired, true, false).getIds();
    assertThat(ids(encoded))
        .isEqualTo(Arrays.stream(expected).mapToInt(Math::toIntExact).toArray());
  }

  @Property(tries = 500)
  void wordsTakeTheScoresOfTheTokenThatCoversTheirStart(
      @ForAll @From(supplier = UnicodeTexts.class) String any, @ForAll("names") String name) {
    String text = start(any);
    EncodedText encoded = encode(name, text, ONE_WINDOW);
    Pieces pieces = tokenizer(name).pieces(text);
    int[] scored =
        encoded.size() == 0
            ? new int[0]
            : encoded.encodeWindow(encoded.windows().get(0)).firstTokens();
    Words words = Words.of(text);
    int next = 0;
    for (int word = 0; word < words.size(); word++) {
      int first = -1;
      for (int piece = 0; piece < pieces.size() && first < 0; piece++) {
        if (pieces.end(piece) > words.start(word) && pieces.start(piece) < words.end(word)) {
          first = piece;
        }
      }
      if (first >= 0) {
        assertThat(encoded.start(next)).isEqualTo(words.start(word));
        assertThat(encoded.end(next)).isEqualTo(words.end(word));
        assertThat(scored[next]).isEqualTo(first + 1);
        next++;
      }
    }
    assertThat(encoded.size()).isEqualTo(next);
  }

  @Property(tries = 500)
  void windowsHoldTheScoredTokenOfEachOfTheirWords(
      @ForAll @From(supplier = UnicodeTexts.class) String any,
      @ForAll("names") String name,
      @ForAll("settings") PipelineSettings settings) {
    String text = start(any);
    EncodedText encoded = encode(name, text, settings);
    EncodedText whole = encode(name, text, ONE_WINDOW);
    assertThat(encoded.size()).isEqualTo(whole.size());
    int[] all = whole.size() == 0 ? new int[0] : ids(whole);
    int[] scored =
        whole.size() == 0 ? new int[0] : whole.encodeWindow(whole.windows().get(0)).firstTokens();
    int covered = 0;
    for (TextWindow window : encoded.windows()) {
      assertThat(window.firstWord()).isLessThanOrEqualTo(covered);
      assertThat(window.endWord()).isGreaterThan(covered);
      covered = window.endWord();
      EncodedWindow input = encoded.encodeWindow(window);
      assertThat(input.tokens())
          .isEqualTo(window.tokens())
          .isLessThanOrEqualTo(settings.maxTokens());
      assertThat(input.inputIds()).startsWith(tokenizer(name).clsId());
      assertThat(input.inputIds()).endsWith(tokenizer(name).sepId());
      for (int i = 0; i < window.words(); i++) {
        assertThat(input.firstTokens()[i]).isBetween(1, window.tokens() - 2);
        assertThat(input.inputIds()[input.firstTokens()[i]])
            .isEqualTo(all[scored[window.firstWord() + i]]);
      }
    }
    assertThat(covered).isEqualTo(encoded.size());
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(NAMES);
  }

  @Provide
  Arbitrary<PipelineSettings> settings() {
    return Combinators.combine(
            Arbitraries.integers().between(8, 80), Arbitraries.doubles().between(0, 1))
        .as(
            (max, share) ->
                new PipelineSettings(max, (int) (share * (max - 2) / 2), false, Tokenization.TEXT));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void longTextsAreCutIntoStretchesThatChangeNoToken(String name) {
    String sentence = "Pump no. 12 leaks 😀 in Valparaíso; ";
    String text = sentence.repeat(5_000);
    Pieces pieces = tokenizer(name).pieces(text);
    long[] expected = THEIRS.get(name).encode(text, false, false).getIds();
    assertThat(Arrays.stream(Arrays.copyOf(pieces.ids(), pieces.size())).asLongStream().toArray())
        .isEqualTo(expected);
    for (int i = 1; i < pieces.size(); i++) {
      assertThat(pieces.start(i)).isGreaterThanOrEqualTo(pieces.start(i - 1));
    }
    assertThat(pieces.end(pieces.size() - 1)).isGreaterThan(text.length() - sentence.length());
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void textsWithoutAnEdgeAreCutBetweenCodePoints(String name) {
    Pieces pieces = tokenizer(name).pieces("x" + "𠮷".repeat(70_000));
    for (int i = 0; i < pieces.size(); i++) {
      assertThat(pieces.start(i) == 0 || pieces.start(i) % 2 == 1).isTrue();
    }
  }

  @Test
  void newLinesBeforeTheFirstWordDoNotPushItOutOfTheWindow() {
    EncodedText encoded =
        encode(
            "roberta-bioes",
            "\n".repeat(200) + "Ostend, Ostend",
            new PipelineSettings(64, 16, false, Tokenization.TEXT));
    EncodedWindow window = encoded.encodeWindow(encoded.windows().get(0));
    assertThat(window.firstTokens()[0]).isEqualTo(1);
  }

  @Test
  void tokenizersOfWholeTextsAreRefusedForWords() {
    assertThatThrownBy(
            () -> SubwordTokenizer.of(GoldenModel.read("xlm-roberta-iob2", "tokenizer.json")))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'Unigram'");
  }

  @Test
  void tokensAroundAWindowAreThoseOfThePostProcessor() {
    assertThat(tokenizer("bert-iob2").clsId()).isEqualTo(2);
    assertThat(tokenizer("roberta-bioes").sepId()).isEqualTo(2);
    assertThat(tokenizer("deberta-v2-iob1-onnx").clsId()).isEqualTo(1);
    assertThat(tokenizer("xlm-roberta-iob2").unkId()).isEqualTo(3);
    assertThat(tokenizer("roberta-bioes").padId()).isEqualTo(1);
  }

  @Test
  void postProcessorOfAnotherShapeIsRefused() {
    String json =
        new String(GoldenModel.read("bert-iob2", "tokenizer.json"), UTF_8)
            .replaceFirst(
                "\\{\"SpecialToken\":\\{\"id\":\"\\[SEP\\]\",\"type_id\":0\\}\\}\\],", "],")
            .replace(",],", "],");
    assertThatThrownBy(() -> SubwordTokenizer.of(json.getBytes(UTF_8), Tokenization.TEXT))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("one token before a text and one behind it");
  }
}
