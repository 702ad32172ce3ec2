package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener.Event;
import io.nerine.extract.ExtractionListener.Outcome;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning.Code;
import io.nerine.extract.LengthPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.imported.GlinerModel;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.Tokenization;
import io.nerine.onnx.zeroshot.GlinerEncoder;
import io.nerine.onnx.zeroshot.GlinerForm;
import io.nerine.onnx.zeroshot.GlinerInput;
import io.nerine.onnx.zeroshot.GlinerSettings;
import io.nerine.onnx.zeroshot.GlinerSettings.Pooling;
import io.nerine.onnx.zeroshot.GoldenGliner;
import io.nerine.onnx.zeroshot.GoldenGliner.Golden;
import io.nerine.onnx.zeroshot.TypeLabels;
import io.nerine.testing.ExtractorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GlinerExtractorTests {

  private static final LoadOptions TWO_THREADS = LoadOptions.builder().threads(2).build();

  private static OnnxExtractor load(String name, LoadOptions options) {
    GlinerModel model =
        GlinerModel.read(GoldenGliner.directory(name)).threshold(GoldenGliner.threshold(name));
    TypeLabels labels = TypeLabels.names(GoldenGliner.schema(name));
    return (OnnxExtractor) model.extractor(labels, options);
  }

  private static String found(Entity entity) {
    return entity.start() + ".." + entity.end() + " " + entity.type();
  }

  private static List<String> found(Extraction extraction) {
    return extraction.entities().stream().map(GlinerExtractorTests::found).toList();
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void entitiesAreThoseOfThePackage(String name) {
    List<Golden> goldens = GoldenGliner.records(name);
    List<String> texts = goldens.stream().map(Golden::text).toList();
    int entities = 0;
    try (OnnxExtractor extractor = load(name, TWO_THREADS)) {
      List<Extraction> together = extractor.extractAll(texts);
      for (int i = 0; i < texts.size(); i++) {
        Golden golden = goldens.get(i);
        Extraction alone = extractor.extract(golden.text());
        assertThat(found(alone)).as(golden.text()).isEqualTo(golden.entities());
        assertThat(found(together.get(i))).as(golden.text()).isEqualTo(golden.entities());
        for (int entity = 0; entity < golden.entities().size(); entity++) {
          assertThat(alone.entities().get(entity).confidence())
              .isCloseTo(golden.confidences().get(entity), within(1e-4));
        }
        entities += golden.entities().size();
      }
    }
    assertThat(entities).isGreaterThan(20);
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void inputsAndScoresAreThoseOfThePackage(String name) throws IOException {
    Path directory = GoldenGliner.directory(name);
    GlinerSettings settings =
        new GlinerSettings(4, 24, 6, 128, 25, "<<ENT>>", "<<SEP>>", Pooling.FIRST);
    try (SubwordTokenizer tokenizer =
            SubwordTokenizer.of(
                Files.readAllBytes(directory.resolve("tokenizer.json")), Tokenization.TEXT);
        OnnxSession session =
            OnnxSession.of(directory.resolve("model.onnx"), LoadOptions.defaults())) {
      TypeLabels labels = TypeLabels.names(GoldenGliner.schema(name));
      GlinerEncoder encoder = new GlinerEncoder(tokenizer, settings, labels);
      GlinerGraph graph = new GlinerGraph(session, settings.maxWidth());
      List<GlinerInput> batch = new ArrayList<>();
      List<Golden> goldens = new ArrayList<>();
      for (Golden golden : GoldenGliner.records(name)) {
        if (golden.ids().length > 0) {
          batch.add(encoder.encode(golden.text()).input(0, 0));
          goldens.add(golden);
        }
      }
      // In one batch, so that padding is under test too.
      float[][] scores = graph.run(batch);
      for (int i = 0; i < scores.length; i++) {
        Golden golden = goldens.get(i);
        assertThat(batch.get(i).inputIds()).as(golden.text()).isEqualTo(golden.ids());
        assertThat(batch.get(i).wordsMask()).as(golden.text()).isEqualTo(golden.wordsMask());
        assertThat(scores[i]).hasSameSizeAs(golden.probabilities());
        for (int at = 0; at < scores[i].length; at++) {
          assertThat(1 / (1 + Math.exp(-scores[i][at])))
              .as(golden.text())
              .isCloseTo(golden.probabilities()[at], within(1e-4));
        }
      }
      assertThat(graph.form())
          .isEqualTo(name.equals(GoldenGliner.SPAN) ? GlinerForm.SPAN : GlinerForm.TOKEN);
    }
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void keepsTheContract(String name) {
    ExtractorContract.of(() -> load(name, TWO_THREADS))
        .texts(GoldenGliner.records(name).stream().map(Golden::text).limit(6).toList())
        .check();
  }

  /** A text of two windows that share no word finds what each finds alone. */
  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void windowsFindWhatTheirWordsFindAlone(String name) {
    GlinerModel model =
        GlinerModel.read(GoldenGliner.directory(name))
            .threshold(GoldenGliner.threshold(name))
            .windows(7, 0);
    String left = "Adaeze Obi sails to Zeebrugge , now";
    String right = "Takumi inspects the dam above Nagoya ;";
    try (var extractor = model.extractor(GoldenGliner.schema(name))) {
      List<String> expected = new ArrayList<>(found(extractor.extract(left)));
      for (Entity entity : extractor.extract(right).entities()) {
        int by = left.length() + 1;
        expected.add((entity.start() + by) + ".." + (entity.end() + by) + " " + entity.type());
      }
      Extraction both = extractor.extract(left + " " + right);
      assertThat(both.windows()).isEqualTo(2);
      assertThat(found(both)).isEqualTo(expected).isNotEmpty();
      assertThat(both.complete()).isTrue();
    }
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void lengthPoliciesAreKept(String name) {
    String text = "Adaeze Obi sails the tug to Zeebrugge. ".repeat(20);
    try (OnnxExtractor extractor = load(name, TWO_THREADS)) {
      Extraction whole = extractor.extract(text);
      assertThat(whole.windows()).isGreaterThan(6);
      assertThat(whole.entities().get(whole.entities().size() - 1).start())
          .isGreaterThan(text.length() - 60);
      Extraction cut = extractor.extract(text, policy(LengthPolicy.TRUNCATE));
      assertThat(cut.windows()).isEqualTo(1);
      assertThat(cut.warnings()).extracting(w -> w.code()).containsExactly(Code.TRUNCATED);
      assertThat(cut.coveredCharacters()).isLessThan(160);
      assertThatThrownBy(() -> extractor.extract(text, policy(LengthPolicy.FAIL)))
          .isInstanceOf(TextTooLongException.class)
          .hasMessageContaining("160 words")
          .hasMessageContaining("24 words");
    }
  }

  private static ExtractionOptions policy(LengthPolicy policy) {
    return ExtractionOptions.builder().lengthPolicy(policy).build();
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void typesGoIntoSeveralPromptsOfTheSameWindow(String name) {
    GlinerModel model =
        GlinerModel.read(GoldenGliner.directory(name)).threshold(0.3).typesAtOnce(2);
    try (var extractor = model.extractor(GoldenGliner.schema(name))) {
      List<String> texts = GoldenGliner.records(name).stream().map(Golden::text).toList();
      List<Extraction> extractions = extractor.extractAll(texts);
      int entities = 0;
      for (int i = 0; i < texts.size(); i++) {
        Extraction extraction = extractions.get(i);
        assertThat(extraction.windows()).isEqualTo(texts.get(i).isBlank() ? 0 : 3);
        assertThat(found(extraction)).isEqualTo(found(extractor.extract(texts.get(i))));
        entities += extraction.entities().size();
      }
      assertThat(entities).isGreaterThan(10);
    }
  }

  @Test
  void callsAskForMoreConfidenceAndNotForLess() {
    List<String> texts =
        GoldenGliner.records(GoldenGliner.SPAN).stream().map(Golden::text).toList();
    try (OnnxExtractor extractor = load(GoldenGliner.SPAN, TWO_THREADS)) {
      List<Double> confidences = new ArrayList<>();
      extractor
          .extractAll(texts)
          .forEach(
              extraction -> extraction.entities().forEach(e -> confidences.add(e.confidence())));
      assertThat(confidences).allMatch(confidence -> confidence > 0.5).anyMatch(c -> c < 0.6);
      ExtractionOptions more = ExtractionOptions.builder().minConfidence(0.6).build();
      List<Double> confident = new ArrayList<>();
      extractor
          .extractAll(texts, more)
          .forEach(extraction -> extraction.entities().forEach(e -> confident.add(e.confidence())));
      assertThat(confident)
          .containsExactlyElementsOf(confidences.stream().filter(c -> c >= 0.6).toList());
    }
  }

  @ParameterizedTest
  @FieldSource("io.nerine.onnx.zeroshot.GoldenGliner#NAMES")
  void everyNativeObjectIsFreed(String name) {
    String text = "Adaeze Obi sails the tug to Zeebrugge. ".repeat(40);
    OnnxExtractor extractor = load(name, TWO_THREADS);
    try (extractor) {
      assertThat(extractor.liveNatives()).isEqualTo(3);
      extractor.extractAll(Collections.nCopies(20, text));
      List<CompletableFuture<Extraction>> futures = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        futures.add(extractor.extractAsync(text));
      }
      futures.forEach(CompletableFuture::join);
      assertThat(extractor.liveNatives()).isEqualTo(3);
      assertThat(extractor.session().peakRunning()).isLessThanOrEqualTo(3);
      assertThat(extractor.session().peakTokens()).isLessThanOrEqualTo(BatchPlan.PADDED_TOKENS);
    }
    assertThat(extractor.liveNatives()).isZero();
  }

  @Test
  void deadlinesAndInterruptsEndCallsBetweenBatches() {
    String text = "Adaeze Obi sails the tug to Zeebrugge. ".repeat(5_000);
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    LoadOptions options = LoadOptions.builder().threads(2).listener(events::add).build();
    try (OnnxExtractor extractor = load(GoldenGliner.SPAN, options)) {
      ExtractionOptions scarce = ExtractionOptions.builder().timeout(Duration.ofMillis(20)).build();
      assertThatThrownBy(() -> extractor.extract(text, scarce))
          .isInstanceOf(ExtractionTimeoutException.class);
      assertThat(events.remove().outcome()).isEqualTo(Outcome.TIMED_OUT);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> extractor.extract(text))
          .isInstanceOf(ExtractionCancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(events.remove().outcome()).isEqualTo(Outcome.CANCELLED);
    }
  }
}
