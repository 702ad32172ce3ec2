package io.nerine.training;

import java.util.Collection;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Gradients of a loss. All of it works in a scope of pointers that is open. */
final class Gradients {

  private Gradients() {}

  /** {@return the gradient of each parameter, in their order} */
  static TensorVector of(Tensor loss, Collection<Parameter> parameters) {
    TensorVector inputs = new TensorVector();
    for (Parameter parameter : parameters) {
      inputs.push_back(parameter.value);
    }
    return torch.grad(
        new TensorVector(loss),
        inputs,
        new TensorVector(),
        new BoolOptional(),
        /* create_graph= */ false,
        /* allow_unused= */ false);
  }

  /**
   * Adds gradients of one pass to those of others. To be called without recording gradients.
   *
   * @param sum what they are added to, empty before the first; lives as long as its own scope
   * @param gradients what is added
   */
  static void add(TensorVector sum, TensorVector gradients) {
    boolean first = sum.empty();
    for (long i = 0; i < gradients.size(); i++) {
      if (first) {
        sum.push_back(gradients.get(i));
      } else {
        sum.get(i).add_(gradients.get(i));
      }
    }
  }

  /** {@return the norm of all of them together} */
  static double norm(TensorVector gradients) {
    double sum = 0;
    for (long i = 0; i < gradients.size(); i++) {
      double norm = gradients.get(i).norm().item_float();
      sum += norm * norm;
    }
    return Math.sqrt(sum);
  }
}
