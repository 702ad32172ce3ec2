package io.nerine.report;

import io.nerine.evaluation.Calibration;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.PrecisionRecallCurve;
import io.nerine.evaluation.ReliabilityTable;
import io.nerine.evaluation.Scores;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far the confidence of predictions can be trusted, and what thresholds would give. */
final class ConfidenceSection {

  private static final int BINS = 10;
  private static final int POINTS = 60;
  private static final double[] WANTED = {0.8, 0.9, 0.95, 0.98};

  private final Calibration calibration;
  private final PrecisionRecallCurve curve;

  private ConfidenceSection(Calibration calibration, PrecisionRecallCurve curve) {
    this.calibration = calibration;
    this.curve = curve;
  }

  /** {@return the section, or empty if the predictions carry no confidence} */
  static Optional<ConfidenceSection> of(Evaluation evaluation) {
    return Calibration.of(evaluation)
        .map(known -> new ConfidenceSection(known, PrecisionRecallCurve.of(evaluation)));
  }

  void write(Html html) {
    html.open("section", "id", "confidence").element("h2", "How far to trust its confidence");
    ReliabilityTable bins = calibration.equalMass(BINS);
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "On average the model is sure to %s %%, and %s %% of its predictions are right. In bins"
                + " of equal size confidence and precision differ by %s points on average"
                + " (expected calibration error).",
            Figures.percent(calibration.meanConfidence()),
            Figures.percent(calibration.precision()),
            Figures.percent(bins.expectedCalibrationError())));
    html.open("div", "class", "charts");
    reliability(html, bins);
    thresholds(html);
    html.close();
    wanted(html);
    html.close();
  }

  private static void reliability(Html html, ReliabilityTable bins) {
    new Chart(
            "Precision of predictions by their confidence",
            Chart.Axis.share("Confidence"),
            Chart.Axis.share("Precision"))
        .diagonal()
        .dottedLine(
            "Precision",
            bins.bins().stream().mapToDouble(ReliabilityTable.Bin::meanConfidence).toArray(),
            bins.bins().stream().mapToDouble(ReliabilityTable.Bin::precision).toArray())
        .write(
            html,
            "On the dotted line confidence is what it says; below it the model is too sure of"
                + " itself, above it too modest.");
  }

  private void thresholds(Html html) {
    List<PrecisionRecallCurve.Point> points = curve.points(POINTS);
    double[] thresholds =
        points.stream().mapToDouble(PrecisionRecallCurve.Point::threshold).toArray();
    new Chart(
            "Precision and recall by the least confidence that is accepted",
            Chart.Axis.share("Least confidence accepted"),
            Chart.Axis.share("Share"))
        .line(
            "Precision",
            thresholds,
            points.stream().mapToDouble(point -> point.scores().precision()).toArray())
        .line(
            "Recall",
            thresholds,
            points.stream().mapToDouble(point -> point.scores().recall()).toArray())
        .write(html, "A higher threshold leaves out more predictions, wrong and right ones.");
  }

  private void wanted(Html html) {
    Table.open(
        html,
        "The threshold that reaches a precision on these documents, and what is left with it",
        "Wanted precision",
        "Threshold",
        "Precision",
        "Recall",
        "Predictions left");
    for (double precision : WANTED) {
      html.open("tr").element("th", Figures.percent(precision) + " %", "scope", "row");
      Optional<PrecisionRecallCurve.Point> point = curve.atPrecision(precision);
      if (point.isEmpty()) {
        html.element("td", "not reached", "colspan", "4").close();
        continue;
      }
      Scores scores = point.get().scores();
      html.element("td", String.format(Locale.ROOT, "%.3f", point.get().threshold()));
      Table.share(html, scores.precision());
      Table.share(html, scores.recall());
      html.element("td", Figures.percent(point.get().coverage()) + " %").close();
    }
    Table.close(html);
  }
}
