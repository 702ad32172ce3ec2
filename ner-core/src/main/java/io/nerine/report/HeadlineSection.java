package io.nerine.report;

import io.nerine.evaluation.ConfidenceInterval;
import io.nerine.evaluation.ConfidenceIntervals;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Scores;

/** The figure to quote, with the range that it lies in, and those beside it. */
final class HeadlineSection {

  private final Evaluation evaluation;
  private final ConfidenceIntervals intervals;

  HeadlineSection(Evaluation evaluation, ConfidenceIntervals intervals) {
    this.evaluation = evaluation;
    this.intervals = intervals;
  }

  void write(Html html) {
    Scores micro = evaluation.micro();
    html.open("section", "id", "headline").element("h2", "How good it is");
    html.open("div", "class", "headline");
    figure(html, "figure first", "F1, exact match", intervals.micro().f1());
    figure(html, "figure", "Precision", intervals.micro().precision());
    figure(html, "figure", "Recall", intervals.micro().recall());
    figure(html, "figure", "Macro F1, mean over types", intervals.macro().f1());
    html.close();
    html.element(
        "p",
        "%s hold %s. The model made %s, of which %d are right: same start, end and type."
            .formatted(
                Figures.count(evaluation.documents(), "document"),
                Figures.count(micro.gold(), "gold mention"),
                Figures.count(micro.predicted(), "prediction"),
                micro.truePositives()));
    html.element(
        "p",
        "The range beside a figure is where the figure for all documents of this kind lies, in %.0f"
                .formatted(100 * intervals.level())
            + " of 100 such evaluations.",
        "class",
        "small muted");
    support(html, intervals.micro().f1());
    leftOut(html);
    html.close();
  }

  private static void figure(Html html, String style, String name, ConfidenceInterval interval) {
    html.open("div", "class", style);
    html.element("div", name, "class", "name");
    html.element("div", Figures.percent(interval.estimate()), "class", "value");
    html.element("div", range(interval), "class", "interval").close();
  }

  static String range(ConfidenceInterval interval) {
    return interval.support() == ConfidenceInterval.Support.NONE
        ? "no data"
        : Figures.percent(interval.low()) + " to " + Figures.percent(interval.high());
  }

  private static void support(Html html, ConfidenceInterval interval) {
    if (!interval.reliable()) {
      html.element(
          "p",
          switch (interval.support()) {
            case FEW_DOCUMENTS -> "There are too few documents for the ranges to be reliable.";
            case FEW_CASES -> "Errors are in too few documents for the ranges to be reliable.";
            default -> "Nothing was counted, so no range can be given.";
          },
          "class",
          "small");
    }
  }

  private void leftOut(Html html) {
    int gold = evaluation.leftOutGold();
    int predictions = evaluation.leftOutPredictions();
    if (gold + predictions > 0) {
      html.element(
          "p",
          "Left out, since their type or place was not reviewed: %s and %s."
              .formatted(
                  Figures.count(gold, "gold mention"), Figures.count(predictions, "prediction")),
          "class",
          "small");
    }
  }
}
