package io.nerine.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes what the checks find and ranks it. Not thread-safe. */
final class Findings {

  private static final Comparator<Finding> RANK =
      Comparator.comparing(Finding::severity)
          .thenComparing(Comparator.comparingDouble(Finding::certainty).reversed());

  private final QualityOptions options;
  private final List<Finding> found = new ArrayList<>();

  Findings(QualityOptions options) {
    this.options = options;
  }

  /** Takes a finding that is complete. */
  void add(FindingDraft draft) {
    found.add(draft.finish((int) options.threshold(Threshold.MAX_PLACES)));
  }

  /** {@return a severity for a doubt, by how sure it is} */
  Severity severity(double certainty) {
    return certainty >= options.threshold(Threshold.WARNING_CERTAINTY)
        ? Severity.WARNING
        : Severity.INFO;
  }

  /** {@return whether a doubt is sure enough to be told} */
  boolean worthTelling(double certainty) {
    return certainty >= options.threshold(Threshold.INFO_CERTAINTY);
  }

  /** {@return all findings, errors first, then the surest first, then in the order found} */
  List<Finding> ranked() {
    return found.stream().sorted(RANK).toList();
  }
}
