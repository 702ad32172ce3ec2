package io.nerine.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Resamples documents with replacement (Efron, 1979) and sums up what was counted in them. */
final class Bootstrap {

  /** How many resamples one thread draws into the same array. */
  private static final int BLOCK = 25;

  private final int documents;
  private final ResamplingOptions options;

  Bootstrap(int documents, ResamplingOptions options) {
    this.documents = documents;
    this.options = options;
  }

  /**
   * Sums up resamples, on all processors. Called again, it draws the same resamples again.
   *
   * @param columns what to sum up
   * @return the sums by column and resample, {@code [columns][replicates]}
   */
  CountColumn.Sums[][] sums(List<CountColumn> columns) {
    CountColumn.Sums[][] sums = new CountColumn.Sums[columns.size()][options.replicates()];
    int blocks = (options.replicates() + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks).parallel().forEach(block -> sum(columns, block * BLOCK, sums));
    return sums;
  }

  private void sum(List<CountColumn> columns, int from, CountColumn.Sums[][] sums) {
    int[] weights = new int[documents];
    for (int r = from; r < Math.min(options.replicates(), from + BLOCK); r++) {
      draw(r, weights);
      for (int c = 0; c < sums.length; c++) {
        sums[c][r] = columns.get(c).sums(weights);
      }
    }
  }

  private void draw(int replicate, int[] weights) {
    SplitMix64 random = new SplitMix64(options.seed(), replicate);
    Arrays.fill(weights, 0);
    for (int i = 0; i < weights.length; i++) {
      weights[random.below(weights.length)]++;
    }
  }
}
