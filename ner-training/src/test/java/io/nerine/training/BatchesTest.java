package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.onnx.text.EncodedWindow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final int PAD = 0;

  /** Windows whose second token is their number, so that they can be told apart in a batch. */
  private static List<EncodedDocument.Window> windows(int count) {
    Random random = new Random(1);
    List<EncodedDocument.Window> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = 3 + random.nextInt(40);
      int[] ids = new int[length];
      ids[0] = 1;
      ids[1] = 10 + i;
      ids[length - 1] = 2;
      windows.add(
          new EncodedDocument.Window(
              new EncodedWindow(ids, new int[length], new int[] {1}), new long[] {i % 3}));
    }
    return windows;
  }

  private static Batches batches(int count) {
    BitSet used = new BitSet();
    used.set(0, 10 + count);
    return new Batches(new VocabularySubset(used, 10 + count), PAD);
  }

  private static List<Long> numbers(List<Batch> batches) {
    return batches.stream()
        .flatMap(
            batch ->
                IntStream.range(0, batch.windows())
                    .mapToObj(row -> batch.inputIds()[row * batch.length() + 1] - 10))
        .toList();
  }

  @Test
  void anEpochHoldsEachWindowOnce() {
    List<Batch> epoch = batches(500).shuffled(windows(500), 256, 3);
    assertThat(numbers(epoch).stream().sorted().toList())
        .isEqualTo(IntStream.range(0, 500).mapToObj(Long::valueOf).toList());
  }

  @Test
  void batchesKeepToTheirBudgetAndPadLittle() {
    List<Batch> epoch = batches(2000).shuffled(windows(2000), 256, 3);
    long padded = 0;
    long real = 0;
    for (Batch batch : epoch) {
      assertThat(batch.windows() * batch.length()).isLessThanOrEqualTo(256);
      padded += (long) batch.windows() * batch.length();
      for (int length : batch.lengths()) {
        real += length;
      }
    }
    assertThat((double) padded / real).isLessThan(1.1);
  }

  @Test
  void theOrderIsAFunctionOfTheSeed() {
    List<Long> first = numbers(batches(300).shuffled(windows(300), 128, 7));
    assertThat(numbers(batches(300).shuffled(windows(300), 128, 7))).isEqualTo(first);
    assertThat(numbers(batches(300).shuffled(windows(300), 128, 8))).isNotEqualTo(first);
  }

  @Test
  void aWindowBeyondTheBudgetRunsAlone() {
    List<List<Integer>> groups = Batches.groups(windows(5), 2);
    assertThat(groups).hasSize(5).allMatch(group -> group.size() == 1);
  }

  @Test
  void targetsAndFirstTokensPointIntoTheBatch() {
    List<EncodedDocument.Window> windows = windows(4);
    Batch batch = batches(4).batch(windows);
    assertThat(batch.firstTokens()).hasSize(4);
    for (int row = 0; row < 4; row++) {
      assertThat(batch.firstTokens()[row]).isEqualTo((long) row * batch.length() + 1);
      assertThat(batch.targets()[row]).isEqualTo(row % 3);
    }
  }
}
