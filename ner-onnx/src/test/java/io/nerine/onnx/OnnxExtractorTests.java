package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.extract.ExtractionWarning.Code;
import io.nerine.extract.Extractor;
import io.nerine.extract.GpuPolicy;
import io.nerine.extract.LengthPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.PipelineSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxExtractorTests {

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

  private static ExtractionOptions policy(LengthPolicy policy) {
    return ExtractionOptions.builder().lengthPolicy(policy).build();
  }

  private static List<String> randomTexts(int count) {
    List<String> words =
        List.of("Anna", "Smith", "Bob", "visits", "Paris", "Apple", "the", "☃", ",", "reports");
    Random random = new Random(11);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              List<String> text = new ArrayList<>();
              for (int length = random.nextInt(i % 10 == 0 ? 300 : 30); length > 0; length--) {
                text.add(words.get(random.nextInt(words.size())));
              }
              return String.join(" ", text);
            })
        .toList();
  }

  @Test
  void extractionTellsWhatWasDone() {
    Extraction extraction = extractor.extract("Anna Smith visits Paris");
    assertThat(found(extraction)).containsExactly("Person Anna Smith", "Place Paris");
    assertThat(extraction.windows()).isEqualTo(1);
    assertThat(extraction.tokens()).isEqualTo(6);
    assertThat(extraction.complete()).isTrue();
    assertThat(extraction.warnings()).isEmpty();
    assertThat(extraction.entities().get(0).source()).isEqualTo("tiny");
    assertThat(extraction.entities().get(0).confidence()).isGreaterThan(0.99);
    assertThat(extractor.schema()).isEqualTo(TinyModel.SCHEMA);
  }

  @Test
  void textWithoutWordsNeedsNoModel() {
    for (String text : List.of("", " ", "\n\t", "\u200B", "\u0000")) {
      Extraction extraction = extractor.extract(text);
      assertThat(extraction.entities()).isEmpty();
      assertThat(extraction.windows()).isZero();
      assertThat(extraction.complete()).isTrue();
    }
    assertThat(extractor.extractAll(List.of("", "Anna", " ")))
        .extracting(Extraction::windows)
        .containsExactly(0, 1, 0);
    assertThat(extractor.extractAll(List.of())).isEmpty();
  }

  @Test
  void nullIsMisuse() {
    assertThatThrownBy(() -> extractor.extract(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("text");
    assertThatThrownBy(() -> extractor.extract("", null)).hasMessage("options");
    assertThatThrownBy(() -> extractor.extractAll(Arrays.asList("Anna", null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("texts[1]");
  }

  @Test
  void truncatedTextSaysWhatWasNotSearched() {
    String text = "Anna visits " + "visits ".repeat(200) + "Paris";
    Extraction extraction = extractor.extract(text, policy(LengthPolicy.TRUNCATE));
    assertThat(found(extraction)).containsExactly("Person Anna");
    assertThat(extraction.complete()).isFalse();
    assertThat(extraction.windows()).isEqualTo(1);
    assertThat(text.substring(0, extraction.coveredCharacters())).endsWith(" visits");
    assertThat(extraction.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo(Code.TRUNCATED);
              assertThat(warning.message())
                  .contains(String.valueOf(extraction.coveredCharacters()))
                  .contains(String.valueOf(text.length()));
            });
  }

  @Test
  void policyDoesNotTouchTextOfOneWindow() {
    for (LengthPolicy policy : LengthPolicy.values()) {
      Extraction extraction = extractor.extract("Anna visits Paris ", policy(policy));
      assertThat(extraction.complete()).isTrue();
      assertThat(extraction.entities()).hasSize(2);
    }
  }

  @Test
  void textThatIsTooLongFailsAloneInABatch() {
    List<Extraction> extractions =
        extractor.extractAll(
            List.of("Anna", "visits ".repeat(100), "Bob"), policy(LengthPolicy.FAIL));
    assertThat(found(extractions.get(0))).containsExactly("Person Anna");
    assertThat(extractions.get(1).failure()).containsInstanceOf(TextTooLongException.class);
    assertThat(extractions.get(1).complete()).isFalse();
    assertThat(found(extractions.get(2))).containsExactly("Person Bob");
  }

  @Test
  void textOnWhichTheModelFailsFailsAloneInABatch() {
    byte[] graph = TinyGraph.failingOn(TinyModel.table(), TinyModel.id("poison"));
    try (Extractor failing = TinyModel.load(graph)) {
      List<Extraction> extractions =
          failing.extractAll(List.of("Anna visits", "visits poison", "Bob visits"));
      assertThat(found(extractions.get(0))).containsExactly("Person Anna");
      assertThat(extractions.get(1).failure()).containsInstanceOf(InferenceException.class);
      assertThat(found(extractions.get(2))).containsExactly("Person Bob");
      assertThatThrownBy(() -> failing.extract("poison")).isInstanceOf(InferenceException.class);
      assertThat(found(failing.extract("Anna"))).containsExactly("Person Anna");
    }
  }

  @Test
  void textWithScoresThatAreNoNumbersFailsAloneInABatch() {
    float[][] table = TinyModel.table();
    table[TinyModel.id("poison")][2] = Float.NaN;
    try (Extractor failing = TinyModel.load(TinyGraph.byIdentity(table))) {
      List<Extraction> extractions = failing.extractAll(List.of("Anna", "visits poison", "Bob"));
      assertThat(extractions.get(0).entities()).hasSize(1);
      assertThat(extractions.get(1).failure())
          .hasValueSatisfying(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(InferenceException.class)
                      .hasMessageContaining("NaN"));
      assertThat(extractions.get(2).entities()).hasSize(1);
    }
  }

  @Test
  void timeThatRanOutIsReported() {
    ExtractionOptions hasty = ExtractionOptions.builder().timeout(Duration.ofNanos(1)).build();
    assertThatThrownBy(() -> extractor.extract("visits ".repeat(1_000), hasty))
        .isInstanceOf(ExtractionTimeoutException.class)
        .hasMessageContaining("PT0.000000001S")
        .hasMessageContaining("0 of the text's");
    List<Extraction> extractions = extractor.extractAll(List.of("Anna", "", "Bob"), hasty);
    assertThat(extractions.get(0).failure()).containsInstanceOf(ExtractionTimeoutException.class);
    assertThat(extractions.get(1).failure()).isEmpty();
    ExtractionOptions patient =
        ExtractionOptions.builder().timeout(Duration.ofSeconds(Long.MAX_VALUE)).build();
    assertThat(extractor.extract("Anna", patient).entities()).hasSize(1);
  }

  @Test
  void confidenceBelowTheModelsOrTheCallsThresholdIsDropped() {
    float[][] table = TinyModel.table();
    int anna = TinyModel.id("Anna");
    table[anna][TinyModel.TAGS.tagNames().indexOf("B-Person")] = 2;
    byte[] graph = TinyGraph.byIdentity(table);
    double confidence;
    try (Extractor open = TinyModel.load(graph)) {
      Entity entity = open.extract("Anna").entities().get(0);
      confidence = entity.confidence();
      // One word, nine tags: e^2 against O and three other B tags; I tags can't come first.
      assertThat(confidence).isCloseTo(Math.exp(2) / (Math.exp(2) + 4), within(1e-6));
      assertThat(open.extract("Anna", least("Person", confidence)).entities()).hasSize(1);
      assertThat(open.extract("Anna", least("Person", confidence + 1e-9)).entities()).isEmpty();
      assertThat(open.extract("Anna", least("Place", 1)).entities()).hasSize(1);
    }
    try (Extractor strict =
        OnnxExtractors.create(
            TinyModel.SCHEMA,
            graph,
            TinyModel.tokenizer(),
            TinyModel.SETTINGS,
            Map.of("Person", confidence + 1e-9),
            "tiny",
            LoadOptions.defaults())) {
      assertThat(found(strict.extract("Anna Paris"))).containsExactly("Place Paris");
    }
  }

  private static ExtractionOptions least(String type, double confidence) {
    return ExtractionOptions.builder().minConfidence(type, confidence).build();
  }

  @Test
  void warningsNameWhatACallerMayWantToKnow() {
    assertThat(extractor.extract("Anna \uD83D").warnings())
        .extracting(ExtractionWarning::code)
        .containsExactly(Code.UNPAIRED_SURROGATES);
    assertThat(extractor.extract("x".repeat(65)).warnings())
        .extracting(ExtractionWarning::code)
        .containsExactly(Code.LONG_WORD_SPLIT);
    try (Extractor preferring =
        TinyModel.load(
            TinyGraph.byIdentity(TinyModel.table()),
            TinyModel.SETTINGS,
            LoadOptions.builder().gpu(GpuPolicy.PREFER).build())) {
      assertThat(preferring.extract("Anna").warnings())
          .extracting(ExtractionWarning::code)
          .containsExactly(Code.GPU_UNAVAILABLE);
    }
  }

  @Test
  void threadsAndRepetitionChangeNothingAndOrderOnlyRounding() {
    byte[] graph = TinyGraph.mixing(TinyModel.table());
    List<String> texts = randomTexts(300);
    List<List<Entity>> expected;
    try (Extractor one =
        TinyModel.load(graph, TinyModel.SETTINGS, LoadOptions.builder().threads(1).build())) {
      expected = one.extractAll(texts).stream().map(Extraction::entities).toList();
    }
    try (Extractor four =
        TinyModel.load(graph, TinyModel.SETTINGS, LoadOptions.builder().threads(4).build())) {
      for (int round = 0; round < 3; round++) {
        List<Extraction> extractions = four.extractAll(texts);
        assertThat(extractions).extracting(Extraction::text).isEqualTo(texts);
        assertThat(extractions.stream().map(Extraction::entities).toList()).isEqualTo(expected);
      }
      List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
      Collections.shuffle(order, new Random(5));
      List<Extraction> shuffled = four.extractAll(order.stream().map(texts::get).toList());
      for (int i = 0; i < order.size(); i++) {
        assertClose(shuffled.get(i).entities(), expected.get(order.get(i)));
        assertClose(four.extract(texts.get(order.get(i))).entities(), expected.get(order.get(i)));
      }
    }
  }

  private static void assertClose(List<Entity> found, List<Entity> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).toSpan()).isEqualTo(expected.get(i).toSpan());
      assertThat(found.get(i).confidence()).isCloseTo(expected.get(i).confidence(), within(1e-5));
    }
  }

  @Test
  void batchLargerThanOneChunkKeepsItsOrder() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      texts.add(i % 3 == 0 ? "Anna visits " + i : "Bob " + i);
    }
    List<Extraction> extractions = extractor.extractAll(texts);
    assertThat(extractions).extracting(Extraction::text).isEqualTo(texts);
    assertThat(extractions).allMatch(extraction -> extraction.entities().size() == 1);
  }

  @Test
  void streamIsDrawnLazilyInOrderAndClosesItsSource() {
    AtomicInteger drawn = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<String> endless =
        Stream.generate(() -> "Anna " + drawn.getAndIncrement()).onClose(() -> closed.set(true));
    try (Stream<Extraction> extractions = extractor.extractStream(endless)) {
      assertThat(drawn).hasValue(0);
      Iterator<Extraction> iterator = extractions.iterator();
      for (int i = 0; i < 600; i++) {
        assertThat(iterator.next().text()).isEqualTo("Anna " + i);
        assertThat(drawn.get()).isLessThanOrEqualTo(i + 258);
      }
    }
    assertThat(closed).isTrue();
  }

  @Test
  void streamOfLongTextsIsDrawnByCharacters() {
    AtomicInteger drawn = new AtomicInteger();
    String text = "visits ".repeat(3_000);
    Stream<String> texts = Stream.generate(() -> text).peek(t -> drawn.incrementAndGet());
    Iterator<Extraction> iterator = extractor.extractStream(texts).iterator();
    iterator.next();
    assertThat(drawn.get()).isLessThanOrEqualTo(5);
  }

  @Test
  void streamWithATimeoutGivesEachTextItsOwnTime() {
    ExtractionOptions options = ExtractionOptions.builder().timeout(Duration.ofMinutes(1)).build();
    assertThat(extractor.extractStream(Stream.of("Anna", "", "Bob"), options))
        .extracting(extraction -> extraction.entities().size())
        .containsExactly(1, 0, 1);
    assertThat(extractor.extractStream(Stream.empty(), options)).isEmpty();
  }

  @Test
  void asyncCompletesWithTheExtractionOrTheFailure() {
    assertThat(extractor.extractAsync("Anna").join().entities()).hasSize(1);
    CompletableFuture<Extraction> tooLong =
        extractor.extractAsync("visits ".repeat(100), policy(LengthPolicy.FAIL));
    assertThatThrownBy(tooLong::join).hasCauseInstanceOf(TextTooLongException.class);
  }

  @Test
  void listenerHearsOfEveryCallAndCannotSpoilIt() {
    ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
    LoadOptions options =
        LoadOptions.builder()
            .threads(2)
            .listener(
                event -> {
                  events.add(event);
                  throw new IllegalStateException("broken listener");
                })
            .build();
    try (Extractor watched =
        TinyModel.load(TinyGraph.byIdentity(TinyModel.table()), TinyModel.SETTINGS, options)) {
      watched.extract("Anna visits");
      Event one = events.remove();
      assertThat(one.documents()).isEqualTo(1);
      assertThat(one.failures()).isZero();
      assertThat(one.characters()).isEqualTo(11);
      assertThat(one.windows()).isEqualTo(1);
      assertThat(one.tokens()).isEqualTo(4);
      assertThat(one.queueTime()).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(one.runTime()).isPositive();

      watched.extractAll(List.of("Anna", "visits ".repeat(100), "Bob"), policy(LengthPolicy.FAIL));
      Event batch = events.remove();
      assertThat(batch.documents()).isEqualTo(3);
      assertThat(batch.failures()).isEqualTo(1);
      assertThat(batch.windows()).isEqualTo(2);
      assertThat(batch.characters()).isEqualTo(707);

      assertThatThrownBy(() -> watched.extract("visits ".repeat(100), policy(LengthPolicy.FAIL)))
          .isInstanceOf(TextTooLongException.class);
      assertThat(events.remove().failures()).isEqualTo(1);

      watched.extractAsync("Anna").join();
      assertThat(events.remove().documents()).isEqualTo(1);
      assertThat(events).isEmpty();
    }
  }

  @Test
  void caseOfWordsReachesTheGraph() {
    float[][] cases = new float[5][TinyModel.TAGS.size()];
    cases[3][TinyModel.TAGS.tagNames().indexOf("B-Org")] = 30;
    byte[] graph = TinyGraph.byIdentityAndCase(TinyModel.table(), cases);
    try (Extractor cased =
        TinyModel.load(graph, new PipelineSettings(64, 16, true), LoadOptions.defaults())) {
      assertThat(found(cased.extract("visits NATO, Anna")))
          .containsExactly("Org NATO", "Person Anna");
    }
    assertThatThrownBy(() -> TinyModel.load(graph))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("case_ids")
        .hasMessageContaining("caseFeatures false");
    assertThatThrownBy(
            () ->
                TinyModel.load(
                    TinyGraph.byIdentity(TinyModel.table()),
                    new PipelineSettings(64, 16, true),
                    LoadOptions.defaults()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("does not take");
  }

  @Test
  void tokenizerOrWindowThatDoesNotFitTheGraphShowsWhenLoading() {
    float[][] table = TinyModel.table();
    float[][] fewer = Arrays.copyOf(table, table.length - 1);
    assertThatThrownBy(() -> TinyModel.load(TinyGraph.byIdentity(fewer)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("tokenizer")
        .hasMessageContaining("ids up to " + (table.length - 1));
    TinyModel.load(TinyGraph.withPositions(table, 64)).close();
    assertThatThrownBy(() -> TinyModel.load(TinyGraph.withPositions(table, 63)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("window of 64 tokens");
  }

  @Test
  void thresholdsMustFitTheSchema() {
    assertThatThrownBy(() -> create(Map.of("Persom", 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Persom'");
    assertThatThrownBy(() -> create(Map.of("Person", 1.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 1");
  }

  private static Extractor create(Map<String, Double> thresholds) {
    return OnnxExtractors.create(
        TinyModel.SCHEMA,
        TinyGraph.byIdentity(TinyModel.table()),
        TinyModel.tokenizer(),
        TinyModel.SETTINGS,
        thresholds,
        "tiny",
        LoadOptions.defaults());
  }
}
