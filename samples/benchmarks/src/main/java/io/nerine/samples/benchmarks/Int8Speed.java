package io.nerine.samples.benchmarks;

import io.nerine.bundle.ModelBundle;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.text.EncodedWindow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * Shows how much faster a model in 8 bits runs than the same in floats, by length of text, and that
 * the scores of a window do not depend on the others of its batch.
 */
public final class Int8Speed {

  private static final int[][] SHAPES = {
    {1, 16}, {1, 32}, {1, 64}, {1, 128}, {1, 256}, {1, 512}, {8, 32}, {8, 128}
  };

  private static final int ROUNDS = 9;

  /** How many tokens are run at least before the clock is read. */
  private static final int TOKENS_A_ROUND = 4_096;

  private final Random random = new Random(1);
  private final int vocabulary;

  private Int8Speed(int vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Prints a line a shape.
   *
   * @param args the model in floats and the one in 8 bits
   */
  public static void main(String[] args) {
    try (ModelBundle floats = ModelBundle.open(Path.of(args[0]));
        ModelBundle int8 = ModelBundle.open(Path.of(args[1]));
        OnnxTagger floatTagger = tagger(floats);
        OnnxTagger int8Tagger = tagger(int8)) {
      Int8Speed speed =
          new Int8Speed(
              (Integer)
                  Objects.requireNonNull(
                      floats.manifest().settings().get(OnnxBackend.VOCABULARY_SIZE)));
      for (int[] shape : SHAPES) {
        speed.compare(shape[0], shape[1], floatTagger, int8Tagger);
      }
      speed.compareBatches(int8Tagger);
    }
  }

  private static OnnxTagger tagger(ModelBundle bundle) {
    return OnnxTagger.of(
        bundle.read(OnnxBackend.GRAPH),
        LoadOptions.defaults(),
        2 * bundle.schema().types().size() + 1);
  }

  private void compare(int rows, int tokens, OnnxTagger floats, OnnxTagger int8) {
    List<EncodedWindow> batch = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      batch.add(window(tokens));
    }
    int repeats = Math.max(1, TOKENS_A_ROUND / (rows * tokens));
    double[] ratios = new double[ROUNDS];
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      double slow = millis(floats, batch, repeats);
      double fast = millis(int8, batch, repeats);
      ratios[round] = slow / fast;
      least = Math.min(least, fast);
    }
    Arrays.sort(ratios);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d x %3d tokens: int8 %7.2f ms at best, %.2f times as fast (median of %d turns; %.2f to"
                + " %.2f)",
            rows,
            tokens,
            least,
            ratios[ROUNDS / 2],
            ROUNDS,
            ratios[0],
            ratios[ROUNDS - 1]));
  }

  private static double millis(OnnxTagger tagger, List<EncodedWindow> batch, int repeats) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      tagger.run(batch);
    }
    return (System.nanoTime() - start) / 1e6 / repeats;
  }

  private void compareBatches(OnnxTagger int8) {
    double greatest = 0;
    int windows = 0;
    for (int batch = 0; batch < 20; batch++) {
      List<EncodedWindow> together = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        together.add(window(8 + random.nextInt(120)));
      }
      float[][] scores = int8.run(together);
      for (int i = 0; i < scores.length; i++) {
        float[] alone = int8.run(List.of(together.get(i)))[0];
        for (int j = 0; j < alone.length; j++) {
          greatest = Math.max(greatest, Math.abs(alone[j] - scores[i][j]));
        }
        windows++;
      }
    }
    System.out.println(
        windows + " windows alone and in a batch: greatest difference of a score " + greatest);
  }

  private EncodedWindow window(int tokens) {
    int[] ids = random.ints(tokens, vocabulary / 20, vocabulary).toArray();
    int[] words = new int[tokens - 2];
    Arrays.setAll(words, i -> i + 1);
    return new EncodedWindow(ids, new int[tokens], words);
  }
}
