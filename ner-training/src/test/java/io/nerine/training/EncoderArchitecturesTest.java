package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.Extractors;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds each kind of encoder against what transformers says of a tiny one of it. */
class EncoderArchitecturesTest {

  static final List<String> NAMES =
      List.of(
          "bert",
          "distilbert",
          "roberta",
          "xlm-roberta",
          "electra",
          "albert",
          "mpnet",
          "deberta-v2",
          "deberta-v3",
          "modernbert");

  private static final int TAGS = 3;

  // Compared value by value.
  @SuppressWarnings("ArrayRecordComponent")
  private record Golden(int[] ids, float[] hidden) {}

  @BeforeAll
  static void load() {
    LibTorch.load(2);
  }

  private static Path directory(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(EncoderArchitecturesTest.class.getResource("/encoders/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PretrainedEncoder encoder(String name) {
    return Encoders.load(directory(name).toString());
  }

  private static List<Golden> goldens(String name) throws IOException {
    List<Golden> goldens = new ArrayList<>();
    for (JsonNode node :
        new ObjectMapper().readTree(directory(name).resolve("golden.json").toFile())) {
      int[] ids = new int[node.path("ids").size()];
      Arrays.setAll(ids, i -> node.path("ids").get(i).asInt());
      List<Float> hidden = new ArrayList<>();
      node.path("hidden").forEach(row -> row.forEach(x -> hidden.add((float) x.asDouble())));
      float[] values = new float[hidden.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = hidden.get(i);
      }
      goldens.add(new Golden(ids, values));
    }
    return goldens;
  }

  /** All of them, padded to one length, with each token a word. */
  private static Batch batch(List<int[]> sequences, long[] targets) {
    int length = sequences.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    int words = sequences.stream().mapToInt(ids -> ids.length).sum();
    long[] ids = new long[sequences.size() * length];
    int[] lengths = new int[sequences.size()];
    long[] first = new long[words];
    int word = 0;
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = sequences.get(row).length;
      for (int i = 0; i < lengths[row]; i++) {
        ids[row * length + i] = sequences.get(row)[i];
        first[word++] = (long) row * length + i;
      }
    }
    return new Batch(lengths.length, length, ids, new long[ids.length], lengths, first, targets);
  }

  private static List<int[]> ids(List<Golden> goldens) {
    return goldens.stream().map(Golden::ids).toList();
  }

  private static TorchTokenClassifier network(PretrainedEncoder encoder, boolean bfloat16) {
    return new TorchTokenClassifier(
        encoder.config(),
        encoder.weights(),
        new TorchTokenClassifier.Options(
            TAGS, 0, 4e-3, 2e-2, 0.01, 1, /* dropout= */ 0, 0, bfloat16, /* seed= */ 5));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  @SuppressWarnings("try")
  void hiddenStatesOnLibTorchAreThoseOfTransformers(String name) throws IOException {
    PretrainedEncoder encoder = encoder(name);
    List<Golden> goldens = goldens(name);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    encoder
        .weights()
        .arrays()
        .forEach((key, array) -> parameters.put(key, new Parameter(key, array, 0, 0, false)));
    Batch batch = batch(ids(goldens), new long[0]);
    try (PointerScope scope = new PointerScope()) {
      float[] found =
          Tensors.values(
              new TorchEncoder(encoder.config())
                  .hiddenStates(batch, Pass.scoring(parameters))
                  .detach()
                  .contiguous());
      compare(encoder.config(), goldens, batch.length(), found);
    } finally {
      parameters.values().forEach(Parameter::close);
    }
  }

  private static void compare(
      EncoderConfig config, List<Golden> goldens, int length, float[] found) {
    int width = config.hidden();
    for (int row = 0; row < goldens.size(); row++) {
      float[] expected = goldens.get(row).hidden();
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[row * length * width + i])
            .as("sequence %d, token %d", row, i / width)
            .isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  /** The graph with a head that hands the hidden states through. */
  @ParameterizedTest
  @FieldSource("NAMES")
  void hiddenStatesOfTheGraphAreThoseOfTransformers(String name) throws IOException {
    PretrainedEncoder encoder = encoder(name);
    int width = encoder.config().hidden();
    float[] identity = new float[width * width];
    for (int i = 0; i < width; i++) {
      identity[i * width + i] = 1;
    }
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(encoder.weights().arrays());
    arrays.put(
        EncoderGraph.HEAD + ".weight", new Weights.Array(new int[] {width, width}, identity));
    arrays.put(EncoderGraph.HEAD + ".bias", new Weights.Array(new int[] {width}, new float[width]));
    byte[] graph = GraphWriter.write(encoder.config(), new Weights(name, arrays));
    List<Golden> goldens = goldens(name);
    try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), width)) {
      float[][] found = tagger.run(windows(goldens));
      for (int row = 0; row < found.length; row++) {
        compare(
            encoder.config(), List.of(goldens.get(row)), goldens.get(row).ids().length, found[row]);
      }
    }
  }

