package io.nerine.report;

import io.nerine.evaluation.ConfidenceInterval;
import io.nerine.evaluation.ConfidenceIntervals;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.ScoreIntervals;
import io.nerine.evaluation.Scores;
import java.util.Map;
import java.util.Objects;

/** The exact scores of each type, sortable, with bars and ranges. */
final class TypeSection {

  private final Map<String, Scores> types;
  private final Map<String, ScoreIntervals> intervals;

  TypeSection(Evaluation evaluation, ConfidenceIntervals intervals) {
    this.types = evaluation.types();
    this.intervals = intervals.types();
  }

  void write(Html html) {
    html.open("section", "id", "types").element("h2", "Types");
    Table.openSortable(
        html,
        "Exact match, in per cent and mentions; the line in a bar is the range of the figure",
        "Type",
        "F1",
        "Range",
        "Precision",
        "Recall",
        "Gold",
        "Predicted",
        "Right");
    types.forEach((type, scores) -> row(html, type, scores));
    Table.close(html);
    if (intervals.values().stream().anyMatch(type -> !type.f1().reliable())) {
      html.element(
          "p",
          "* Too few documents, or too few with errors, for the range to be reliable.",
          "class",
          "small muted");
    }
    html.close();
  }

  private void row(Html html, String type, Scores scores) {
    ConfidenceInterval f1 = Objects.requireNonNull(intervals.get(type)).f1();
    html.open("tr").element("th", type, "scope", "row");
    html.open("td", "data-value", Figures.plain(scores.f1()));
    Bar.write(html, f1.estimate(), f1.low(), f1.high());
    html.text(" " + Figures.percent(scores.f1())).close();
    String range = HeadlineSection.range(f1) + (f1.reliable() ? "" : " *");
    html.element("td", range, "class", "small", "data-value", Figures.plain(f1.width()));
    Table.share(html, scores.precision());
    Table.share(html, scores.recall());
    Table.count(html, scores.gold());
    Table.count(html, scores.predicted());
    Table.count(html, scores.truePositives());
    html.close();
  }
}
