package io.nerine.onnx.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubwordTokenizerTests {

  private static final List<String> WORDS = List.of("anna", "visits");

  private static SubwordTokenizer tokenizer;

  @BeforeAll
  static void load() {
    tokenizer = SubwordTokenizer.of(TinyTokenizer.json(WORDS, true));
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static int id(String token) {
    return TinyTokenizer.vocabulary(WORDS).indexOf(token);
  }

  @Test
  void wordIsCutIntoPiecesOfTheVocabulary() {
    assertThat(tokenizer.encode("Anna")).containsExactly(id("anna"));
    assertThat(tokenizer.encode("ab")).containsExactly(id("a"), id("##b"));
    assertThat(tokenizer.encode("☃")).containsExactly(TinyTokenizer.UNK);
    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.encode("\u0301")).isEmpty();
  }

  @Test
  void lengthAndPaddingThatTheFileAsksForAreSwitchedOff() {
    assertThat(tokenizer.encode("a")).hasSize(1);
    assertThat(tokenizer.encode("a".repeat(60))).hasSize(60);
  }

  @Test
  void specialTokensSpelledOutAreOrdinaryTextForTheEncoder() {
    EncodedText encoded =
        new TextEncoder(tokenizer, PipelineSettings.defaults()).encode("[SEP] [CLS]");
    int[] ids = encoded.encodeWindow(encoded.windows().get(0)).inputIds();
    assertThat(ids).startsWith(tokenizer.clsId()).endsWith(tokenizer.sepId());
    assertThat(IntStream.of(ids).filter(i -> i == tokenizer.sepId()).count()).isEqualTo(1);
  }

  @Test
  void unpairedSurrogatesReachTheTokenizerAsReplacementCharacters() {
    assertThat(tokenizer.encode("\uD83D")).isEqualTo(tokenizer.encode("\uFFFD"));
    assertThat(tokenizer.encode("a\uDE00b")).isEqualTo(tokenizer.encode("a\uFFFDb"));
  }

  @Test
  void factsOfTheVocabularyAreRead() {
    assertThat(tokenizer.padId()).isEqualTo(TinyTokenizer.PAD);
    assertThat(tokenizer.unkId()).isEqualTo(TinyTokenizer.UNK);
    assertThat(tokenizer.clsId()).isEqualTo(2);
    assertThat(tokenizer.sepId()).isEqualTo(3);
    assertThat(tokenizer.vocabularySize()).isEqualTo(TinyTokenizer.vocabulary(WORDS).size());
    assertThat(tokenizer.lowercases()).isTrue();
    try (SubwordTokenizer cased = SubwordTokenizer.of(TinyTokenizer.json(WORDS, false))) {
      assertThat(cased.lowercases()).isFalse();
      assertThat(cased.encode("Anna")).isNotEqualTo(cased.encode("anna"));
    }
  }

  @Test
  void lowercaseInASequenceOfNormalizersIsSeen() {
    Map<String, Object> definition = TinyTokenizer.definition(WORDS, false);
    definition.put(
        "normalizer",
        Map.of(
            "type",
            "Sequence",
            "normalizers",
            List.of(Map.of("type", "NFC"), Map.of("type", "Lowercase"))));
    try (SubwordTokenizer sequence = SubwordTokenizer.of(TinyTokenizer.json(definition))) {
      assertThat(sequence.lowercases()).isTrue();
    }
  }

  @Test
  void resultsAreTheCallersOwn() {
    tokenizer.encode("visits")[0] = -1;
    assertThat(tokenizer.encode("visits")).containsExactly(id("visits"));
  }

  @Test
  void cacheNeverMixesWordsUp() {
    // More words than the cache holds, twice, against the answers that the vocabulary dictates.
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 70_000; i++) {
        String word = Integer.toString(i, 36);
        int[] ids = tokenizer.encode(word);
        assertThat(ids.length).isEqualTo(word.length());
        assertThat(ids[ids.length - 1])
            .isEqualTo(id((word.length() > 1 ? "##" : "") + word.charAt(word.length() - 1)));
        if (i % 7 != 0 && i > 2_000) {
          i += 5;
        }
      }
    }
  }

  @Test
  void threadsGetTheSameTokens() {
    List<String> words =
        IntStream.range(0, 2_000).mapToObj(i -> "w" + Integer.toString(i * 31, 36)).toList();
    List<int[]> expected = words.stream().map(tokenizer::encode).toList();
    try (SubwordTokenizer fresh = SubwordTokenizer.of(TinyTokenizer.json(WORDS, true))) {
      AtomicInteger wrong = new AtomicInteger();
      IntStream.range(0, 8)
          .parallel()
          .forEach(
              thread -> {
                for (int i = 0; i < words.size(); i++) {
                  int at = (i * 7 + thread * 311) % words.size();
                  if (!Arrays.equals(fresh.encode(words.get(at)), expected.get(at))) {
                    wrong.incrementAndGet();
                  }
                }
              });
      assertThat(wrong).hasValue(0);
    }
  }

  @Test
  void callAfterCloseIsMisuse() {
    SubwordTokenizer closed = SubwordTokenizer.of(TinyTokenizer.json(WORDS, true));
    closed.encode("anna");
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.encode("anna")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> closed.encode("other")).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "not json", "{}", "{\"model\":{}}"})
  void whatIsNoTokenizerIsRefused(String json) {
    assertThatThrownBy(() -> SubwordTokenizer.of(json.getBytes(UTF_8)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @Test
  void tokenizerOfAnotherKindIsRefusedByName() {
    Map<String, Object> definition = TinyTokenizer.definition(WORDS, true);
    definition.put("model", Map.of("type", "BPE", "vocab", Map.of(), "merges", List.of()));
    assertThatThrownBy(() -> SubwordTokenizer.of(TinyTokenizer.json(definition)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'BPE'")
        .hasMessageContaining("WordPiece");
  }

  @Test
  void missingSpecialTokenIsNamed() {
    Map<String, Object> definition = TinyTokenizer.definition(WORDS, true);
    definition.put("added_tokens", List.of());
    definition.put(
        "model",
        Map.of("type", "WordPiece", "unk_token", "[UNK]", "vocab", Map.of("[UNK]", 0, "a", 1)));
    assertThatThrownBy(() -> SubwordTokenizer.of(TinyTokenizer.json(definition)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("[CLS]");
  }

  @Test
  void damagedModelInValidJsonIsRefused() {
    Map<String, Object> definition = TinyTokenizer.definition(WORDS, true);
    definition.put("pre_tokenizer", Map.of("type", "NoSuchThing"));
    assertThatThrownBy(() -> SubwordTokenizer.of(TinyTokenizer.json(definition)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("tokenizer.json");
  }
}
