package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.onnx.graph.Weights;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchTokenClassifierTest {

  private static final TorchTokenClassifier.Options OPTIONS =
      new TorchTokenClassifier.Options(TinyBatch.TAGS, 5, 2e-3, 1e-2, 0.01, 1, 0.1, 0.9, false, 5);

  @BeforeAll
  static void loadLibTorch() {
    LibTorch.load(2);
  }

  private static TorchTokenClassifier network(TorchTokenClassifier.Options options) {
    return new TorchTokenClassifier(
        TinyEncoder.CONFIG, TinyEncoder.weights(TinyEncoder.CONFIG, 11), options);
  }

  private static TorchTokenClassifier.Options with(boolean bfloat16, double dropout) {
    return new TorchTokenClassifier.Options(
        OPTIONS.tags(),
        OPTIONS.caseCategories(),
        OPTIONS.learningRate(),
        OPTIONS.headLearningRate(),
        OPTIONS.weightDecay(),
        OPTIONS.clip(),
        dropout,
        OPTIONS.averaging(),
        bfloat16,
        OPTIONS.seed());
  }

  @Test
  void everyWeightChangesAndTheLossFalls() {
    try (TorchTokenClassifier network = network(OPTIONS)) {
      Weights before = network.weights();
      double first = network.step(List.of(TinyBatch.random(0, 6, 12)), 1).loss();
      double last = 0;
      for (int i = 1; i < 150; i++) {
        last = network.step(List.of(TinyBatch.random(i, 6, 12)), 1).loss();
      }
      assertThat(last).isLessThan(first / 4);
      Weights after = network.weights();
      after
          .arrays()
          .forEach(
              (name, array) ->
                  assertThat(Arrays.equals(array.values(), before.array(name).values()))
                      .as(name)
                      .isFalse());
    }
  }

  @Test
  void sixteenBitProductsLearnAsWell() {
    try (TorchTokenClassifier network = network(with(true, 0.1))) {
      double first = network.step(List.of(TinyBatch.random(0, 6, 12)), 1).loss();
      double last = 0;
      for (int i = 1; i < 150; i++) {
        last = network.step(List.of(TinyBatch.random(i, 6, 12)), 1).loss();
      }
      assertThat(last).isLessThan(first / 4);
    }
  }

  @Test
  void sixteenBitProductsGiveNearlyTheSameLossAndGradient() {
    try (TorchTokenClassifier exact = network(with(false, 0));
        TorchTokenClassifier rounded = network(with(true, 0))) {
      TokenClassifier.Step expected = exact.step(List.of(TinyBatch.random(1, 4, 10)), 1);
      TokenClassifier.Step found = rounded.step(List.of(TinyBatch.random(1, 4, 10)), 1);
      assertThat(found.loss()).isCloseTo(expected.loss(), within(0.02));
      assertThat(found.gradientNorm())
          .isCloseTo(expected.gradientNorm(), within(0.05 * expected.gradientNorm()));
    }
  }

  @Test
  void aSmallStepLowersTheLoss() {
    TorchTokenClassifier.Options plain =
        new TorchTokenClassifier.Options(TinyBatch.TAGS, 5, 1e-5, 1e-5, 0, 1e9, 0, 0, false, 5);
    Batch batch = TinyBatch.random(3, 4, 10);
    try (TorchTokenClassifier network = network(plain)) {
      double before = network.step(List.of(batch), 1).loss();
      double after = network.step(List.of(batch), 1).loss();
      assertThat(after).isLessThan(before);
    }
  }

  @Test
  void paddingAndBatchMatesDoNotChangeTheScores() {
    try (TorchTokenClassifier network = network(OPTIONS)) {
      Batch batch = TinyBatch.random(8, 5, 14);
      float[] together = network.logits(batch);
      int word = 0;
      for (int row = 0; row < batch.windows(); row++) {
        int length = batch.lengths()[row];
        long[] first = new long[length - 2];
        for (int i = 0; i < first.length; i++) {
          first[i] = i + 1L;
        }
        int from = row * batch.length();
        Batch alone =
            new Batch(
                1,
                length,
                Arrays.copyOfRange(batch.inputIds(), from, from + length),
                Arrays.copyOfRange(batch.caseIds(), from, from + length),
                new int[] {length},
                first,
                new long[first.length]);
        float[] scores = network.logits(alone);
        for (float score : scores) {
          assertThat(score).isCloseTo(together[word++], within(1e-5f));
        }
      }
      assertThat(word).isEqualTo(together.length);
    }
  }

  @Test
  void oneSeedGivesOneNetworkToTheBit() {
    float[][] runs = new float[2][];
    for (int run = 0; run < 2; run++) {
      try (TorchTokenClassifier network = network(OPTIONS)) {
        for (int i = 0; i < 20; i++) {
          network.step(List.of(TinyBatch.random(i, 6, 12)), 1);
        }
        runs[run] = network.logits(TinyBatch.random(99, 6, 12));
      }
    }
    assertThat(runs[0]).containsExactly(runs[1]);
  }

  @Test
  void theBestWeightsComeBack() {
    Batch batch = TinyBatch.random(4, 4, 9);
    try (TorchTokenClassifier network = network(OPTIONS)) {
      network.step(List.of(batch), 1);
      float[] best = network.logits(batch);
      network.markBest();
      for (int i = 0; i < 5; i++) {
        network.step(List.of(batch), 1);
      }
      assertThat(network.logits(batch)).isNotEqualTo(best);
      network.restoreBest();
      assertThat(network.logits(batch)).containsExactly(best);
    }
  }

  @Test
  void withoutMarkedWeightsThereIsNothingToRestore() {
    try (TorchTokenClassifier network = network(OPTIONS)) {
      assertThatThrownBy(network::restoreBest).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aLossThatIsNotFiniteChangesNoWeight() {
    Weights broken = TinyEncoder.weights(TinyEncoder.CONFIG, 11);
    broken.array("encoder.layer.1.output.dense.bias").values()[3] = Float.NaN;
    try (TorchTokenClassifier network =
        new TorchTokenClassifier(TinyEncoder.CONFIG, broken, OPTIONS)) {
      Weights before = network.weights();
      assertThat(network.step(List.of(TinyBatch.random(1, 3, 8)), 1).loss()).isNaN();
      network
          .weights()
          .arrays()
          .forEach(
              (name, array) -> assertThat(array.values()).isEqualTo(before.array(name).values()));
    }
  }

  @Test
  void stepsLeaveNoNativeMemoryBehindEvenUnderGarbageCollection() {
    try (TorchTokenClassifier network = network(OPTIONS)) {
      for (int i = 0; i < 30; i++) {
        network.step(List.of(TinyBatch.random(i, 6, 5 + i % 20)), 1);
        network.logits(TinyBatch.random(i, 6, 5 + i % 20));
      }
      System.gc();
      long pointers = Pointer.totalCount();
      double last = 0;
      for (int i = 0; i < 200; i++) {
        last = network.step(List.of(TinyBatch.random(i, 6, 5 + i % 20)), 1).loss();
        network.logits(TinyBatch.random(i, 6, 5 + i % 20));
        if (i % 20 == 0) {
          System.gc();
        }
      }
      assertThat(last).isFinite();
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    }
  }

  @Test
  void closingFreesAllNativeMemory() {
    network(OPTIONS).close();
    long pointers = Pointer.totalCount();
    for (int i = 0; i < 10; i++) {
      try (TorchTokenClassifier network = network(OPTIONS)) {
        network.step(List.of(TinyBatch.random(i, 3, 8)), 1);
        network.markBest();
      }
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
  }

  /** Padding and window order change nothing but rounding. */
  @Test
  void severalPassesMakeTheSameUpdateAsOne() {
    Batch batch = TinyBatch.random(3, 7, 14);
    List<Batch> passes = batch.passes(30);
    assertThat(passes).hasSizeGreaterThan(2);
    assertThat(passes.stream().mapToInt(Batch::windows).sum()).isEqualTo(7);
    assertThat(passes.stream().mapToInt(Batch::counted).sum()).isEqualTo(batch.counted());
    try (TorchTokenClassifier whole = network(with(false, 0));
        TorchTokenClassifier split = network(with(false, 0))) {
      for (int update = 0; update < 3; update++) {
        TokenClassifier.Step one = whole.step(List.of(batch), 1);
        TokenClassifier.Step several = split.step(passes, 1);
        assertThat(several.loss()).isCloseTo(one.loss(), within(1e-5));
        assertThat(several.gradientNorm()).isCloseTo(one.gradientNorm(), within(1e-4));
      }
      float[] expected = whole.logits(batch);
      float[] found = split.logits(batch);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) found[i]).isCloseTo(expected[i], within(1e-3));
      }
    }
  }
}
