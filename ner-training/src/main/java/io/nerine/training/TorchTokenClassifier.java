package io.nerine.training;

import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.internal.NativeHeap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A transformer encoder with a linear head, on LibTorch. Owns the native memory of its parameters;
 * everything of one step lives in a {@link PointerScope} and is freed with it.
 *
 * <p>Tensors that LibTorch hands out of a vector or as a gradient are borrowed: outside a scope a
 * garbage collection would free them under the native code. No tensor is touched outside a scope
 * here except the parameters, which are owned.
 *
 * <p>In {@code bfloat16} mode matrix products run in 16 bits, from 32-bit master weights that are
 * cast once a step; normalisation, residuals, loss and optimizer stay in 32 bits.
 */
// "try": scopes and guards work by being open, not by being called.
@SuppressWarnings("try")
final class TorchTokenClassifier implements TokenClassifier {

  private static final int PASSES_BETWEEN_TRIMS = 25;

  /** How much what teachers say weighs against gold tags. */
  private static final double TAUGHT_WEIGHT = 0.7;

  static final String HEAD = EncoderGraph.HEAD;
  static final String CASE_EMBEDDING = EncoderGraph.CASE_EMBEDDING;

  /** How a network is set up to learn. */
  record Options(
      int tags,
      int caseCategories,
      double learningRate,
      double headLearningRate,
      double weightDecay,
      double clip,
      double dropout,
      double averaging,
      boolean bfloat16,
      long seed) {}

  private final EncoderConfig config;
  private final TorchEncoder encoder;
  private final Options options;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final AdamW optimizer;
  private long passes;