  private static List<EncodedWindow> windows(List<Golden> goldens) {
    List<EncodedWindow> windows = new ArrayList<>();
    for (Golden golden : goldens) {
      int[] all = new int[golden.ids().length];
      Arrays.setAll(all, i -> i);
      windows.add(new EncodedWindow(golden.ids(), new int[all.length], all));
    }
    return windows;
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void trainingChangesAllWeightsAndTheGraphFollows(String name) throws IOException {
    PretrainedEncoder encoder = encoder(name);
    List<Golden> goldens = goldens(name);
    try (TorchTokenClassifier network = network(encoder, false)) {
      Weights before = network.weights();
      double first = network.step(List.of(random(0)), 1).loss();
      double last = 0;
      for (int i = 1; i < 80; i++) {
        last = network.step(List.of(random(i)), 1).loss();
      }
      assertThat(last).isLessThan(first / 2);
      Weights after = network.weights();
      after
          .arrays()
          .forEach(
              (key, array) ->
                  assertThat(Arrays.equals(array.values(), before.array(key).values()))
                      .as(key)
                      .isFalse());
      byte[] graph = GraphWriter.write(encoder.config(), after);
      float[] expected = network.logits(batch(ids(goldens), new long[0]));
      int at = 0;
      try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), TAGS)) {
        for (float[] row : tagger.run(windows(goldens))) {
          for (float logit : row) {
            assertThat(logit).isCloseTo(expected[at++], within(1e-4f));
          }
        }
      }
      assertThat(at).isEqualTo(expected.length);
    }
  }

  /** With its own tokenizer, from texts to a bundle that finds the same, and on from there. */
  @ParameterizedTest
  @ValueSource(strings = {"roberta", "xlm-roberta", "mpnet", "deberta-v3", "modernbert"})
  void theWholeWayWorksWithItsTokenizer(String name, @TempDir Path folder) {
    Trainer.Builder trainer =
        Trainer.builder().maxTokens(64).epochs(2).learningRate(2e-3).batchSize(8).threads(2);
    TrainedModel model =
        trainer
            .encoder(encoder(name))
            .build()
            .train(TinyData.create(24, 1), TinyData.create(10, 2));
    assertThat(model.report().graphDifference()).isLessThan(1e-4);
    Path bundle = folder.resolve("orders.nerine");
    model.save(bundle);
    try (Extractor extractor = Extractors.load(bundle)) {
      assertThat(Evaluator.evaluate(extractor, TinyData.create(10, 2)).toJson())
          .isEqualTo(model.evaluation().toJson());
    }
    PretrainedEncoder again = Encoders.load(bundle.toString());
    assertThat(again.config()).isEqualTo(encoder(name).config());
    assertThat(again.tokenization()).isEqualTo(encoder(name).tokenization());
    assertThat(trainer.encoder(again).epochs(1).build().train(TinyData.create(24, 3)).report())
        .extracting(TrainingReport::updates)
        .isNotEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"albert", "mpnet", "deberta-v3", "modernbert"})
  void sixteenBitProductsGiveNearlyTheSameLoss(String name) {
    PretrainedEncoder encoder = encoder(name);
    Batch batch = random(3);
    try (TorchTokenClassifier exact = network(encoder, false);
        TorchTokenClassifier rounded = network(encoder, true)) {
      assertThat(rounded.step(List.of(batch), 1).loss())
          .isCloseTo(exact.step(List.of(batch), 1).loss(), within(0.05));
    }
  }

  /** Tokens whose tag is the remainder of their id. */
  private static Batch random(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> sequences = new ArrayList<>();
    List<Long> targets = new ArrayList<>();
    for (int row = 0; row < 4; row++) {
      // Few word pieces, so that each is seen often; others keep their rows.
      int[] ids = random.ints(6 + 5 * row, 5, 17).toArray();
      sequences.add(ids);
      for (int id : ids) {
        targets.add((long) id % TAGS);
      }
    }
    return batch(sequences, targets.stream().mapToLong(Long::longValue).toArray());
  }
}
