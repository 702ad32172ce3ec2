package io.nerine.onnx.quantize;

/** What of a graph is computed in 8 bits. */
public enum Precision {
  /** Weights and activations of all products but the head. */
  INT8,
  /** As {@link #INT8}, but for the products that lose most by it, of which only the weights are. */
  MIXED,
  /** Weights alone: nearly exact, as small, and less fast. */
  WEIGHTS
}