  /**
   * Creates a network that has not learnt yet.
   *
   * @param config the shape of the encoder
   * @param pretrained its weights, of which the word embedding may hold some rows only; an
   *     embedding of the case of words is taken over if it is among them
   * @param options how it learns
   */
  TorchTokenClassifier(EncoderConfig config, Weights pretrained, Options options) {
    this.config = config.withVocabulary(pretrained.array(EncoderLayout.WORDS).shape()[0]);
    this.encoder = new TorchEncoder(config);
    this.options = options;
    try {
      create(EncoderLayout.of(pretrained, this.config));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    this.optimizer = new AdamW(List.copyOf(parameters.values()), options.averaging);
  }

  private void create(Weights pretrained) {
    for (String name : EncoderLayout.shapes(pretrained, config).keySet()) {
      add(name, pretrained.array(name), options.learningRate, EncoderLayout.isMatrix(name));
    }
    int hidden = config.hidden();
    if (options.caseCategories > 0) {
      Weights.Array cases = pretrained.arrays().get(CASE_EMBEDDING);
      add(
          CASE_EMBEDDING,
          cases != null ? cases : noCases(pretrained),
          options.headLearningRate,
          false);
    }
    float[] head = new float[options.tags * hidden];
    SplittableRandom initial = new SplittableRandom(options.seed);
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) (initial.nextGaussian() * 0.02);
    }
    int[] shape = {options.tags, hidden};
    add(HEAD + ".weight", new Weights.Array(shape, head), options.headLearningRate, true);
    Weights.Array bias = new Weights.Array(new int[] {options.tags}, new float[options.tags]);
    add(HEAD + ".bias", bias, options.headLearningRate, false);
  }

  private Weights.Array noCases(Weights pretrained) {
    int[] shape = {options.caseCategories, pretrained.array(EncoderLayout.WORDS).shape()[1]};
    return new Weights.Array(shape, new float[shape[0] * shape[1]]);
  }

  private void add(String name, Weights.Array array, double rate, boolean decays) {
    double decay = decays ? options.weightDecay : 0;
    parameters.put(name, new Parameter(name, array, rate, decay, options.averaging > 0));
  }

  @Override
  public Step step(List<Batch> passes, double rate) {
    // A generator of its own for each step makes a step a function of weights, batch and number.
    SplittableRandom random =
        new SplittableRandom(options.seed + 0x9E3779B97F4A7C15L * (optimizer.updates() + 1));
    int counted = passes.stream().mapToInt(Batch::counted).sum();
    int words = passes.stream().mapToInt(pass -> pass.targets().length).sum();
    try (PointerScope scope = new PointerScope()) {
      TensorVector sum = new TensorVector();
      double loss = 0;
      for (Batch pass : passes) {
        loss += addGradients(pass, random, counted, words, sum);
      }
      try (NoGradGuard guard = new NoGradGuard()) {
        double norm = Gradients.norm(sum);
        if (Double.isFinite(loss) && Double.isFinite(norm)) {
          optimizer.update(sum, rate, norm > options.clip ? options.clip / norm : 1);
        }
        return new Step(loss, norm);
      }
    } finally {
      passEnded();
    }
  }

  /**
   * Computes the gradients of a pass and adds them up. What a pass computes is freed behind it, but
   * for the gradients, which live in the scope of the step.
   *
   * @param random what dropout is drawn from
   * @param counted the words of all passes that have a gold tag
   * @param words the words of all passes
   * @return the share of the pass in the loss
   */
  private double addGradients(
      Batch batch, SplittableRandom random, int counted, int words, TensorVector sum) {
    if (batch.counted() == 0 && batch.taught().length == 0) {
      return 0;
    }
    try (PointerScope scope = new PointerScope()) {
      Pass pass = Pass.learning(parameters, random, options.dropout, options.bfloat16);
      Tensor loss = loss(forward(batch, pass), batch, counted, words);
      TensorVector gradients = Gradients.of(loss, parameters.values());
      try (NoGradGuard guard = new NoGradGuard()) {
        Gradients.add(sum, gradients);
      }
      return loss.item_float();
    }
  }

  /**
   * The mean cross-entropy with gold tags, and with teachers the weighted mean of that and of the
   * cross-entropy with what they say, both softened, whose gradients are as large as the first's
   * when multiplied by the square of the softening (Hinton et al. 2015, section 2).
   */
  private static Tensor loss(Tensor logits, Batch batch, int counted, int words) {
    @Nullable Tensor loss = null;
    double goldWeight = batch.taught().length > 0 ? 1 - TAUGHT_WEIGHT : 1;
    if (batch.counted() > 0) {
      Tensor targets = Tensors.of(batch.targets(), batch.targets().length);
      double share = goldWeight * batch.counted() / counted;
      loss = torch.cross_entropy_loss(logits, targets).mul(new Scalar(share));
    }
    if (batch.taught().length > 0) {
      Tensor taught = Tensors.of(batch.taught(), logits.size(0), logits.size(1));
      Tensor said = torch.log_softmax(logits.mul(new Scalar(1 / Teacher.SOFTENING)), 1);
      double share = TAUGHT_WEIGHT * Teacher.SOFTENING * Teacher.SOFTENING / words;
      Tensor distance = said.mul(taught).sum().mul(new Scalar(-share));
      loss = loss == null ? distance : loss.add(distance);
    }
    return Objects.requireNonNull(loss);
  }

  @Override
  public float[] logits(Batch batch) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return Tensors.values(forward(batch, Pass.scoring(parameters)).contiguous());
    } finally {
      passEnded();
    }
  }

  private void passEnded() {
    if (++passes % PASSES_BETWEEN_TRIMS == 0) {
      NativeHeap.trim();
    }
  }

  private Tensor forward(Batch batch, Pass pass) {
    Tensor first =
        encoder
            .hiddenStates(batch, pass)
            .reshape(-1, config.hidden())
            .index_select(0, Tensors.of(batch.firstTokens(), batch.firstTokens().length));
    // In 32 bits, as the loss.
    return torch.linear(
        pass.dropout(first),
        pass.weight(HEAD + ".weight"),
        new TensorOptional(pass.weight(HEAD + ".bias")));
  }

  @Override
  public void markBest() {
    parameters.values().forEach(Parameter::markBest);
  }

  @Override
  public void restoreBest() {
    parameters.values().forEach(Parameter::restoreBest);
  }

  @Override
  public Weights weights() {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (Parameter parameter : parameters.values()) {
      arrays.put(parameter.name, parameter.array());
    }
    return new Weights("the trained network", arrays);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(optimizer.updates());
    for (Parameter parameter : parameters.values()) {
      parameter.write(out);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    optimizer.resumeAt(in.readLong());
    for (Parameter parameter : parameters.values()) {
      parameter.read(in);
    }
  }

  @Override
  public void close() {
    parameters.values().forEach(Parameter::close);
    parameters.clear();
  }
}
