package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.text.EncodedWindow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphWriterTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void theGraphComputesWhatTheTrainedNetworkDoes(int caseCategories) {
    LibTorch.load(2);
    TorchTokenClassifier.Options options =
        new TorchTokenClassifier.Options(
            TinyBatch.TAGS, caseCategories, 1e-3, 1e-2, 0.01, 1, 0.1, 0.9, true, 5);
    try (TorchTokenClassifier network =
        new TorchTokenClassifier(
            TinyEncoder.CONFIG, TinyEncoder.weights(TinyEncoder.CONFIG, 4), options)) {
      for (int i = 0; i < 30; i++) {
        network.step(List.of(TinyBatch.random(i, 5, 12)), 1);
      }
      byte[] graph = GraphWriter.write(TinyEncoder.CONFIG, network.weights());
      try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), TinyBatch.TAGS)) {
        for (int seed = 0; seed < 20; seed++) {
          Batch batch = TinyBatch.random(seed, 1, 3 + seed * 3);
          float[] expected = network.logits(batch);
          float[] found = tagger.run(List.of(window(batch)))[0];
          assertThat(found).hasSameSizeAs(expected);
          for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
          }
        }
      }
    }
  }

  private static EncodedWindow window(Batch batch) {
    int[] ids = new int[batch.length()];
    int[] cases = new int[batch.length()];
    int[] first = new int[batch.firstTokens().length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) batch.inputIds()[i];
      cases[i] = (int) batch.caseIds()[i];
    }
    for (int i = 0; i < first.length; i++) {
      first[i] = (int) batch.firstTokens()[i];
    }
    return new EncodedWindow(ids, cases, first);
  }

  @Test
  void equalWeightsGiveEqualBytes() {
    LibTorch.load(2);
    TorchTokenClassifier.Options options =
        new TorchTokenClassifier.Options(3, 0, 1e-3, 1e-2, 0.01, 1, 0.1, 0, false, 5);
    byte[][] graphs = new byte[2][];
    for (int i = 0; i < 2; i++) {
      try (TorchTokenClassifier network =
          new TorchTokenClassifier(
              TinyEncoder.CONFIG, TinyEncoder.weights(TinyEncoder.CONFIG, 4), options)) {
        graphs[i] = GraphWriter.write(TinyEncoder.CONFIG, network.weights());
      }
    }
    assertThat(graphs[0]).isEqualTo(graphs[1]);
  }
}
