package io.nerine.deploy;

import io.nerine.evaluation.Difference;
import io.nerine.evaluation.Measure;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;

/**
 * How a candidate compared with the version in a slot, on the documents of a {@link
 * DeploymentGate}.
 *
 * @param baseline the version that was in the slot
 * @param candidate the version that was to be deployed
 * @param measure the figure that was compared
 * @param baselineScore the figure of the version in the slot, 0 to 1
 * @param candidateScore the figure of the candidate, 0 to 1
 * @param low the lower end of the interval of the difference, candidate less baseline
 * @param high the upper end
 * @param pValue the p value of the paired test
 * @param level the level of interval and test, such as 0.95
 * @param toleratedLoss the loss that the gate tolerates, in points of 0 to 100
 * @param documents the number of documents
 * @param passed whether the gate lets the candidate pass
 */
public record GateResult(
    VersionId baseline,
    VersionId candidate,
    Measure measure,
    double baselineScore,
    double candidateScore,
    double low,
    double high,
    double pValue,
    double level,
    double toleratedLoss,
    int documents,
    boolean passed)
    implements Serializable {

  /** Creates the result. */
  public GateResult {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(candidate, "candidate");
    Objects.requireNonNull(measure, "measure");
  }

  static GateResult of(
      VersionId baseline,
      VersionId candidate,
      Measure measure,
      Difference difference,
      double toleratedLoss) {
    boolean worse = difference.verdict() == Difference.Verdict.WORSE;
    return new GateResult(
        baseline,
        candidate,
        measure,
        difference.baseline(),
        difference.candidate(),
        difference.interval().low(),
        difference.interval().high(),
        difference.adjustedPValue(),
        difference.interval().level(),
        toleratedLoss,
        difference.documents(),
        !worse || -100 * difference.value() <= toleratedLoss);
  }

  /** {@return the figures in one line} */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "micro %s %.4f (%s) -> %.4f (%s), %+.2f points (%+.2f to %+.2f), p %s at level %s,"
            + " tolerated loss %s points, %,d documents",
        measure.label(),
        baselineScore,
        baseline,
        candidateScore,
        candidate,
        100 * (candidateScore - baselineScore),
        100 * low,
        100 * high,
        pValue < 0.001 ? "below 0.001" : String.format(Locale.ROOT, "%.3f", pValue),
        level,
        toleratedLoss,
        documents);
  }
}
