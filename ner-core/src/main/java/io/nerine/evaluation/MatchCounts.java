package io.nerine.evaluation;

import java.util.Locale;

/**
 * Counts in the categories of MUC and SemEval-2013 task 9.1, and the precision, recall and F1 that
 * follow. A partial match counts half.
 *
 * @param correct COR: pairs of a gold mention and a prediction that agree
 * @param incorrect INC: pairs that disagree
 * @param partial PAR: pairs that agree in part
 * @param missing MIS: gold mentions in no pair
 * @param spurious SPU: predictions in no pair
 */
public record MatchCounts(int correct, int incorrect, int partial, int missing, int spurious) {

  /**
   * Creates the counts.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public MatchCounts {
    if ((correct | incorrect | partial | missing | spurious) < 0) {
      throw new IllegalArgumentException(
          "Counts must not be negative, found COR %d, INC %d, PAR %d, MIS %d, SPU %d"
              .formatted(correct, incorrect, partial, missing, spurious));
    }
  }

  /** {@return POS, the number of gold mentions: correct, incorrect, partial and missing} */
  public int possible() {
    return correct + incorrect + partial + missing;
  }

  /** {@return ACT, the number of predictions: correct, incorrect, partial and spurious} */
  public int actual() {
    return correct + incorrect + partial + spurious;
  }

  /** {@return the correct and half the partial as a share of the actual, 0 to 1; 0 if none} */
  public double precision() {
    return actual() == 0 ? 0.0 : (correct + 0.5 * partial) / actual();
  }

  /** {@return the correct and half the partial as a share of the possible, 0 to 1; 0 if none} */
  public double recall() {
    return possible() == 0 ? 0.0 : (correct + 0.5 * partial) / possible();
  }

  /** {@return the harmonic mean of precision and recall, 0 to 1; 0 if both are 0} */
  public double f1() {
    return Scores.harmonicMean(precision(), recall());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "P %.4f R %.4f F1 %.4f (COR %d, INC %d, PAR %d, MIS %d, SPU %d)",
        precision(),
        recall(),
        f1(),
        correct,
        incorrect,
        partial,
        missing,
        spurious);
  }
}
