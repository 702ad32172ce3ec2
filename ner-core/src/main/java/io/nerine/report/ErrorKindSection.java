package io.nerine.report;

import io.nerine.evaluation.ErrorKind;
import java.util.Map;

/** How many errors of each kind there are; each leads to its errors. */
final class ErrorKindSection {

  private final Map<ErrorKind, Integer> counts;

  ErrorKindSection(Map<ErrorKind, Integer> counts) {
    this.counts = counts;
  }

  void write(Html html) {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    if (all == 0) {
      return;
    }
    html.open("section", "id", "kinds").element("h2", "Kinds of errors");
    Table.open(html, Figures.count(all, "error") + " in all documents", "Kind", "Errors", "Share");
    counts.forEach((kind, count) -> row(html, kind, count, all));
    Table.close(html);
    html.close();
  }

  private static void row(Html html, ErrorKind kind, int count, int all) {
    html.open("tr").open("th", "scope", "row");
    if (count == 0) {
      html.text(ErrorBrowser.named(kind));
    } else {
      html.element(
          "button",
          ErrorBrowser.named(kind),
          "type",
          "button",
          "class",
          "action",
          "data-show",
          ErrorBrowser.filter("kind", kind.name()));
    }
    html.element("div", meaning(kind), "class", "small muted").close();
    Table.count(html, count);
    Table.bar(html, (double) count / all, false, " %");
    html.close();
  }

  private static String meaning(ErrorKind kind) {
    return switch (kind) {
      case WRONG_TYPE -> "the place is right, the type is another";
      case WRONG_BOUNDARY -> "the type is right, the mention is longer, shorter or shifted";
      case WRONG_TYPE_AND_BOUNDARY -> "it overlaps a mention, but neither type nor place is right";
      case MISSED -> "no prediction touches the mention";
      case SPURIOUS -> "the prediction touches no mention";
      case SPLIT -> "one mention was predicted in several pieces";
      case MERGED -> "several mentions were predicted as one";
    };
  }
}
