package io.nerine.report;

import java.util.List;
import java.util.Locale;

/** How the score grew with the documents trained on. */
final class LearningSection {

  private final List<LearningPoint> points;

  LearningSection(List<LearningPoint> points) {
    this.points = points;
  }

  void write(Html html) {
    html.open("section", "id", "learning").element("h2", "Would more documents help?");
    double most = rounded(points.stream().mapToInt(LearningPoint::documents).max().orElse(1));
    Chart.Axis documents = new Chart.Axis("Documents trained on", 0, most, false);
    new Chart("F1 by number of documents trained on", documents, Chart.Axis.share("F1"))
        .dottedLine(
            "F1",
            points.stream().mapToDouble(LearningPoint::documents).toArray(),
            points.stream().mapToDouble(LearningPoint::f1).toArray())
        .write(html, verdict());
    html.close();
  }

  private String verdict() {
    if (points.size() < 2) {
      return "One point says nothing of what more documents would give.";
    }
    LearningPoint last = points.get(points.size() - 1);
    LearningPoint before = points.get(points.size() - 2);
    return String.format(
        Locale.ROOT,
        "From %d to %d documents F1 changed by %s points.",
        before.documents(),
        last.documents(),
        Figures.points(last.f1() - before.f1()));
  }

  /** The next end of an axis whose fifths are easy to read. */
  private static double rounded(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 7.5}) {
      if (step * power >= most) {
        return Math.max(5, step * power);
      }
    }
    return 10 * power;
  }
}
