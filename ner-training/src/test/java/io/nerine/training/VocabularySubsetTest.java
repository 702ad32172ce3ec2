package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.onnx.graph.Weights;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class VocabularySubsetTest {

  private static final String WORDS = "embeddings.word_embeddings.weight";

  private static VocabularySubset subset(int... ids) {
    BitSet used = new BitSet();
    for (int id : ids) {
      used.set(id);
    }
    return new VocabularySubset(used, TinyEncoder.CONFIG.vocabulary());
  }

  @Test
  void keepsTheRowsInUseAndGivesTheOthersBack() {
    Weights whole = TinyEncoder.weights(TinyEncoder.CONFIG, 3);
    VocabularySubset subset = subset(0, 7, 42);
    Weights restricted = subset.restrict(whole);
    int width = TinyEncoder.CONFIG.hidden();
    assertThat(restricted.array(WORDS).shape()).containsExactly(3, width);
    assertThat(restricted.array(WORDS).values()[width])
        .isEqualTo(whole.array(WORDS).values()[7 * width]);

    restricted.array(WORDS).values()[2 * width] = 5f;
    Weights expanded = subset.expand(restricted, whole);
    assertThat(expanded.array(WORDS).shape()).isEqualTo(whole.array(WORDS).shape());
    assertThat(expanded.array(WORDS).values()[42 * width]).isEqualTo(5f);
    assertThat(expanded.array(WORDS).values()[41 * width])
        .isEqualTo(whole.array(WORDS).values()[41 * width]);
    assertThat(whole.array(WORDS).values()[42 * width]).isNotEqualTo(5f);
  }

  @Test
  void numbersTheRowsInOrder() {
    VocabularySubset subset = subset(5, 9, 77);
    assertThat(subset.row(5)).isZero();
    assertThat(subset.row(77)).isEqualTo(2);
    assertThatThrownBy(() -> subset.row(6)).isInstanceOf(IllegalStateException.class);
  }
}
