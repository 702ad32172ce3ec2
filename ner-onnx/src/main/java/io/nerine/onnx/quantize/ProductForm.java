package io.nerine.onnx.quantize;

/** How a product is computed. */
enum ProductForm {
  /** Weights in 8 bits by blocks, activations rounded by blocks as they come. */
  WEIGHTS,
  /** Weights and activations in 8 bits, with ranges known beforehand. */
  INT8
}
