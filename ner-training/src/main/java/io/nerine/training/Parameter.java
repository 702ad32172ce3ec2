package io.nerine.training;

import io.nerine.onnx.graph.Weights;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One array of weights with what AdamW remembers of it, its running average and the best values so
 * far. Owns native memory, which {@link #close()} frees.
 */
// "try": scopes and guards work by being open, not by being called.
@SuppressWarnings("try")
final class Parameter implements AutoCloseable {

  final String name;
  final double learningRate;
  final double weightDecay;
  final Tensor value;
  final Tensor mean;
  final Tensor variance;
  @Nullable Tensor average;
  private @Nullable Tensor best;
  private final int[] shape;

  /**
   * Creates a parameter that learns.
   *
   * @param name its name
   * @param array its first values
   * @param learningRate its peak learning rate
   * @param weightDecay the share of it that decays at that rate
   * @param averaged whether to keep an average
   */
  Parameter(
      String name, Weights.Array array, double learningRate, double weightDecay, boolean averaged) {
    this.name = name;
    this.shape = array.shape();
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
    try (PointerScope scope = new PointerScope()) {
      this.value = Tensors.owned(Tensors.of(array.values(), Tensors.longs(shape)));
      this.mean = Tensors.owned(torch.zeros_like(value));
      this.variance = Tensors.owned(torch.zeros_like(value));
      if (averaged) {
        average = Tensors.owned(value.clone());
      }
      value.set_requires_grad(true);
    }
  }

  /** The values to score and to export with: their average where one is kept. */
  Tensor forUse() {
    return average != null ? average : value;
  }

  /** {@return a copy of the values to export} */
  Weights.Array array() {
    try (PointerScope scope = new PointerScope()) {
      return new Weights.Array(shape, Tensors.values(forUse()));
    }
  }

  void markBest() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      if (best == null) {
        best = Tensors.owned(forUse().detach().clone());
      } else {
        best.copy_(forUse());
      }
    }
  }

  void restoreBest() {
    if (best == null) {
      throw new IllegalStateException("No values of " + name + " were marked as best");
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      forUse().copy_(best);
    }
  }

  /** All of it in the order of a checkpoint; what is not kept is null. */
  private List<@Nullable Tensor> tensors() {
    return Arrays.asList(value, mean, variance, average, best);
  }

  void write(DataOutput out) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      for (@Nullable Tensor tensor : tensors()) {
        out.writeBoolean(tensor != null);
        if (tensor != null) {
          Tensors.write(tensor, out);
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (@Nullable Tensor tensor : Arrays.asList(value, mean, variance, average)) {
        if (in.readBoolean() != (tensor != null)) {
          throw new IOException("the arrays of " + name + " are not those of this run");
        }
        if (tensor != null) {
          Tensors.read(tensor, in);
        }
      }
      if (in.readBoolean()) {
        if (best == null) {
          best = Tensors.owned(value.detach().clone());
        }
        Tensors.read(best, in);
      }
    }
  }

  @Override
  public void close() {
    for (@Nullable Tensor tensor : tensors()) {
      if (tensor != null) {
        tensor.close();
      }
    }
  }
}
