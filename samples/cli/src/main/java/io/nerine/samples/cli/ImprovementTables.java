package io.nerine.samples.cli;

import io.nerine.improve.LabelError;
import io.nerine.improve.LabelErrorKind;
import io.nerine.improve.TaggingReason;
import io.nerine.improve.TaggingSelection;
import io.nerine.improve.TaggingSuggestion;
import io.nerine.training.CrossValidation;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Sums up what is suggested. */
final class ImprovementTables {

  private ImprovementTables() {}

  static void print(TaggingSelection selection, Path target, Console console) {
    TextTable table = TextTable.ofFigures().row("reason", "documents", "highest score", "lowest");
    for (TaggingReason reason : TaggingReason.values()) {
      List<TaggingSuggestion> some =
          selection.suggestions().stream()
              .filter(suggestion -> suggestion.reason() == reason)
              .toList();
      table.row(
          cells(reason.label(), some.stream().mapToDouble(TaggingSuggestion::score).toArray()));
    }
    console.out().print(table);
    console
        .out()
        .println(
            "%s of %d written to %s; %d have the text of a tagged one%s"
                .formatted(
                    Progress.count(selection.suggestions().size(), "document"),
                    selection.documents(),
                    target,
                    selection.alreadyTagged(),
                    selection.tooLong() == 0
                        ? ""
                        : ", %d are too long to tag".formatted(selection.tooLong())));
  }

  static void print(
      List<LabelError> errors, CrossValidation validation, Path target, Console console) {
    TextTable table = TextTable.ofFigures().row("kind", "places", "highest score", "lowest");
    for (LabelErrorKind kind : LabelErrorKind.values()) {
      List<LabelError> some = errors.stream().filter(error -> error.kind() == kind).toList();
      table.row(cells(kind.label(), some.stream().mapToDouble(LabelError::score).toArray()));
    }
    console.out().print(table);
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s written to %s; F1 of the cross-validation %.4f",
                Progress.count(errors.size(), "place"),
                target,
                validation.evaluation().micro().f1()));
  }

  private static List<Object> cells(String name, double[] scores) {
    if (scores.length == 0) {
      return List.of(name, 0, "-", "-");
    }
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    for (double score : scores) {
      all.accept(score);
    }
    return List.of(
        name,
        scores.length,
        String.format(Locale.ROOT, "%.3f", all.getMax()),
        String.format(Locale.ROOT, "%.3f", all.getMin()));
  }
}
