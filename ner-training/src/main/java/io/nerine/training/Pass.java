package io.nerine.training;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One pass through a network: the weights as it sees them, and what chance does to it. Used in one
 * scope of pointers and then dropped.
 *
 * <p>Where matrix products run in 16 bits, each weight is cast once a pass.
 */
final class Pass {

  private final Map<String, Parameter> parameters;
  private final @Nullable SplittableRandom learning;
  private final double dropout;
  private final boolean bfloat16;
  private final Map<String, Tensor> cast = new HashMap<>();

  private Pass(
      Map<String, Parameter> parameters,
      @Nullable SplittableRandom learning,
      double dropout,
      boolean bfloat16) {
    this.parameters = parameters;
    this.learning = learning;
    this.dropout = dropout;
    this.bfloat16 = bfloat16;
  }

  /**
   * A pass to learn from.
   *
   * @param parameters the parameters by name
   * @param random draws dropout
   * @param dropout the share of values that are dropped
   * @param bfloat16 whether matrix products run in 16 bits
   */
  static Pass learning(
      Map<String, Parameter> parameters,
      SplittableRandom random,
      double dropout,
      boolean bfloat16) {
    return new Pass(parameters, random, dropout, bfloat16);
  }

  /** A pass that computes in 32 bits with the weights that are exported, without dropout. */
  static Pass scoring(Map<String, Parameter> parameters) {
    return new Pass(parameters, null, 0, false);
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  Tensor weight(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalStateException("The network has no weight " + name);
    }
    return learning != null ? parameter.value : parameter.forUse();
  }

  private TensorOptional optional(String name) {
    return has(name) ? new TensorOptional(weight(name)) : new TensorOptional();
  }

  private Tensor loweredWeight(String name) {
    return bfloat16 ? cast.computeIfAbsent(name, n -> lowered(weight(n))) : weight(name);
  }

  /** Brings what is computed in 32 bits to the precision of matrix products. */
  Tensor lowered(Tensor x) {
    return bfloat16 ? x.to(torch.ScalarType.BFloat16) : x;
  }

  /** Brings what matrix products have given back to 32 bits. */
  Tensor raised(Tensor x) {
    return bfloat16 ? x.to(torch.ScalarType.Float) : x;
  }

  /** A product with the weights of a linear layer, its bias added where it has one. */
  Tensor linear(Tensor x, String layer) {
    String bias = layer + ".bias";
    return torch.linear(
        x,
        loweredWeight(layer + ".weight"),
        has(bias) ? new TensorOptional(loweredWeight(bias)) : new TensorOptional());
  }

  Tensor normalised(Tensor x, String block, double epsilon) {
    Tensor scale = weight(block + ".LayerNorm.weight");
    return torch.layer_norm(
        x,
        new long[] {scale.numel()},
        new TensorOptional(scale),
        optional(block + ".LayerNorm.bias"),
        epsilon,
        /* cudnn_enable= */ false);
  }

  /**
   * Drops values by random bytes of our own generator, since the engine has one generator for the
   * whole process, which another user of it would move.
   */
  Tensor dropout(Tensor x) {
    int threshold = (int) Math.round(dropout * 256);
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
}
