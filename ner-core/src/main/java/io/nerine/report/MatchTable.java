package io.nerine.report;

import io.nerine.evaluation.MatchCounts;
import io.nerine.evaluation.SemEvalScores;

/** The four scores of SemEval-2013 side by side. */
final class MatchTable {

  private final SemEvalScores scores;

  MatchTable(SemEvalScores scores) {
    this.scores = scores;
  }

  void write(Html html) {
    html.open("section", "id", "matching").element("h2", "How strict the comparison is");
    html.element(
        "p",
        "Exact asks for the same start, end and type, and is the figure to quote. The others say"
            + " what the errors are about: where boundary-only is much higher, types are confused;"
            + " where type-only or partial is, boundaries are.");
    Table.open(
        html,
        "After SemEval-2013 task 9.1, in per cent and mentions",
        "Comparison",
        "Precision",
        "Recall",
        "F1",
        "Correct",
        "Incorrect",
        "Partial",
        "Missing",
        "Spurious");
    row(html, "Exact", scores.strict());
    row(html, "Boundary only", scores.boundaryOnly());
    row(html, "Type only", scores.typeOnly());
    row(html, "Partial", scores.partial());
    Table.close(html);
    html.close();
  }

  private static void row(Html html, String name, MatchCounts counts) {
    html.open("tr").element("th", name, "scope", "row");
    Table.share(html, counts.precision());
    Table.share(html, counts.recall());
    Table.share(html, counts.f1());
    Table.count(html, counts.correct());
    Table.count(html, counts.incorrect());
    Table.count(html, counts.partial());
    Table.count(html, counts.missing());
    Table.count(html, counts.spurious());
    html.close();
  }
}
