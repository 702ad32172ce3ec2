package io.nerine.training;

import io.nerine.exception.TrainingException;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.TextWindow;
import io.nerine.training.encoder.PretrainedEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** One adaptation, from texts to weights. Owns the tokenizer's native memory. */
final class AdaptationRun implements AutoCloseable {

  private static final int HELD_BACK = 20;

  /** How many tokens are computed at once; memory grows with it, speed hardly any more. */
  private static final int PASS_TOKENS = 1024;

  private static final double WARM_UP = 0.1;
  private static final String BIAS = TorchMaskedLanguageModel.HEAD + "bias";

  private final PretrainedEncoder encoder;
  private final AdaptationOptions options;
  private final SubwordTokenizer tokenizer;
  private final int maskId;
  private final long start = System.nanoTime();

  AdaptationRun(PretrainedEncoder encoder, AdaptationOptions options) {
    this.encoder = encoder;
    this.options = options;
    this.maskId =
        encoder
            .maskId()
            .orElseThrow(
                () ->
                    new TrainingException(
                        "The tokenizer of encoder '%s' has no [MASK] or <mask>, so no word can be hidden"
                            .formatted(encoder.name())));
    if (options.maxTokens() > encoder.config().positions()) {
      throw new TrainingException(
          "Encoder '%s' has %d positions; a window cannot have %d tokens"
              .formatted(encoder.name(), encoder.config().positions(), options.maxTokens()));
    }
    this.tokenizer = SubwordTokenizer.of(encoder.tokenizerJson(), encoder.tokenization());
  }

  AdaptedEncoder adapt(List<String> texts) {
    List<EncodedWindow> windows = windows(texts);
    if (windows.size() < 2) {
      throw new TrainingException(
          "The %d texts fill %d windows; give texts of at least two"
              .formatted(texts.size(), windows.size()));
    }
    VocabularySubset vocabulary = vocabulary(windows);
    Collections.shuffle(windows, new Random(options.seed()));
    int held = Math.max(1, windows.size() / HELD_BACK);
    MaskedWindows hiding = new MaskedWindows(vocabulary, tokenizer.padId(), maskId);
    List<Batch> measured = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(options.seed());
    for (List<EncodedWindow> group : groups(windows.subList(0, held), PASS_TOKENS)) {
      measured.add(hiding.hide(group, random));
    }
    List<EncodedWindow> learnt = windows.subList(held, windows.size());
    try (TorchMaskedLanguageModel network =
        new TorchMaskedLanguageModel(
            encoder.config(),
            restricted(vocabulary),
            options.learningRate(),
            LibTorch.hasBfloat16(),
            options.seed())) {
      double before = loss(network, measured);
      int updates = learn(network, learnt, hiding, random);
      double after = loss(network, measured);
      return new AdaptedEncoder(
          encoder.withWeights(whole(network.weights(), vocabulary)),
          updates,
          before,
          after,
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private List<EncodedWindow> windows(List<String> texts) {
    boolean cases = encoder.weights().arrays().containsKey(EncoderGraph.CASE_EMBEDDING);
    TextEncoder textEncoder =
        new TextEncoder(
            tokenizer, new PipelineSettings(options.maxTokens(), 0, cases, encoder.tokenization()));
    List<EncodedWindow> windows = new ArrayList<>();
    for (String text : texts) {
      EncodedText encoded = textEncoder.encode(text);
      for (TextWindow window : encoded.windows()) {
        windows.add(encoded.encodeWindow(window));
      }
    }
    return windows;
  }

  private VocabularySubset vocabulary(List<EncodedWindow> windows) {
    BitSet used = new BitSet();
    used.set(tokenizer.padId());
    used.set(maskId);
    for (EncodedWindow window : windows) {
      for (int id : window.inputIds()) {
        used.set(id);
      }
    }
    return new VocabularySubset(used, encoder.config().vocabulary());
  }

  private Weights restricted(VocabularySubset vocabulary) {
    Weights weights = vocabulary.restrict(encoder.weights());
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    // A head of another size is of no use, and a new one is made.
    arrays.computeIfPresent(
        BIAS,
        (name, bias) ->
            bias.values().length == encoder.config().vocabulary()
                ? vocabulary.restrict(bias)
                : null);
    return new Weights(weights.source(), arrays);
  }

  /** The trained weights, with the word pieces that no text holds as they were. */
  private Weights whole(Weights trained, VocabularySubset vocabulary) {
    Weights expanded = vocabulary.expand(trained, encoder.weights());
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(expanded.arrays());
    arrays.computeIfPresent(BIAS, (name, bias) -> vocabulary.expand(bias));
    return new Weights("the adapted encoder", arrays);
  }

  private static double loss(TorchMaskedLanguageModel network, List<Batch> batches) {
    double sum = 0;
    long hidden = 0;
    for (Batch batch : batches) {
      sum += network.loss(batch) * batch.targets().length;
      hidden += batch.targets().length;
    }
    return sum / hidden;
  }

  /** Groups of windows of so many tokens, padding included, in their order. */
  private static List<List<EncodedWindow>> groups(List<EncodedWindow> windows, int tokens) {
    List<List<EncodedWindow>> groups = new ArrayList<>();
    List<EncodedWindow> group = new ArrayList<>();
    int longest = 0;
    for (EncodedWindow window : windows) {
      int length = Math.max(longest, window.tokens());
      if (!group.isEmpty() && length * (group.size() + 1) > tokens) {
        groups.add(group);
        group = new ArrayList<>();
        length = window.tokens();
      }
      group.add(window);
      longest = length;
    }
    groups.add(group);
    return groups;
  }

  private int learn(
      TorchMaskedLanguageModel network,
      List<EncodedWindow> windows,
      MaskedWindows hiding,
      SplittableRandom random) {
    int each = groups(windows, options.batchTokens()).size();
    int updates = options.epochs() * each;
    int update = 0;
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      List<EncodedWindow> order = new ArrayList<>(windows);
      Collections.shuffle(order, new Random(options.seed() + epoch));
      for (List<EncodedWindow> group : groups(order, options.batchTokens())) {
        double done = share(update, updates);
        if (done >= 1) {
          return update;
        }
        List<Batch> passes = new ArrayList<>();
        for (List<EncodedWindow> pass : groups(group, PASS_TOKENS)) {
          passes.add(hiding.hide(pass, random));
        }
        double loss = network.step(passes, rate(done));
        if (Double.isNaN(loss)) {
          throw new TrainingException(
              "The loss is no finite number at update %d; take a lower learning rate than %s"
                  .formatted(update + 1, options.learningRate()));
        }
        update++;
        // Epochs are shuffled anew, so their groups can differ in number.
        options.listener().accept(new AdaptationProgress(update, Math.max(update, updates), loss));
        checkCancelled();
      }
    }
    return update;
  }

  /** How much is done: of the updates, or of the time if that is more. */
  private double share(int update, int updates) {
    double ofUpdates = (double) update / Math.max(1, updates);
    double ofTime =
        options
            .maxDuration()
            .map(limit -> (System.nanoTime() - start) / (double) limit.toNanos())
            .orElse(0.0);
    return Math.max(Math.min(ofUpdates, Math.nextDown(1.0)), ofTime);
  }

  private static double rate(double done) {
    return done < WARM_UP ? (done + 0.01) / (WARM_UP + 0.01) : (1 - done) / (1 - WARM_UP);
  }

  private void checkCancelled() {
    if (options.cancelled().getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new TrainingException("The adaptation was cancelled");
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
