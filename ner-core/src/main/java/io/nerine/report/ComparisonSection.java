package io.nerine.report;

import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Difference;
import io.nerine.evaluation.EvaluatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.PairedComparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Two models on the same documents: the scores side by side, and what was won and lost. */
final class ComparisonSection {

  private static final int MOST_SHOWN = 200;

  private final Evaluation evaluation;
  private final String name;
  private final Evaluation other;
  private final String otherName;
  private final PairedComparison comparison;

  ComparisonSection(Evaluation evaluation, String name, Evaluation other, String otherName) {
    this.evaluation = evaluation;
    this.name = name;
    this.other = other;
    this.otherName = otherName;
    this.comparison = PairedComparison.of(other, evaluation);
  }

  /** A mention on which the two models differ. */
  private record Change(EvaluatedDocument document, EntitySpan mention, boolean inGold) {}

  void write(Html html) {
    html.open("section", "id", "comparison").element("h2", name + " against " + otherName);
    verdict(html, comparison.micro().f1());
    Table.open(
        html,
        "Exact match F1 in per cent, and the difference in points with its range",
        "Type",
        name,
        otherName,
        "Difference",
        "Range",
        "What that shows");
    row(html, "all types", comparison.micro().f1());
    row(html, "macro", comparison.macro().f1());
    comparison.types().forEach((type, differences) -> row(html, type, differences.f1()));
    Table.close(html);
    changes(html);
    html.close();
  }

  private void verdict(Html html, Difference difference) {
    html.open("p");
    tag(html, difference.verdict());
    html.text(
        switch (difference.verdict()) {
          case BETTER -> "%s is better than %s".formatted(name, otherName);
          case WORSE -> "%s is worse than %s".formatted(name, otherName);
          case NO_DIFFERENCE_SHOWN -> "These documents do not show which is better";
        });
    html.text(
        String.format(
            Locale.ROOT,
            ": F1 differs by %s points (p %s, paired test on the same %s).",
            Figures.points(difference.value()),
            difference.pValue() < 0.001
                ? "below 0.001"
                : String.format(Locale.ROOT, "%.3f", difference.pValue()),
            Figures.count(difference.documents(), "document")));
    if (difference.verdict() == Difference.Verdict.NO_DIFFERENCE_SHOWN) {
      difference
          .documentsNeeded()
          .ifPresent(
              needed ->
                  html.text(
                      " To show a difference as great as this one, about %d documents are needed."
                          .formatted(needed)));
    }
    html.close();
  }

  private static void tag(Html html, Difference.Verdict verdict) {
    String style =
        switch (verdict) {
          case BETTER -> "better";
          case WORSE -> "worse";
          case NO_DIFFERENCE_SHOWN -> "same";
        };
    html.element("span", verdict.label(), "class", "tag " + style);
  }

  private static void row(Html html, String type, Difference difference) {
    html.open("tr").element("th", type, "scope", "row");
    Table.bar(html, difference.candidate(), false, "");
    Table.bar(html, difference.baseline(), true, "");
    html.element("td", Figures.points(difference.value()));
    html.element(
        "td",
        "%s to %s"
            .formatted(
                Figures.points(difference.interval().low()),
                Figures.points(difference.interval().high())),
        "class",
        "small");
    html.open("td");
    tag(html, difference.verdict());
    html.close().close();
  }

  private void changes(Html html) {
    Map<String, EvaluatedDocument> others = new HashMap<>();
    other.keptDocuments().forEach(document -> others.put(document.document().id(), document));
    List<Change> won = new ArrayList<>();
    List<Change> lost = new ArrayList<>();
    for (EvaluatedDocument document : evaluation.keptDocuments()) {
      EvaluatedDocument counterpart = others.get(document.document().id());
      if (counterpart != null) {
        compare(document, counterpart, won, lost);
      }
    }
    changes(html, "Won: right with " + name + ", wrong with " + otherName, won);
    changes(html, "Lost: wrong with " + name + ", right with " + otherName, lost);
  }

  private static void compare(
      EvaluatedDocument document, EvaluatedDocument other, List<Change> won, List<Change> lost) {
    Set<EntitySpan> gold = bare(document.gold());
    Set<EntitySpan> ours = bare(document.predicted());
    Set<EntitySpan> theirs = bare(other.predicted());
    for (EntitySpan mention : new TreeSet<>(union(ours, theirs))) {
      if (ours.contains(mention) != theirs.contains(mention)) {
        boolean inGold = gold.contains(mention);
        boolean better = inGold == ours.contains(mention);
        (better ? won : lost).add(new Change(document, mention, inGold));
      }
    }
  }

  private static Set<EntitySpan> union(Set<EntitySpan> one, Set<EntitySpan> other) {
    Set<EntitySpan> union = new HashSet<>(one);
    union.addAll(other);
    return union;
  }

  private static Set<EntitySpan> bare(List<EntitySpan> spans) {
    Set<EntitySpan> bare = new HashSet<>();
    spans.forEach(span -> bare.add(new EntitySpan(span.start(), span.end(), span.type())));
    return bare;
  }

  private static void changes(Html html, String heading, List<Change> changes) {
    html.element("h3", "%s (%d)".formatted(heading, changes.size()));
    if (changes.isEmpty()) {
      html.element("p", "None.");
      return;
    }
    html.open("details");
    html.element(
        "summary",
        changes.size() > MOST_SHOWN
            ? "Show the first %d".formatted(MOST_SHOWN)
            : "Show " + (changes.size() == 1 ? "it" : "all"));
    html.open("ol", "class", "errors");
    for (Change change : changes.subList(0, Math.min(MOST_SHOWN, changes.size()))) {
      html.open("li").open("div", "class", "where");
      html.element("strong", change.inGold ? "Gold mention" : "Wrong prediction");
      html.text(" in " + change.document.document().id()).close();
      List<EntitySpan> mention = List.of(change.mention);
      new Snippet(
              change.document.document().text(),
              change.inGold ? mention : List.of(),
              change.inGold ? List.of() : mention)
          .write(html);
      html.close();
    }
    html.close().close();
  }
}
