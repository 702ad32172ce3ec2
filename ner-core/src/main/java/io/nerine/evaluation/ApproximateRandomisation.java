package io.nerine.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tests whether two evaluations differ by approximate randomisation (Noreen, 1989; Yeh, COLING
 * 2000): if both are equally good, it makes no difference which of them gave which result for a
 * document. So documents change sides at random, and the p value is the share of exchanges after
 * which the figures differ more than they do. Exchanges after which they differ just as much count
 * half (the mid-p value; Lancaster, JASA, 1961), since few documents make few different values and
 * the test would be too cautious else; the actual assignment is one of these (Phipson and Smyth,
 * 2010).
 */
final class ApproximateRandomisation {

  /** Figures that differ by less are equal: sums in another order differ in the last digits. */
  private static final double EQUAL = 1e-12;

  private static final int BLOCK = 100;

  /** So that exchanges and resamples of one seed have nothing in common. */
  private static final long FIRST_STREAM = 1L << 40;

  private final int documents;
  private final List<PairedColumn> columns;
  private final List<PairedColumn> types;
  private final ResamplingOptions options;

  ApproximateRandomisation(
      int documents,
      List<PairedColumn> columns,
      List<PairedColumn> types,
      ResamplingOptions options) {
    this.documents = documents;
    this.columns = columns;
    this.types = types;
    this.options = options;
  }

  /**
   * Tests all figures.
   *
   * @return p values of the columns, then of the types, then of the means over types
   */
  List<MeasureValues> pValues() {
    List<MeasureValues> observed = differences(new long[(documents + 63) / 64]);
    int blocks = (options.permutations() + BLOCK - 1) / BLOCK;
    List<MeasureValues> counts =
        IntStream.range(0, blocks)
            .parallel()
            .mapToObj(block -> greater(block * BLOCK, observed))
            .reduce(ApproximateRandomisation::plus)
            .orElseThrow();
    return IntStream.range(0, counts.size())
        .mapToObj(
            f ->
                MeasureValues.of(
                    measure ->
                        Math.abs(observed.get(f).of(measure)) <= EQUAL
                            ? 1
                            : (counts.get(f).of(measure) + 0.5) / (options.permutations() + 1)))
        .toList();
  }

  /**
   * Counts how often, in one block of exchanges, figures differ more than observed; those that
   * differ as much count half.
   */
  private List<MeasureValues> greater(int from, List<MeasureValues> observed) {
    List<MeasureValues> counts =
        new ArrayList<>(Collections.nCopies(observed.size(), new MeasureValues(0, 0, 0)));
    long[] sides = new long[(documents + 63) / 64];
    for (int p = from; p < Math.min(options.permutations(), from + BLOCK); p++) {
      SplitMix64 random = new SplitMix64(options.seed(), FIRST_STREAM + p);
      for (int i = 0; i < sides.length; i++) {
        sides[i] = random.next();
      }
      List<MeasureValues> exchanged = differences(sides);
      for (int f = 0; f < observed.size(); f++) {
        MeasureValues count = counts.get(f);
        MeasureValues of = observed.get(f);
        MeasureValues difference = exchanged.get(f);
        counts.set(
            f,
            MeasureValues.of(
                measure -> count.of(measure) + greater(difference.of(measure), of.of(measure))));
      }
    }
    return counts;
  }

  private static double greater(double difference, double observed) {
    double more = Math.abs(difference) - Math.abs(observed);
    return more > EQUAL ? 1 : more < -EQUAL ? 0 : 0.5;
  }

  private static List<MeasureValues> plus(List<MeasureValues> one, List<MeasureValues> other) {
    return IntStream.range(0, one.size())
        .mapToObj(
            f -> MeasureValues.of(measure -> one.get(f).of(measure) + other.get(f).of(measure)))
        .toList();
  }

  private List<MeasureValues> differences(long[] sides) {
    List<MeasureValues> differences = new ArrayList<>();
    for (PairedColumn column : columns) {
      differences.add(MeasureValues.of(column.exchange(sides)::difference));
    }
    TypeMeans baseline = new TypeMeans();
    TypeMeans candidate = new TypeMeans();
    for (PairedColumn type : types) {
      PairedColumn.Exchanged exchanged = type.exchange(sides);
      differences.add(MeasureValues.of(exchanged::difference));
      baseline.add(exchanged.baseline());
      candidate.add(exchanged.candidate());
    }
    differences.add(MeasureValues.of(measure -> candidate.of(measure) - baseline.of(measure)));
    return differences;
  }
}
