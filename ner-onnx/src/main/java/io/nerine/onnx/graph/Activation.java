package io.nerine.onnx.graph;

/** The function inside a feed-forward block. */
public enum Activation {
  /** GELU by the error function (Hendrycks and Gimpel 2016). */
  GELU,
  /** GELU by the hyperbolic tangent, an approximation that some encoders were trained with. */
  GELU_TANH,
  /** The positive part. */
  RELU
}
