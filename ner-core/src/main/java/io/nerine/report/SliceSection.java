package io.nerine.report;

import io.nerine.evaluation.Scores;
import java.util.Map;

/** The scores of parts of the mentions, such as those that training had not seen. */
final class SliceSection {

  private final Map<String, Map<String, Scores>> slices;

  SliceSection(Map<String, Map<String, Scores>> slices) {
    this.slices = slices;
  }

  void write(Html html) {
    if (slices.isEmpty()) {
      return;
    }
    html.open("section", "id", "slices").element("h2", "Where it is good and where not");
    slices.forEach((name, scores) -> table(html, name, scores));
    html.close();
  }

  private static void table(Html html, String name, Map<String, Scores> scores) {
    html.element("h3", name);
    Table.open(
        html,
        "Exact match by " + name + ", in per cent and mentions",
        "Mentions",
        "F1",
        "Precision",
        "Recall",
        "Gold",
        "Predicted",
        "Right");
    scores.forEach(
        (slice, of) -> {
          html.open("tr").element("th", slice, "scope", "row");
          Table.bar(html, of.f1(), false, "");
          Table.share(html, of.precision());
          Table.share(html, of.recall());
          Table.count(html, of.gold());
          Table.count(html, of.predicted());
          Table.count(html, of.truePositives());
          html.close();
        });
    Table.close(html);
  }
}
