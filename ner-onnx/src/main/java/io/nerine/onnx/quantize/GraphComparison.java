package io.nerine.onnx.quantize;

import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.text.EncodedWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares the scores and the speed of graphs with those of the graph in floats. */
final class GraphComparison implements AutoCloseable {

  private static final int ROUNDS = 5;

  private final int tags;
  private final List<EncodedWindow> windows;
  private final OnnxTagger floats;
  private final List<float[]> expected;

  /**
   * Runs the graph in floats.
   *
   * @param floats the graph in floats
   * @param tags the number of scores a word
   * @param windows what to compare on, a few
   */
  GraphComparison(byte[] floats, int tags, List<EncodedWindow> windows) {
    this.tags = tags;
    this.windows = windows;
    this.floats = OnnxTagger.of(floats, LoadOptions.defaults(), tags);
    this.expected = scores(this.floats);
  }

  private List<float[]> scores(OnnxTagger tagger) {
    List<float[]> scores = new ArrayList<>(windows.size());
    for (EncodedWindow window : windows) {
      scores.add(tagger.run(List.of(window))[0]);
    }
    return scores;
  }

  /** {@return the sum of the squared differences of a graph's scores} */
  double squaredError(byte[] graph) {
    double error = 0;
    try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), tags)) {
      List<float[]> found = scores(tagger);
      for (int i = 0; i < found.size(); i++) {
        for (int j = 0; j < found.get(i).length; j++) {
          double difference = found.get(i)[j] - expected.get(i)[j];
          error += difference * difference;
        }
      }
    }
    return error;
  }

  /** {@return the windows a second of a graph over those of the graph in floats} */
  double speed(byte[] graph) {
    double[] ratios = new double[ROUNDS];
    try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), tags)) {
      scores(tagger);
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        scores(floats);
        long between = System.nanoTime();
        scores(tagger);
        ratios[round] = (double) (between - start) / (System.nanoTime() - between);
      }
    }
    Arrays.sort(ratios);
    return ratios[ROUNDS / 2];
  }

  @Override
  public void close() {
    floats.close();
  }
}
