package io.nerine.evaluation;

import io.nerine.evaluation.Guidance.Code;
import io.nerine.evaluation.Guidance.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks at how much the figures say. */
final class TestSetGuidance {

  private static final String MORE_DOCUMENTS =
      "Tag more test documents; until then take small differences for chance.";

  private TestSetGuidance() {}

  static List<Guidance> of(Evaluation evaluation, GuidanceOptions options) {
    if (evaluation.micro().gold() == 0) {
      return List.of(
          new Guidance(
              Code.SMALL_TEST_SET,
              Severity.PROBLEM,
              List.of(),
              Map.of("documents", evaluation.documents()),
              "The test set has no tag, so nothing is known of how good the model is.",
              "Tag test documents that the model was not trained on.",
              List.of()));
    }
    ConfidenceIntervals intervals = ConfidenceIntervals.of(evaluation, options.resampling());
    List<Guidance> found = new ArrayList<>();
    ConfidenceInterval f1 = intervals.micro().f1();
    if (f1.width() > options.intervalWidth()) {
      found.add(wide(evaluation, f1, options));
    }
    List<String> types = new ArrayList<>();
    Map<String, Number> figures = new LinkedHashMap<>();
    intervals
        .types()
        .forEach(
            (type, ofType) -> {
              if (ofType.f1().width() > options.typeIntervalWidth()) {
                types.add(type);
                figures.put("low." + type, ofType.f1().low());
                figures.put("high." + type, ofType.f1().high());
              }
            });
    if (!types.isEmpty()) {
      found.add(
          new Guidance(
              Code.SMALL_TEST_SET,
              Severity.HINT,
              types,
              figures,
              "The test set says little of %s: the interval of F1 is wider than %s."
                  .formatted(
                      GuidanceText.list(types), GuidanceText.figure(options.typeIntervalWidth())),
              "Tag more test documents with these types before you judge them apart.",
              List.of()));
    }
    return found;
  }

  private static Guidance wide(
      Evaluation evaluation, ConfidenceInterval f1, GuidanceOptions options) {
    double ratio = f1.width() / options.intervalWidth();
    long needed = (long) Math.ceil(evaluation.documents() * ratio * ratio);
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("f1", f1.estimate());
    figures.put("low", f1.low());
    figures.put("high", f1.high());
    figures.put("documents", evaluation.documents());
    figures.put("documentsNeeded", needed);
    return new Guidance(
        Code.SMALL_TEST_SET,
        Severity.WARNING,
        List.of(),
        figures,
        String.format(
            Locale.ROOT,
            "On %d documents the F1 of %.3f may as well be anything from %.3f to %.3f; about %,d"
                + " documents would make that range %.3f wide.",
            evaluation.documents(),
            f1.estimate(),
            f1.low(),
            f1.high(),
            needed,
            options.intervalWidth()),
        MORE_DOCUMENTS,
        List.of());
  }

  static List<Guidance> of(PairedComparison comparison) {
    Difference f1 = comparison.micro().f1();
    if (f1.verdict() != Difference.Verdict.NO_DIFFERENCE_SHOWN || f1.documentsNeeded().isEmpty()) {
      return List.of();
    }
    long needed = f1.documentsNeeded().getAsLong();
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("difference", f1.value());
    figures.put("low", f1.interval().low());
    figures.put("high", f1.interval().high());
    figures.put("pValue", f1.pValue());
    figures.put("documents", comparison.documents());
    figures.put("documentsNeeded", needed);
    return List.of(
        new Guidance(
            Code.UNDECIDED_COMPARISON,
            Severity.WARNING,
            List.of(),
            figures,
            String.format(
                Locale.ROOT,
                "On %d documents a difference in F1 of %+.4f may be chance (p %.3f); it would take"
                    + " about %,d to show one of this size.",
                comparison.documents(),
                f1.value(),
                f1.pValue(),
                needed),
            MORE_DOCUMENTS,
            List.of()));
  }
}
