package io.nerine.quality;

import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Finding} whose places are still being gathered. Not thread-safe. */
final class FindingDraft {

  private record Candidate(CheckedDocument document, @Nullable CharSpan span, double certainty) {}

  private final FindingCode code;
  private final Severity severity;
  private double certainty;
  private List<String> types = List.of();
  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private String message = "";
  private String advice = "";

  FindingDraft(FindingCode code, Severity severity) {
    this.code = code;
    this.severity = severity;
  }

  /** Sets how sure it is where no place says so. */
  FindingDraft certainty(double value) {
    certainty = Math.max(certainty, value);
    return this;
  }

  FindingDraft types(List<String> names) {
    types = names;
    return this;
  }

  FindingDraft types(String... names) {
    return types(List.of(names));
  }

  FindingDraft figure(String name, Object value) {
    figures.put(name, value);
    return this;
  }

  FindingDraft message(String text) {
    message = text;
    return this;
  }

  FindingDraft advice(String text) {
    advice = text;
    return this;
  }

  /** Adds a place; the finding is as sure as its surest place. */
  FindingDraft place(CheckedDocument document, CharSpan span, double sure) {
    candidates.add(new Candidate(document, span, sure));
    return certainty(sure);
  }

  /** Adds a whole document as a place. */
  FindingDraft place(CheckedDocument document, double sure) {
    candidates.add(new Candidate(document, null, sure));
    return certainty(sure);
  }

  int places() {
    return candidates.size();
  }

  /** {@return the finding, with at most some places} */
  Finding finish(int maxPlaces) {
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.certainty));
    List<Place> places =
        candidates.stream()
            .limit(maxPlaces)
            .map(
                candidate ->
                    candidate.span == null
                        ? Place.of(candidate.document.part(), candidate.document.annotated())
                        : Place.of(
                            candidate.document.part(),
                            candidate.document.annotated(),
                            candidate.span))
            .toList();
    return new Finding(
        code,
        severity,
        Math.min(1, certainty),
        types,
        places,
        candidates.size(),
        figures,
        message,
        advice);
  }
}
