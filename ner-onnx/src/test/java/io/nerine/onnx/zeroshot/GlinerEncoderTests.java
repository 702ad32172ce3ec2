package io.nerine.onnx.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.text.Tokenization;
import io.nerine.onnx.zeroshot.GlinerSettings.Pooling;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GlinerEncoderTests {

  private static SubwordTokenizer tokenizer;

  @BeforeAll
  static void load() throws IOException {
    byte[] json =
        Files.readAllBytes(GoldenGliner.directory(GoldenGliner.TOKEN).resolve("tokenizer.json"));
    tokenizer = SubwordTokenizer.of(json, Tokenization.TEXT);
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static GlinerSettings settings(int maxWords, int overlap, int tokens, int types) {
    return new GlinerSettings(
        4, maxWords, overlap, tokens, types, "<<ENT>>", "<<SEP>>", Pooling.FIRST);
  }

  private static TypeLabels labels(int types) {
    return TypeLabels.names(
        EntitySchema.of("many", IntStream.range(0, types).mapToObj(i -> "x" + i).toList()));
  }

  private static GlinerEncoder encoder(GlinerSettings settings, int types) {
    return new GlinerEncoder(tokenizer, settings, labels(types));
  }

  @Test
  void typesAreSharedOutEvenly() {
    GlinerEncoder encoder = encoder(settings(24, 6, 256, 25), 26);
    GlinerText text = encoder.encode("The tug left.");
    assertThat(encoder.prompts()).isEqualTo(2);
    assertThat(text.types(0)).isEqualTo(13);
    assertThat(text.firstType(1)).isEqualTo(13);
    assertThat(encoder(settings(24, 6, 256, 25), 25).prompts()).isEqualTo(1);
  }

  @Test
  void promptTakesHalfOfAWindowAtMost() {
    GlinerEncoder encoder = encoder(settings(24, 6, 40, 25), 20);
    GlinerText text = encoder.encode("The tug left.");
    int types = 0;
    for (int prompt = 0; prompt < encoder.prompts(); prompt++) {
      assertThat(text.firstType(prompt)).isEqualTo(types);
      types += text.types(prompt);
      assertThat(text.tokens(0, prompt)).isLessThanOrEqualTo(40);
      assertThat(text.input(0, prompt).inputIds()).hasSize(text.tokens(0, prompt));
    }
    assertThat(types).isEqualTo(20);
    assertThat(encoder.prompts()).isGreaterThan(2);
  }

  @Test
  void windowsCoverEveryWordAndGetOn() {
    Random random = new Random(4);
    for (int tries = 0; tries < 60; tries++) {
      GlinerSettings settings =
          settings(2 + random.nextInt(30), 0, 24 + random.nextInt(100), 1 + random.nextInt(9));
      settings =
          settings(
              settings.maxWords(),
              random.nextInt(settings.maxWords() / 2 + 1),
              settings.maxTokens(),
              settings.maxTypes());
      GlinerEncoder encoder = encoder(settings, 3);
      List<String> words = new ArrayList<>();
      for (int i = random.nextInt(200); i > 0; i--) {
        words.add("ab1-".repeat(random.nextInt(random.nextInt(20) == 0 ? 60 : 3)) + "tug");
      }
      GlinerText text = encoder.encode(String.join(" ", words));
      assertThat(text.size()).isEqualTo(words.size());
      checkWindows(text, encoder, settings);
    }
  }

  private static void checkWindows(
      GlinerText text, GlinerEncoder encoder, GlinerSettings settings) {
    int end = 0;
    int first = -1;
    for (int i = 0; i < text.windows().size(); i++) {
      TextWindow window = text.windows().get(i);
      assertThat(window.firstWord()).isBetween(first + 1, end);
      assertThat(window.endWord()).isGreaterThan(end);
      assertThat(window.words()).isLessThanOrEqualTo(settings.maxWords());
      for (int prompt = 0; prompt < encoder.prompts(); prompt++) {
        assertThat(text.tokens(i, prompt)).isLessThanOrEqualTo(settings.maxTokens());
        assertThat(text.input(i, prompt).words()).isEqualTo(window.words());
      }
      first = window.firstWord();
      end = window.endWord();
    }
    assertThat(end).isEqualTo(text.size());
  }

  @Test
  void anySpanLiesWholeInSomeWindow() {
    GlinerEncoder encoder = encoder(settings(10, 5, 128, 25), 3);
    GlinerText text = encoder.encode("tug ".repeat(97));
    for (int start = 0; start + 5 <= text.size(); start++) {
      int first = start;
      assertThat(text.windows())
          .anyMatch(window -> window.firstWord() <= first && first + 5 <= window.endWord());
    }
  }

  @Test
  void poolingSaysWhichTokensStandForAWord() {
    Map<Pooling, Integer> counts = new EnumMap<>(Pooling.class);
    for (Pooling pooling : Pooling.values()) {
      GlinerSettings settings =
          new GlinerSettings(4, 24, 6, 128, 25, "<<ENT>>", "<<SEP>>", pooling);
      GlinerInput input = encoder(settings, 2).encode("Marguerite-KX-2291").input(0, 0);
      counts.put(pooling, (int) IntStream.of(input.wordsMask()).filter(w -> w == 1).count());
      int last = input.tokens() - 2;
      assertThat(input.wordsMask()[last]).isEqualTo(pooling == Pooling.FIRST ? 0 : 1);
      assertThat(input.wordsMask()[last + 1]).isZero();
    }
    assertThat(counts).containsEntry(Pooling.FIRST, 1).containsEntry(Pooling.LAST, 1);
    assertThat(counts.get(Pooling.ALL)).isGreaterThan(3);
  }

  @Test
  void wordsWithoutTokensAreLeftOutAndOffsetsStay() {
    String text = "tug \u0000 dam";
    GlinerText encoded = encoder(settings(24, 6, 128, 25), 2).encode(text);
    assertThat(encoded.size()).isEqualTo(2);
    assertThat(text.substring(encoded.start(1), encoded.end(1))).isEqualTo("dam");
  }

  @Test
  void labelsThatCannotBePromptedAreRefused() {
    GlinerSettings settings = settings(24, 6, 128, 25);
    TypeLabels labels = labels(2);
    assertThatThrownBy(
            () -> new GlinerEncoder(tokenizer, settings, labels.with("x1", "a <<SEP>> b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'x1' holds a token of the prompt");
    assertThatThrownBy(
            () -> new GlinerEncoder(tokenizer, settings, labels.with("x0", "tug ".repeat(99))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have 1 to 61");
    assertThatThrownBy(() -> new GlinerEncoder(tokenizer, settings, labels.with("x0", "x1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same label 'x1'");
    GlinerSettings others = new GlinerSettings(4, 24, 6, 128, 25, "<<A>>", "<<B>>", Pooling.ALL);
    assertThatThrownBy(() -> new GlinerEncoder(tokenizer, others, labels))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("no token '<<A>>'");
  }
}
