package io.nerine.onnx.imported;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.checkpoint.CheckpointConfig;
import io.nerine.onnx.checkpoint.EncoderCheckpoint;
import io.nerine.onnx.checkpoint.EncoderFamily;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the graph of a checkpoint whose weights are in safetensors files. */
final class CheckpointGraph {

  private CheckpointGraph() {}

  /**
   * Writes the graph.
   *
   * @param config what the checkpoint is
   * @param directory holds its weights
   * @param labels the number of scores a token
   * @return the graph in ONNX's binary form
   * @throws IOException if a file can't be read
   * @throws ModelLoadingException if the network is of another kind, or a weight is missing or has
   *     another shape
   */
  static byte[] write(CheckpointConfig config, Path directory, int labels) throws IOException {
    // ModernBERT's head is of two layers.
    if (!EncoderFamily.isKnown(config) || EncoderFamily.of(config) == EncoderFamily.MODERNBERT) {
      throw new ModelLoadingException(
          ("'%s' describes a model of type '%s'; those of %s without modernbert can be read from"
                  + " model.safetensors, others need a model.onnx, as optimum-cli export onnx writes"
                  + " it")
              .formatted(config.file(), config.modelType(), EncoderFamily.known()));
    }
    EncoderCheckpoint encoder = EncoderCheckpoint.read(directory, config);
    Weights weights = encoder.weights();
    weights.values(EncoderGraph.HEAD + ".weight", labels, encoder.config().hidden());
    weights.values(EncoderGraph.HEAD + ".bias", labels);
    return new EncoderGraph(weights, encoder.config()).write();
  }
}
