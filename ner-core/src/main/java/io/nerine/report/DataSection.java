package io.nerine.report;

import java.util.Map;
import java.util.TreeMap;

/** How mentions are spread over types, in what was scored on and in what was trained on. */
final class DataSection {

  private final Map<String, Integer> test;
  private final Map<String, Integer> training;

  /**
   * Creates the section.
   *
   * @param test gold mentions by type
   * @param training mentions by type, empty if not known
   */
  DataSection(Map<String, Integer> test, Map<String, Integer> training) {
    this.test = test;
    this.training = training;
  }

  void write(Html html) {
    html.open("section", "id", "data").element("h2", "Data");
    if (training.isEmpty()) {
      String caption = "Gold mentions of each type, with the share of all";
      Table.openSortable(html, caption, "Type", "Test", "Test, share");
    } else {
      Table.openSortable(
          html,
          "Mentions of each type, with the share of all, in test and training data",
          "Type",
          "Test",
          "Test, share",
          "Training",
          "Training, share");
    }
    Map<String, Integer> types = new TreeMap<>(training);
    types.putAll(test);
    for (String type : types.keySet()) {
      html.open("tr").element("th", type, "scope", "row");
      cells(html, test, type, false);
      if (!training.isEmpty()) {
        cells(html, training, type, true);
      }
      html.close();
    }
    Table.close(html);
    html.close();
  }

  private static void cells(Html html, Map<String, Integer> counts, String type, boolean second) {
    int count = counts.getOrDefault(type, 0);
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    double share = all == 0 ? 0 : (double) count / all;
    Table.count(html, count);
    Table.bar(html, share, second, " %");
  }
}
