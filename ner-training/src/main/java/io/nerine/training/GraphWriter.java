package io.nerine.training;

import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;

/** Writes a fine-tuned network as an ONNX graph. */
final class GraphWriter {

  private GraphWriter() {}

  /**
   * Writes a graph.
   *
   * @param config the shape of the encoder
   * @param weights the weights of the trained network, with the whole vocabulary
   * @return the graph in ONNX's binary form
   */
  static byte[] write(EncoderConfig config, Weights weights) {
    return new EncoderGraph(weights, config).write();
  }
}
