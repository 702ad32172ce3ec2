package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.TrainingException;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.text.EncodedWindow;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphCheckTest {

  private static final int TAGS = 3;

  private static final List<EncodedDocument.Window> WINDOWS =
      List.of(
          new EncodedDocument.Window(
              new EncodedWindow(
                  new int[] {2, 10, 20, 30, 3}, new int[] {0, 1, 2, 3, 0}, new int[] {1, 2, 3}),
              new long[3]));

  private TorchTokenClassifier network;

  @BeforeEach
  void open() {
    LibTorch.load(1);
    network =
        new TorchTokenClassifier(
            TinyEncoder.CONFIG,
            TinyEncoder.weights(TinyEncoder.CONFIG, 4),
            new TorchTokenClassifier.Options(TAGS, 5, 1e-3, 1e-2, 0.01, 1, 0.1, 0, false, 5));
  }

  @AfterEach
  void close() {
    network.close();
  }

  private double compare(Weights exported) {
    BitSet all = new BitSet();
    all.set(0, TinyEncoder.CONFIG.vocabulary());
    Batches batches =
        new Batches(new VocabularySubset(all, TinyEncoder.CONFIG.vocabulary()), /* padId= */ 0);
    byte[] graph = GraphWriter.write(TinyEncoder.CONFIG, exported);
    return GraphCheck.compare(graph, network, 1, batches, WINDOWS, TAGS);
  }

  @Test
  void aFaithfulGraphPasses() {
    assertThat(compare(network.weights())).isBetween(0.0, 1e-5);
  }

  @Test
  void oneWrongWeightIsRefused() {
    Weights weights = network.weights();
    weights.array("encoder.layer.1.output.dense.weight").values()[7] += 0.5f;
    assertThatThrownBy(() -> compare(weights))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("differs from the trained network")
        .hasMessageContaining("no model was written");
  }

  @Test
  void aGraphThatGivesNoNumbersIsRefused() {
    Weights weights = network.weights();
    weights.array("classifier.bias").values()[0] = Float.NaN;
    assertThatThrownBy(() -> compare(weights)).isInstanceOf(TrainingException.class);
  }
}
