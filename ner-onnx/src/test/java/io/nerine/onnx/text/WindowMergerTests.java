package io.nerine.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WindowMergerTests {

  private static float[] constant(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void wordsOfOneWindowKeepTheirScoresToTheBit() {
    WindowMerger merger = new WindowMerger(2, 3);
    merger.add(new TextWindow(0, 2, 4), new float[] {0.1f, 1e30f, -0f, 3, 4, 5});
    assertThat(merger.merged()).isDeepEqualTo(new float[][] {{0.1f, 1e30f, -0f}, {3, 4, 5}});
  }

  @Test
  void sharedWordsAreWeightedByTheirDistanceFromTheEdge() {
    // Words 0..3 and 2..5: word 2 has weight 2 in the first window (one word to its right edge) and
    // 1 in the second (at its left edge); word 3 the other way round.
    WindowMerger merger = new WindowMerger(6, 1);
    merger.add(new TextWindow(0, 4, 6), constant(4, 0));
    merger.add(new TextWindow(2, 6, 6), constant(4, 3));
    float[] merged = merger.flat();
    assertThat(merged[1]).isEqualTo(0f);
    assertThat(merged[2]).isCloseTo(1f, within(1e-6f));
    assertThat(merged[3]).isCloseTo(2f, within(1e-6f));
    assertThat(merged[4]).isEqualTo(3f);
  }

  @Test
  void edgesOfTheDocumentCutNoContextOff() {
    // Both windows hold word 0; only the right edge of each counts: weights 2 and 4.
    WindowMerger merger = new WindowMerger(5, 1);
    merger.add(new TextWindow(0, 2, 4), constant(2, 0));
    merger.add(new TextWindow(0, 4, 6), constant(4, 3));
    merger.add(new TextWindow(3, 5, 4), constant(2, 1));
    assertThat(merger.flat()[0]).isCloseTo(2f, within(1e-6f));
    assertThat(merger.flat()[4]).isEqualTo(1f);
  }

  @Test
  void wordWithoutWindowIsReported() {
    WindowMerger merger = new WindowMerger(2, 1);
    merger.add(new TextWindow(0, 1, 3), constant(1, 0));
    assertThatThrownBy(merger::merged)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Word 1");
  }

  @Test
  void scoresOfTheWrongLengthAreRefused() {
    WindowMerger merger = new WindowMerger(2, 3);
    assertThatThrownBy(() -> merger.add(new TextWindow(0, 2, 4), constant(5, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 scores, found 5");
    assertThatThrownBy(() -> merger.add(new TextWindow(1, 3, 4), constant(6, 0)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new WindowMerger(1 << 28, 9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textWithoutWordsHasNoScores() {
    assertThat(new WindowMerger(0, 3).merged()).isEmpty();
  }
}
