package io.nerine.onnx.quantize;

import java.util.Map;

/** A graph of which some is in 8 bits. */
final class QuantizedForm {

  private final Precision precision;
  private final Map<DenseProduct, ProductForm> plan;
  private final byte[] graph;

  /**
   * Writes the graph.
   *
   * @param precision what of it is in 8 bits
   * @param source the graph in floats
   * @param plan how each product is computed
   * @param ranges the ranges of the inputs of products, by name; needed for int8 alone
   */
  QuantizedForm(
      Precision precision,
      QuantizableGraph source,
      Map<DenseProduct, ProductForm> plan,
      Map<String, ActivationRange> ranges) {
    this.precision = precision;
    this.plan = Map.copyOf(plan);
    this.graph = GraphRewriting.rewrite(source, plan, ranges);
  }

  Precision precision() {
    return precision;
  }

  byte[] graph() {
    return graph;
  }

  /** {@return the number of products of a form} */
  int count(ProductForm form) {
    return (int) plan.values().stream().filter(form::equals).count();
  }
}
