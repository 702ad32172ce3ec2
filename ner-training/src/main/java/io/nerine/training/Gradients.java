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
