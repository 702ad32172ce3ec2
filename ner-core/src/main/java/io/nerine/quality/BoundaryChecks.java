package io.nerine.quality;

import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds tags that should begin or end elsewhere, and texts with varying edges. */
final class BoundaryChecks {

  private final Corpus corpus;
  private final Set<Mention> imprecise;
  private final Findings findings;
  private final BoundaryEvidence evidence;

  /**
   * Weighs all mentions.
   *
   * @param imprecise mentions whose edges are known to be at fault, of which nothing more is said
   */
  BoundaryChecks(Corpus corpus, Set<Mention> imprecise, Findings findings) {
    this.corpus = corpus;
    this.imprecise = imprecise;
    this.findings = findings;
    this.evidence = new BoundaryEvidence(corpus);
  }

  void run() {
    findDoubtful();
    findVarying();
  }

  private record Group(String given, String better, int type) {}

  private void findDoubtful() {
    Map<Group, List<BoundaryEvidence.Doubt>> groups = new LinkedHashMap<>();
    for (BoundaryEvidence.Doubt doubt : evidence.doubts()) {
      Mention mention = doubt.mention();
      double certainty = certainty(doubt);
      if (findings.worthTelling(certainty) && !imprecise.contains(mention)) {
        Group group =
            new Group(
                mention.text(),
                mention.document().text(doubt.first(), doubt.end()),
                mention.type());
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(doubt);
      }
    }
    groups.forEach(this::addDoubtful);
  }

  /** What the model says, or what the counts of both texts alone say where the model agrees. */
  private double certainty(BoundaryEvidence.Doubt doubt) {
    Mention mention = doubt.mention();
    int node = corpus.texts().node(mention.document(), doubt.first(), doubt.end());
    boolean grows = doubt.end() - doubt.first() > mention.size();
    var variants =
        grows
            ? new BoundaryEvidence.Variants(node, mention.node())
            : new BoundaryEvidence.Variants(mention.node(), node);
    int whole = corpus.texts().tagged(variants.longer());
    int part = evidence.shortened().getOrDefault(variants, List.of()).size();
    return Math.max(doubt.odds(), grows ? Support.of(whole, part) : Support.of(part, whole));
  }

  private void addDoubtful(Group group, List<BoundaryEvidence.Doubt> doubts) {
    Mention first = doubts.get(0).mention();
    int node = corpus.texts().node(first.document(), doubts.get(0).first(), doubts.get(0).end());
    int given = corpus.texts().tagged(first.node());
    int better = corpus.texts().tagged(node);
    double surest = doubts.stream().mapToDouble(this::certainty).max().orElseThrow();
    FindingDraft draft =
        new FindingDraft(FindingCode.BOUNDARY_DOUBTFUL, findings.severity(surest))
            .types(corpus.type(group.type()))
            .figure("asTagged", Math.max(given, doubts.size()))
            .figure("likelier", better)
            .advice(
                "Tag %s instead, or leave it where the tag is meant so"
                    .formatted(Figures.quoted(group.better())));
    for (BoundaryEvidence.Doubt doubt : doubts) {
      draft.place(doubt.mention().document(), both(doubt), certainty(doubt));
    }
    findings.add(
        draft.message(
            "%s is tagged as %s, where %s is likelier%s"
                .formatted(
                    Figures.quoted(group.given()),
                    corpus.type(group.type()),
                    Figures.quoted(group.better()),
                    better == 0
                        ? ""
                        : ", which is tagged at " + Figures.count(better, "other place"))));
  }

  /** What is tagged and what should be, so that a place shows either. */
  private static CharSpan both(BoundaryEvidence.Doubt doubt) {
    CharSpan better = doubt.mention().document().span(doubt.first(), doubt.end());
    CharSpan given = doubt.mention().span().span();
    return new CharSpan(
        Math.min(better.start(), given.start()), Math.max(better.end(), given.end()));
  }

  private void findVarying() {
    evidence
        .shortened()
        .forEach(
            (variants, parts) -> {
              int whole = corpus.texts().tagged(variants.longer());
              if (whole > 1 && parts.size() > 1) {
                addVarying(variants, whole, parts);
              }
            });
  }

  private void addVarying(BoundaryEvidence.Variants variants, int whole, List<Mention> parts) {
    String longer = Figures.quoted(corpus.texts().text(variants.longer()));
    String shorter = Figures.quoted(parts.get(0).text());
    double minority = (double) Math.min(whole, parts.size()) / (whole + parts.size());
    FindingDraft draft =
        new FindingDraft(FindingCode.BOUNDARY_VARIES, Severity.INFO)
            .types(parts.stream().map(Mention::type).distinct().sorted().map(corpus::type).toList())
            .figure("whole", whole)
            .figure("part", parts.size())
            .message(
                "%s is tagged as a whole %s, only %s of it %s"
                    .formatted(
                        longer,
                        Figures.count(whole, "time"),
                        shorter,
                        Figures.count(parts.size(), "time")))
            .advice("Settle which is right, write it into the guideline and correct the others");
    for (Mention part : parts) {
      draft.place(part.document(), part.span().span(), minority);
    }
    findings.add(draft);
  }
}
