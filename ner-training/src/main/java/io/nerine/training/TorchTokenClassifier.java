package io.nerine.training;

import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.internal.NativeHeap;
import io.nerine.training.encoder.EncoderConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A BERT encoder (Devlin et al. 2019) with a linear head, on LibTorch. Owns the native memory of
 * its parameters; everything of one step lives in a {@link PointerScope} and is freed with it.
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
  private final Options options;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final AdamW optimizer;
  private long passes;

  /** The weights in the precision of the matrix products, for the step under way. */
  private final Map<String, Tensor> cast = new LinkedHashMap<>();

  /** Whether the pass under way learns, and with what its dropout is drawn. */
  private @Nullable SplittableRandom learning;

  TorchTokenClassifier(EncoderConfig config, Weights pretrained, Options options) {
    this.config = config;
    this.options = options;
    try {
      create(pretrained);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    this.optimizer = new AdamW(List.copyOf(parameters.values()), options.averaging);
  }

  private void create(Weights pretrained) {
    int hidden = config.hidden();
    double rate = options.learningRate;
    // Rows of the word embedding that no document uses are left out, so nothing may decay here.
    Weights.Array words = pretrained.array("embeddings.word_embeddings.weight");
    add("embeddings.word_embeddings.weight", words, rate, 0);
    add("embeddings.position_embeddings.weight", positionsWithType(pretrained), rate, 0);
    if (options.caseCategories > 0) {
      int[] shape = {options.caseCategories, hidden};
      float[] zeros = new float[options.caseCategories * hidden];
      add(CASE_EMBEDDING, new Weights.Array(shape, zeros), options.headLearningRate, 0);
    }
    addNormalisation("embeddings", pretrained, rate);
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = EncoderGraph.layerPrefix(layer);
      add(prefix + "qkv.weight", joined(pretrained, prefix, ".weight"), rate, options.weightDecay);
      add(prefix + "qkv.bias", joined(pretrained, prefix, ".bias"), rate, 0);
      addLinear(prefix + "attention.output.dense", pretrained, rate);
      addNormalisation(prefix + "attention.output", pretrained, rate);
      addLinear(prefix + "intermediate.dense", pretrained, rate);
      addLinear(prefix + "output.dense", pretrained, rate);
      addNormalisation(prefix + "output", pretrained, rate);
    }
    float[] head = new float[options.tags * hidden];
    SplittableRandom initial = new SplittableRandom(options.seed);
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) (initial.nextGaussian() * 0.02);
    }
    add(
        HEAD + ".weight",
        new Weights.Array(new int[] {options.tags, hidden}, head),
        options.headLearningRate,
        options.weightDecay);
    add(
        HEAD + ".bias",
        new Weights.Array(new int[] {options.tags}, new float[options.tags]),
        options.headLearningRate,
        0);
  }

  private void addLinear(String layer, Weights pretrained, double rate) {
    add(layer + ".weight", pretrained.array(layer + ".weight"), rate, options.weightDecay);
    add(layer + ".bias", pretrained.array(layer + ".bias"), rate, 0);
  }

  private void addNormalisation(String block, Weights pretrained, double rate) {
    for (String part : new String[] {".LayerNorm.weight", ".LayerNorm.bias"}) {
      add(block + part, pretrained.array(block + part), rate, 0);
    }
  }

  private void add(String name, Weights.Array array, double rate, double decay) {
    parameters.put(name, new Parameter(name, array, rate, decay, options.averaging > 0));
  }

  /** Every token is of type 0, so that row of the type embedding is a constant of each position. */
  private Weights.Array positionsWithType(Weights pretrained) {
    Weights.Array positions = pretrained.array("embeddings.position_embeddings.weight");
    float[] type = pretrained.array("embeddings.token_type_embeddings.weight").values();
    float[] sum = positions.values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += type[i % config.hidden()];
    }
    return new Weights.Array(positions.shape(), sum);
  }

  /** Query, key and value in one array, for one matrix product instead of three. */
  private static Weights.Array joined(Weights pretrained, String prefix, String part) {
    List<Weights.Array> arrays = new ArrayList<>();
    for (String name : new String[] {"query", "key", "value"}) {
      arrays.add(pretrained.array(prefix + "attention.self." + name + part));
    }
    int size = arrays.get(0).values().length;
    float[] values = new float[3 * size];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(arrays.get(i).values(), 0, values, i * size, size);
    }
    int[] shape = arrays.get(0).shape().clone();
    shape[0] *= 3;
    return new Weights.Array(shape, values);
  }

  @Override
  public Step step(List<Batch> passes, double rate) {
    // A generator of its own for each step makes a step a function of weights, batch and number.
    learning = new SplittableRandom(options.seed + 0x9E3779B97F4A7C15L * (optimizer.updates() + 1));
    int counted = passes.stream().mapToInt(Batch::counted).sum();
    int words = passes.stream().mapToInt(pass -> pass.targets().length).sum();
    try (PointerScope scope = new PointerScope()) {
      TensorVector sum = new TensorVector();
      double loss = 0;
      for (Batch pass : passes) {
        loss += addGradients(pass, counted, words, sum);
      }
      try (NoGradGuard guard = new NoGradGuard()) {
        double norm = norm(sum);
        if (Double.isFinite(loss) && Double.isFinite(norm)) {
          optimizer.update(sum, rate, norm > options.clip ? options.clip / norm : 1);
        }
        return new Step(loss, norm);
      }
    } finally {
      cast.clear();
      learning = null;
      passEnded();
    }
  }

  /**
   * Computes the gradients of a pass and adds them up. What a pass computes is freed behind it, but
   * for the gradients, which live in the scope of the step.
   *
   * @param counted the words of all passes that have a gold tag
   * @param words the words of all passes
   * @return the share of the pass in the loss
   */
  private double addGradients(Batch pass, int counted, int words, TensorVector sum) {
    if (pass.counted() == 0 && pass.taught().length == 0) {
      return 0;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor loss = loss(forward(pass), pass, counted, words);
      TensorVector inputs = new TensorVector();
      for (Parameter parameter : parameters.values()) {
        inputs.push_back(parameter.value);
      }
      TensorVector gradients =
          torch.grad(
              new TensorVector(loss),
              inputs,
              new TensorVector(),
              new BoolOptional(),
              /* create_graph= */ false,
              /* allow_unused= */ false);
      try (NoGradGuard guard = new NoGradGuard()) {
        boolean first = sum.empty();
        for (long i = 0; i < gradients.size(); i++) {
          if (first) {
            sum.push_back(gradients.get(i));
          } else {
            sum.get(i).add_(gradients.get(i));
          }
        }
      }
      return loss.item_float();
    } finally {
      cast.clear();
    }
  }

  /**
   * The mean cross-entropy with gold tags, and with teachers the weighted mean of that and of the
   * cross-entropy with what they say, both softened, whose gradients are as large as the first's
   * when multiplied by the square of the softening (Hinton et al. 2015, section 2).
   */
  private static Tensor loss(Tensor logits, Batch pass, int counted, int words) {
    @Nullable Tensor loss = null;
    double goldWeight = pass.taught().length > 0 ? 1 - TAUGHT_WEIGHT : 1;
    if (pass.counted() > 0) {
      Tensor targets = Tensors.of(pass.targets(), pass.targets().length);
      double share = goldWeight * pass.counted() / counted;
      loss = torch.cross_entropy_loss(logits, targets).mul(new Scalar(share));
    }
    if (pass.taught().length > 0) {
      Tensor taught = Tensors.of(pass.taught(), logits.size(0), logits.size(1));
      Tensor said = torch.log_softmax(logits.mul(new Scalar(1 / Teacher.SOFTENING)), 1);
      double share = TAUGHT_WEIGHT * Teacher.SOFTENING * Teacher.SOFTENING / words;
      Tensor distance = said.mul(taught).sum().mul(new Scalar(-share));
      loss = loss == null ? distance : loss.add(distance);
    }
    return Objects.requireNonNull(loss);
  }

  private static double norm(TensorVector gradients) {
    double sum = 0;
    for (long i = 0; i < gradients.size(); i++) {
      double norm = gradients.get(i).norm().item_float();
      sum += norm * norm;
    }
    return Math.sqrt(sum);
  }

  @Override
  public float[] logits(Batch batch) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return Tensors.values(forward(batch).contiguous());
    } finally {
      passEnded();
    }
  }

  private void passEnded() {
    if (++passes % PASSES_BETWEEN_TRIMS == 0) {
      NativeHeap.trim();
    }
  }

  private Tensor forward(Batch batch) {
    int windows = batch.windows();
    int length = batch.length();
    int hidden = config.hidden();
    boolean bfloat16 = learning != null && options.bfloat16;
    Tensor ids = Tensors.of(batch.inputIds(), windows, length);
    Tensor x = torch.embedding(weight("embeddings.word_embeddings.weight"), ids);
    x = x.add(weight("embeddings.position_embeddings.weight").narrow(0, 0, length));
    if (options.caseCategories > 0) {
      Tensor cases = Tensors.of(batch.caseIds(), windows, length);
      x = x.add(torch.embedding(weight(CASE_EMBEDDING), cases));
    }
    x = dropout(normalised(x, "embeddings"));
    @Nullable Tensor mask = batch.isPadded() ? mask(batch, bfloat16) : null;
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = EncoderGraph.layerPrefix(layer);
      Tensor attended = attention(x, prefix, windows, length, mask, bfloat16);
      x = normalised(x.add(dropout(attended)), prefix + "attention.output");
      Tensor inner =
          torch.gelu(linear(lowered(x, bfloat16), prefix + "intermediate.dense", bfloat16));
      Tensor outer = raised(linear(inner, prefix + "output.dense", bfloat16), bfloat16);
      x = normalised(x.add(dropout(outer)), prefix + "output");
    }
    Tensor first =
        x.reshape(-1, hidden)
            .index_select(0, Tensors.of(batch.firstTokens(), batch.firstTokens().length));
    return torch.linear(
        dropout(first), weight(HEAD + ".weight"), new TensorOptional(weight(HEAD + ".bias")));
  }

  private Tensor attention(
      Tensor x, String prefix, int windows, int length, @Nullable Tensor mask, boolean bfloat16) {
    int heads = config.heads();
    int width = config.hidden() / heads;
    TensorVector qkv =
        linear(lowered(x, bfloat16), prefix + "qkv", bfloat16)
            .view(windows, length, 3, heads, width)
            .permute(2, 0, 3, 1, 4)
            .unbind();
    Tensor scores =
        qkv.get(0).mul(new Scalar(1 / Math.sqrt(width))).matmul(qkv.get(1).transpose(-2, -1));
    if (mask != null) {
      scores = scores.add(mask);
    }
    Tensor context =
        torch
            .softmax(scores, -1)
            .matmul(qkv.get(2))
            .transpose(1, 2)
            .reshape(windows, length, config.hidden());
    return raised(linear(context, prefix + "attention.output.dense", bfloat16), bfloat16);
  }

  /** Minus infinity would do, but a large number keeps a window of padding alone finite. */
  private static Tensor mask(Batch batch, boolean bfloat16) {
    float[] values = new float[batch.windows() * batch.length()];
    for (int window = 0; window < batch.windows(); window++) {
      for (int i = batch.lengths()[window]; i < batch.length(); i++) {
        values[window * batch.length() + i] = -1e9f;
      }
    }
    return lowered(Tensors.of(values, batch.windows(), 1, 1, batch.length()), bfloat16);
  }

  private Tensor linear(Tensor x, String layer, boolean bfloat16) {
    return torch.linear(
        x,
        weight(layer + ".weight", bfloat16),
        new TensorOptional(weight(layer + ".bias", bfloat16)));
  }

  private Tensor normalised(Tensor x, String block) {
    return torch.layer_norm(
        x,
        new long[] {config.hidden()},
        new TensorOptional(weight(block + ".LayerNorm.weight")),
        new TensorOptional(weight(block + ".LayerNorm.bias")),
        config.layerNormEpsilon(),
        /* cudnn_enable= */ false);
  }

  /**
   * Drops values by random bytes of our own generator, since the engine has one generator for the
   * whole process, which another user of it would move.
   */
  private Tensor dropout(Tensor x) {
    int threshold = (int) Math.round(options.dropout * 256);
    if (learning == null || threshold == 0) {
      return x;
    }
    int size = Math.toIntExact(x.numel());
    long[] words = new long[(size + 7) / 8];
    for (int i = 0; i < words.length; i++) {
      words[i] = learning.nextLong();
    }
    Tensor noise =
        Tensors.of(words, words.length)
            .view(torch.ScalarType.Byte)
            .narrow(0, 0, size)
            .view(x.shape());
    double keep = 1 - threshold / 256.0;
    Tensor kept = noise.ge(new Scalar(threshold)).to(x.scalar_type()).mul_(new Scalar(1 / keep));
    return x.mul(kept);
  }

  private Tensor weight(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalStateException("The network has no weight " + name);
    }
    return learning != null ? parameter.value : parameter.forUse();
  }

  private Tensor weight(String name, boolean bfloat16) {
    return bfloat16 ? cast.computeIfAbsent(name, n -> lowered(weight(n), true)) : weight(name);
  }

  private static Tensor lowered(Tensor x, boolean bfloat16) {
    return bfloat16 ? x.to(torch.ScalarType.BFloat16) : x;
  }

  private static Tensor raised(Tensor x, boolean bfloat16) {
    return bfloat16 ? x.to(torch.ScalarType.Float) : x;
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
