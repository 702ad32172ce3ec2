package io.nerine.quality;

import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds tags of one annotator that share text, and tags that are set twice. */
final class OverlapChecks {

  private enum Kind {
    CROSSING,
    NESTED,
    SAME_PLACE
  }

  private final Corpus corpus;
  private final Findings findings;
  private final DraftGroups repeated = new DraftGroups();
  private final DraftGroups overlaps = new DraftGroups();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private long spans;

  OverlapChecks(Corpus corpus, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
  }

  void run() {
    for (CheckedDocument document : corpus.documents()) {
      spans += document.annotated().spans().size();
      sweep(document, (one, other) -> counts.merge(kind(one, other), 1, Integer::sum));
    }
    for (CheckedDocument document : corpus.documents()) {
      sweep(document, (one, other) -> tell(document, one, other));
    }
    repeated.finish(
        findings,
        (key, draft) ->
            draft
                .types((String) key.get(0))
                .message(
                    "%s of %s with the same tag twice"
                        .formatted(Figures.count(draft.places(), "mention"), key.get(0)))
                .advice("Remove one of the two tags"));
    overlaps.finish(findings, this::complete);
  }

  private interface Pairs {
    void accept(EntitySpan one, EntitySpan other);
  }

  /**
   * Pairs each tag that shares text with an earlier one with that which reaches farthest, so that
   * there are no more pairs than tags.
   */
  private static void sweep(CheckedDocument document, Pairs pairs) {
    Map<String, EntitySpan> farthestByAnnotator = new HashMap<>();
    for (EntitySpan span : document.annotated().spans()) {
      String annotator = span.attributes().getOrDefault(EntitySpan.ANNOTATOR, "");
      EntitySpan farthest = farthestByAnnotator.get(annotator);
      if (farthest != null && span.start() < farthest.end()) {
        pairs.accept(farthest, span);
      }
      if (farthest == null || span.end() > farthest.end()) {
        farthestByAnnotator.put(annotator, span);
      }
    }
  }

  private static Kind kind(EntitySpan one, EntitySpan other) {
    if (one.span().equals(other.span())) {
      return Kind.SAME_PLACE;
    }
    return one.span().contains(other.span()) || other.span().contains(one.span())
        ? Kind.NESTED
        : Kind.CROSSING;
  }

  private void tell(CheckedDocument document, EntitySpan one, EntitySpan other) {
    if (one.matches(other)) {
      repeated
          .of(() -> new FindingDraft(FindingCode.REPEATED_TAG, Severity.WARNING), one.type())
          .place(document, one.span(), 1);
      return;
    }
    Kind kind = kind(one, other);
    int alike = counts.getOrDefault(kind, 0);
    boolean usual =
        kind != Kind.CROSSING
            && alike > 2
            && alike >= spans * corpus.threshold(Threshold.NESTING_CONVENTION);
    Severity severity =
        usual ? Severity.INFO : kind == Kind.NESTED ? Severity.WARNING : Severity.ERROR;
    boolean ordered = one.type().compareTo(other.type()) <= 0;
    overlaps
        .of(
            () -> new FindingDraft(FindingCode.OVERLAP, severity),
            kind,
            ordered ? one.type() : other.type(),
            ordered ? other.type() : one.type())
        .place(
            document, new CharSpan(one.start(), Math.max(one.end(), other.end())), usual ? 0.5 : 1);
  }

  private void complete(List<Object> key, FindingDraft draft) {
    String one = (String) key.get(1);
    String other = (String) key.get(2);
    String places = Figures.count(draft.places(), "place");
    draft.types(one.equals(other) ? List.of(one) : List.of(one, other));
    switch ((Kind) key.get(0)) {
      case CROSSING ->
          draft
              .message("Tags of %s and %s overlap in part at %s".formatted(one, other, places))
              .advice("Correct an edge or remove a tag; no more than one of them can be learned");
      case NESTED ->
          draft
              .message(
                  "Tags of %s and %s stand within each other at %s".formatted(one, other, places))
              .advice("Remove a tag, or know that only one of them can be learned");
      default ->
          draft
              .message(
                  "The same text is tagged as %s and as %s at %s".formatted(one, other, places))
              .advice("Settle on one type and remove the other tag");
    }
  }
}
