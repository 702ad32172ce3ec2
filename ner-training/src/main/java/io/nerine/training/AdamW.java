package io.nerine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * AdamW (Loshchilov and Hutter 2019) with bias correction, and a running average of the weights.
 *
 * <p>It calls LibTorch's fused kernel, which reads and writes each array once instead of once an
 * operation. The kernel has no typed binding, so it is reached through the dispatcher by its
 * schema. Nothing of it outlives the scope of a call.
 */
// "try": a scope works by being open, not by being called.
@SuppressWarnings("try")
final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Parameters that share learning rate and weight decay. */
  private record Group(double learningRate, double weightDecay) {}

  private final double averaging;
  private final Map<Group, List<Integer>> groups = new LinkedHashMap<>();
  private final List<Parameter> parameters;
  private long updates;

  /**
   * Creates the optimizer.
   *
   * @param parameters what it updates, in the order of the gradients that it will be given
   * @param averaging the share of the old average that stays after an update, 0 to keep none
   */
  AdamW(List<Parameter> parameters, double averaging) {
    this.parameters = parameters;
    this.averaging = averaging;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      groups
          .computeIfAbsent(
              new Group(parameter.learningRate, parameter.weightDecay), g -> new ArrayList<>())
          .add(i);
    }
  }

  /** {@return the number of updates made} */
  long updates() {
    return updates;
  }

  /**
   * Goes on from an earlier run.
   *
   * @param updates the number of updates made there
   */
  void resumeAt(long updates) {
    this.updates = updates;
  }

  /**
   * Makes one update. To be called in a scope, without recording gradients.
   *
   * @param gradients one a parameter; they may be changed
   * @param rate the share of each peak learning rate
   * @param scale what the gradients are multiplied by
   */
  void update(TensorVector gradients, double rate, double scale) {
    updates++;
    OperatorHandle kernel = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");
    Type.TypePtr tensorType = kernel.schema().arguments().type().get().containedType(0);
    Tensor step = torch.full(new long[] {1}, new Scalar((double) updates));
    // The kernel divides by this.
    @Nullable Tensor divisor =
        scale == 1 ? null : torch.full(new long[] {1}, new Scalar(1 / scale));
    groups.forEach(
        (group, members) -> {
          GenericList values = new GenericList(tensorType);
          GenericList slopes = new GenericList(tensorType);
          GenericList means = new GenericList(tensorType);
          GenericList variances = new GenericList(tensorType);
          GenericList steps = new GenericList(tensorType);
          for (int member : members) {
            Parameter parameter = parameters.get(member);
            values.push_back(new IValue(parameter.value));
            slopes.push_back(new IValue(gradients.get(member)));
            means.push_back(new IValue(parameter.mean));
            variances.push_back(new IValue(parameter.variance));
            steps.push_back(new IValue(step));
          }
          IValueVector arguments = new IValueVector();
          arguments.push_back(new IValue(values));
          arguments.push_back(new IValue(slopes));
          arguments.push_back(new IValue(means));
          arguments.push_back(new IValue(variances));
          arguments.push_back(new IValue(/* max_exp_avg_sqs */ new GenericList(tensorType)));
          arguments.push_back(new IValue(steps));
          arguments.push_back(new IValue(group.learningRate * rate));
          arguments.push_back(new IValue(BETA1));
          arguments.push_back(new IValue(BETA2));
          arguments.push_back(new IValue(group.weightDecay));
          arguments.push_back(new IValue(EPSILON));
          arguments.push_back(new IValue(/* amsgrad */ false));
          arguments.push_back(new IValue(/* maximize */ false));
          arguments.push_back(divisor == null ? new IValue() : new IValue(divisor));
          arguments.push_back(new IValue(/* found_inf */ ));
          kernel.callBoxed(arguments);
        });
    if (averaging > 0) {
      average();
    }
  }

  private void average() {
    // It follows fast at first, so that it does not remember the untrained head.
    double stays = Math.min(averaging, (1.0 + updates) / (10.0 + updates));
    try (PointerScope scope = new PointerScope()) {
      Scalar follow = new Scalar(1 - stays);
      for (Parameter parameter : parameters) {
        if (parameter.average != null) {
          parameter.average.lerp_(parameter.value, follow);
        }
      }
    }
  }
}
