package io.nerine.report;

import io.nerine.evaluation.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The confusion matrix as a heat map whose cells lead to their errors. */
final class MatrixSection {

  private static final double STRONGEST = 75;

  private final ConfusionMatrix matrix;

  MatrixSection(ConfusionMatrix matrix) {
    this.matrix = matrix;
  }

  void write(Html html) {
    html.open("section", "id", "confusion").element("h2", "What was taken for what");
    html.element(
        "p",
        "Rows are actual types, columns predicted ones; whole mentions are counted. Under none stand"
            + " mentions that were missed or found with another boundary, beside none predictions"
            + " that no mention of another type explains. Cells with errors open them.",
        "class",
        "small muted");
    html.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Confusion matrix");
    html.open("table", "class", "matrix");
    html.element("caption", "Confusion matrix, in mentions; shading is the share of the row");
    List<String> names = new ArrayList<>(matrix.types());
    names.add(matrix.none());
    html.open("thead").open("tr").element("th", "actual \\ predicted", "scope", "col");
    names.forEach(name -> html.element("th", name, "scope", "col"));
    html.close().close().open("tbody");
    for (String actual : names) {
      html.open("tr").element("th", actual, "scope", "row");
      int sum = names.stream().mapToInt(predicted -> count(actual, predicted)).sum();
      names.forEach(predicted -> cell(html, actual, predicted, sum));
      html.close();
    }
    html.close().close().close().close();
  }

  private void cell(Html html, String actual, String predicted, int sum) {
    int count = count(actual, predicted);
    boolean right = actual.equals(predicted) && !actual.equals(matrix.none());
    double share = sum == 0 ? 0 : STRONGEST * count / sum;
    html.open(
        "td",
        "class",
        right ? "right" : "wrong",
        "style",
        String.format(Locale.ROOT, "--heat-share:%.1f", share));
    if (right || count == 0) {
      html.element("span", count == 0 ? "\u00B7" : Integer.toString(count));
    } else {
      html.element(
          "button",
          Integer.toString(count),
          "type",
          "button",
          "data-show",
          ErrorBrowser.filter("cell", ErrorBrowser.cell(actual, predicted)),
          "aria-label",
          "%d of actual %s predicted as %s: show these errors".formatted(count, actual, predicted));
    }
    html.close();
  }

  private int count(String actual, String predicted) {
    if (predicted.equals(matrix.none())) {
      return actual.equals(matrix.none()) ? 0 : matrix.missed(actual);
    }
    return actual.equals(matrix.none())
        ? matrix.spurious(predicted)
        : matrix.count(actual, predicted);
  }
}
