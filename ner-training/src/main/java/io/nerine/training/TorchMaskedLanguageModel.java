package io.nerine.training;

import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.internal.NativeHeap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A transformer encoder with BERT's head that guesses hidden tokens (Devlin et al. 2019), on
 * LibTorch. The head's last layer is the word embedding itself, of which only the rows in use are
 * there, so that guessing among them is cheap. Owns the native memory of its parameters.
 */
// "try": scopes and guards work by being open, not by being called.
@SuppressWarnings("try")
final class TorchMaskedLanguageModel implements AutoCloseable {

  /** Where BERT's own head lies among the weights of an encoder, if it came with it. */
  static final String HEAD = "cls.predictions.";

  private static final String TRANSFORM = HEAD + "transform";
  private static final String BIAS = HEAD + "bias";

  private static final double WEIGHT_DECAY = 0.01;
  private static final double CLIP = 1;
  private static final double DROPOUT = 0.1;
  private static final int STEPS_BETWEEN_TRIMS = 25;

  /** A head that knows nothing yet learns faster than what it stands on. */
  private static final double HEAD_RATE = 10;

  private final EncoderConfig config;
  private final TorchEncoder encoder;
  private final boolean bfloat16;
  private final long seed;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final AdamW optimizer;

  /**
   * Creates a network.
   *
   * @param config the shape of the encoder
   * @param pretrained its weights, with the rows of the word embedding that are in use, and BERT's
   *     head with the same rows if there is one
   * @param learningRate the peak learning rate of the encoder
   * @param bfloat16 whether matrix products run in 16 bits
   * @param seed decides the first weights of a head that is new, and dropout
   */
  TorchMaskedLanguageModel(
      EncoderConfig config, Weights pretrained, double learningRate, boolean bfloat16, long seed) {
    this.config = config.withVocabulary(pretrained.array(EncoderLayout.WORDS).shape()[0]);
    this.encoder = new TorchEncoder(config);
    this.bfloat16 = bfloat16;
    this.seed = seed;
    try {
      create(pretrained, learningRate);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    this.optimizer = new AdamW(List.copyOf(parameters.values()), 0);
  }

  private void create(Weights pretrained, double rate) {
    for (String name : EncoderLayout.shapes(pretrained, config).keySet()) {
      add(name, pretrained.array(name), rate);
    }
    if (pretrained.arrays().containsKey(EncoderGraph.CASE_EMBEDDING)) {
      add(EncoderGraph.CASE_EMBEDDING, pretrained.array(EncoderGraph.CASE_EMBEDDING), rate);
    }
    int width = pretrained.array(EncoderLayout.WORDS).shape()[1];
    Map<String, Weights.Array> newHead = newHead(width);
    boolean known = pretrained.arrays().keySet().containsAll(newHead.keySet());
    newHead.forEach(
        (name, array) ->
            add(name, known ? pretrained.array(name) : array, known ? rate : HEAD_RATE * rate));
  }

  private Map<String, Weights.Array> newHead(int width) {
    SplittableRandom initial = new SplittableRandom(seed);
    float[] dense = new float[width * config.hidden()];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = (float) (initial.nextGaussian() * 0.02);
    }
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    int[] wide = {width};
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    arrays.put(
        TRANSFORM + ".dense.weight", new Weights.Array(new int[] {width, config.hidden()}, dense));
    arrays.put(TRANSFORM + ".dense.bias", new Weights.Array(wide, new float[width]));
    arrays.put(TRANSFORM + ".LayerNorm.weight", new Weights.Array(wide, ones));
    arrays.put(TRANSFORM + ".LayerNorm.bias", new Weights.Array(wide, new float[width]));
    int rows = config.vocabulary();
    arrays.put(BIAS, new Weights.Array(new int[] {rows}, new float[rows]));
    return arrays;
  }

  private void add(String name, Weights.Array array, double rate) {
    double decay = EncoderLayout.isMatrix(name) ? WEIGHT_DECAY : 0;
    parameters.put(name, new Parameter(name, array, rate, decay, /* averaged= */ false));
  }

  /**
   * Makes one update.
   *
   * @param batches windows with hidden tokens; each batch is computed on its own, to the same
   *     update as all at once but for rounding and dropout
   * @param rate the share of the peak learning rates
   * @return the mean cross-entropy of the hidden tokens before the update; if it or the gradient is
   *     not finite, no weight was changed and it is not a number
   */
  double step(List<Batch> batches, double rate) {
    SplittableRandom random =
        new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (optimizer.updates() + 1));
    int hidden = batches.stream().mapToInt(batch -> batch.targets().length).sum();
    try (PointerScope scope = new PointerScope()) {
      TensorVector sum = new TensorVector();
      double loss = 0;
      for (Batch batch : batches) {
        loss += addGradients(batch, (double) batch.targets().length / hidden, random, sum);
      }
      try (NoGradGuard guard = new NoGradGuard()) {
        double norm = Gradients.norm(sum);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
          return Double.NaN;
        }
        optimizer.update(sum, rate, norm > CLIP ? CLIP / norm : 1);
      }
      return loss;
    } finally {
      if (optimizer.updates() % STEPS_BETWEEN_TRIMS == 0) {
        NativeHeap.trim();
      }
    }
  }

  /** What the batch computes is freed behind it, but for the gradients. */
  private double addGradients(
      Batch batch, double share, SplittableRandom random, TensorVector sum) {
    try (PointerScope scope = new PointerScope()) {
      Tensor loss =
          loss(batch, Pass.learning(parameters, random, DROPOUT, bfloat16)).mul(new Scalar(share));
      TensorVector gradients = Gradients.of(loss, parameters.values());
      try (NoGradGuard guard = new NoGradGuard()) {
        Gradients.add(sum, gradients);
      }
      return loss.item_float();
    }
  }

  /** {@return the mean cross-entropy of the hidden tokens, without dropout} */
  double loss(Batch batch) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return loss(batch, Pass.scoring(parameters)).item_float();
    }
  }

  private Tensor loss(Batch batch, Pass pass) {
    Tensor hidden =
        encoder
            .hiddenStates(batch, pass)
            .reshape(-1, config.hidden())
            .index_select(0, Tensors.of(batch.firstTokens(), batch.firstTokens().length));
    Tensor guess = torch.gelu(pass.linear(pass.lowered(hidden), TRANSFORM + ".dense"));
    Tensor normalised = pass.normalised(pass.raised(guess), TRANSFORM, config.layerNormEpsilon());
    Tensor logits =
        torch.linear(
            normalised, pass.weight(EncoderLayout.WORDS), new TensorOptional(pass.weight(BIAS)));
    return torch.cross_entropy_loss(logits, Tensors.of(batch.targets(), batch.targets().length));
  }

  /** {@return the weights, with the rows of the word embedding that the network was given} */
  Weights weights() {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (Parameter parameter : parameters.values()) {
      arrays.put(parameter.name, parameter.array());
    }
    return new Weights("the adapted network", arrays);
  }

  @Override
  public void close() {
    parameters.values().forEach(Parameter::close);
    parameters.clear();
  }
}
