package io.nerine.report;

import io.nerine.document.EntitySpan;
import io.nerine.evaluation.ErrorKind;
import io.nerine.evaluation.EvaluatedDocument;
import io.nerine.evaluation.EvaluationError;
import io.nerine.internal.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of errors in their text, with filters by kind, type and words. */
final class ErrorBrowser {

  /** What keeps a page of a bad model on a large set in a size that opens. */
  static final int MOST_SHOWN = 2000;

  private record Entry(EvaluatedDocument document, EvaluationError error) {}

  private final List<Entry> entries = new ArrayList<>();
  private final String none;
  private int count;

  /**
   * Creates the list.
   *
   * @param documents the documents whose texts are known
   * @param none what the confusion matrix calls no mention
   */
  ErrorBrowser(Collection<EvaluatedDocument> documents, String none) {
    this.none = none;
    for (EvaluatedDocument document : documents) {
      for (EvaluationError error : document.errors()) {
        count++;
        if (entries.size() < MOST_SHOWN) {
          entries.add(new Entry(document, error));
        }
      }
    }
  }

  void write(Html html) {
    html.open("section", "id", "errors");
    html.element("h2", "Errors", "tabindex", "-1");
    if (entries.isEmpty()) {
      html.element("p", "There is none.").close();
      return;
    }
    html.element(
        "p",
        count == entries.size()
            ? "Every place where gold and prediction differ."
            : "The first %d of %d places where gold and prediction differ."
                .formatted(entries.size(), count));
    html.open("p", "class", "legend");
    html.open("span").element("mark", "gold", "class", "gold").text(" as it is tagged").close();
    html.open("span").element("mark", "predicted", "class", "predicted");
    html.text(" as the model has it").close();
    html.open("span").element("mark", "both", "class", "gold predicted").close();
    html.close();
    filters(html);
    html.element("p", "", "aria-live", "polite", "class", "muted small");
    html.open("ol", "class", "errors");
    entries.forEach(entry -> write(html, entry));
    html.close();
    html.element("button", "Show more", "type", "button", "class", "action more", "hidden", "");
    html.close();
  }

  /**
   * Writes which errors a button is to show.
   *
   * @param field the name of a filter: {@code kind}, {@code type} or {@code cell}
   * @param value what to set it to
   * @return the value of the button's attribute {@code data-show}
   */
  static String filter(String field, String value) {
    return Json.line(Map.of(field, value));
  }

  /** {@return the value by which the filter {@code cell} knows a cell of the confusion matrix} */
  static String cell(String actual, String predicted) {
    return actual + " \u2192 " + predicted;
  }

  private void filters(Html html) {
    // Without a script there is nothing to filter with, and all errors are shown.
    html.open("form", "class", "filters", "hidden", "", "aria-label", "Filter errors");
    html.open("label").text("Kind").open("select", "name", "kind");
    html.element("option", "all", "value", "");
    for (ErrorKind kind : ErrorKind.values()) {
      long number = entries.stream().filter(entry -> entry.error.kind() == kind).count();
      html.element("option", "%s (%d)".formatted(named(kind), number), "value", kind.name());
    }
    html.close().close();
    select(html, "Type, actual or predicted", "type", ErrorBrowser::types);
    select(html, "Actual \u2192 predicted", "cell", this::cells);
    html.open("label").text("Words in text or id");
    html.empty("input", "type", "search", "name", "text").close();
    html.element("button", "Clear", "type", "button", "class", "action");
    html.close();
  }

  private void select(
      Html html, String label, String name, Function<EvaluationError, Collection<String>> values) {
    Set<String> all = new TreeSet<>();
    entries.forEach(entry -> all.addAll(values.apply(entry.error)));
    html.open("label").text(label).open("select", "name", name);
    html.element("option", "all", "value", "");
    all.forEach(value -> html.element("option", value, "value", value));
    html.close().close();
  }

  private static Set<String> types(EvaluationError error) {
    return Stream.concat(error.gold().stream(), error.predicted().stream())
        .map(EntitySpan::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The cells of the confusion matrix in which an error is counted. */
  private Set<String> cells(EvaluationError error) {
    Set<String> cells = new TreeSet<>();
    boolean confused =
        error.kind() == ErrorKind.WRONG_TYPE || error.kind() == ErrorKind.WRONG_TYPE_AND_BOUNDARY;
    for (EntitySpan gold : error.gold()) {
      for (EntitySpan predicted : error.predicted()) {
        if (confused) {
          cells.add(cell(gold.type(), predicted.type()));
        }
      }
    }
    if (!confused) {
      error.gold().forEach(gold -> cells.add(cell(gold.type(), none)));
      error.predicted().forEach(predicted -> cells.add(cell(none, predicted.type())));
    }
    return cells;
  }

  private void write(Html html, Entry entry) {
    EvaluationError error = entry.error;
    html.open(
        "li",
        "data-kind",
        error.kind().name(),
        "data-type",
        String.join("\n", types(error)),
        "data-cell",
        String.join("\n", cells(error)));
    html.open("div", "class", "where");
    html.element("strong", named(error.kind()));
    html.text(" in " + entry.document.document().id() + " at ");
    html.element("span", places(error), "class", "place");
    error
        .confidence()
        .ifPresent(
            confidence -> html.text(String.format(Locale.ROOT, ", confidence %.2f", confidence)));
    html.close();
    new Snippet(entry.document.document().text(), error.gold(), error.predicted()).write(html);
    html.close();
  }

  private static String places(EvaluationError error) {
    List<EntitySpan> spans = error.gold().isEmpty() ? error.predicted() : error.gold();
    return spans.stream()
        .map(span -> span.start() + "\u2013" + span.end())
        .collect(Collectors.joining(", "));
  }

  static String named(ErrorKind kind) {
    String label = kind.label();
    return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
  }
}
