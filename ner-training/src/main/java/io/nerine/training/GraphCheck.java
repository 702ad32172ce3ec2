package io.nerine.training;

import io.nerine.exception.TrainingException;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import java.util.List;

/** Holds an exported graph against the network that it was written from. */
final class GraphCheck {

  /** How far two logits may be apart; both sides compute in 32-bit floats. */
  private static final double TOLERANCE = 1e-4;

  private GraphCheck() {}

  /**
   * Compares the logits of each window.
   *
   * @param graph the exported graph
   * @param network the trained network
   * @param temperature what the graph divides its logits by
   * @param batches makes the network's input
   * @param windows what to compare on
   * @param tags the number of scores a word
   * @return the greatest difference
   * @throws TrainingException if it exceeds 1e-4, or a logit is not a number
   */
  static double compare(
      byte[] graph,
      TokenClassifier network,
      double temperature,
      Batches batches,
      List<EncodedDocument.Window> windows,
      int tags) {
    double greatest = 0;
    try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), tags)) {
      for (EncodedDocument.Window window : windows) {
        float[] expected =
            Temperature.apply(network.logits(batches.batch(List.of(window))), temperature);
        float[] found = tagger.run(List.of(window.input()))[0];
        for (int i = 0; i < expected.length; i++) {
          double difference = Math.abs(expected[i] - found[i]);
          // Written so that NaN is refused too.
          if (!(difference <= TOLERANCE)) {
            throw new TrainingException(
                "The exported graph differs from the trained network by %s in a logit, at most %s is"
                        .formatted(difference, TOLERANCE)
                    + " allowed; no model was written");
          }
          greatest = Math.max(greatest, difference);
        }
      }
    }
    return greatest;
  }
}
