package io.nerine.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds text that should be tagged, and tags on text that hardly ever is. */
final class CompletenessChecks {

  /** A text varies if it is tagged, and not tagged, at least so often. */
  private static final int VARYING = 3;

  /** And if the rarer of both has at least this share. */
  private static final double VARYING_SHARE = 0.2;

  private record Doubt(Mention mention, double certainty) {}

  private record Group(String text, int node, int type) {}

  private final Corpus corpus;
  private final Findings findings;
  private final MissingEvidence evidence;
  private final List<MissingEvidence.Judgement> judgements;
  private final List<Doubt> missing;

  /**
   * Weighs all places.
   *
   * @param neglected documents whose missing tags say nothing about other documents
   */
  CompletenessChecks(Corpus corpus, Set<CheckedDocument> neglected, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
    this.evidence = new MissingEvidence(corpus, neglected);
    this.judgements = evidence.judgements();
    this.missing = missing(new WordEvidence(corpus, neglected).judgements());
  }

  /** Places with a known text, and runs of words beside them, if they are worth telling. */
  private List<Doubt> missing(List<MissingEvidence.Judgement> runs) {
    Map<CheckedDocument, List<Doubt>> byDocument = new LinkedHashMap<>();
    for (MissingEvidence.Judgement judgement : judgements) {
      Mention place = judgement.mention();
      if (!place.isTagged() && judgement.tagged() >= 0.5 && !isRejected(place)) {
        double counted =
            Support.of(corpus.texts().tagged(place.node()), evidence.untagged(place.node()));
        byDocument
            .computeIfAbsent(place.document(), key -> new ArrayList<>())
            .add(new Doubt(place, Math.max(judgement.tagged(), counted)));
      }
    }
    for (MissingEvidence.Judgement run : runs) {
      merge(run, byDocument.computeIfAbsent(run.mention().document(), key -> new ArrayList<>()));
    }
    return byDocument.values().stream()
        .flatMap(List::stream)
        .filter(doubt -> findings.worthTelling(doubt.certainty()))
        .toList();
  }

  private boolean isRejected(Mention place) {
    String expected = corpus.type(corpus.texts().types(place.node()).get(0));
    return place.document().rejectedTypes(place.first(), place.end()).contains(expected);
  }

  /** Adds a run of words, or to the certainty of the known text in it. */
  private static void merge(MissingEvidence.Judgement run, List<Doubt> known) {
    int from = firstBehind(known, run.mention().first());
    if (from < known.size() && known.get(from).mention().first() < run.mention().end()) {
      Doubt old = known.get(from);
      known.set(from, new Doubt(old.mention(), Math.max(old.certainty(), run.tagged())));
    } else {
      known.add(from, new Doubt(run.mention(), run.tagged()));
    }
  }

  /** The first of sorted places that ends behind a word. */
  private static int firstBehind(List<Doubt> places, int word) {
    int low = 0;
    int high = places.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places.get(middle).mention().end() > word) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** {@return the places that should be tagged} */
  List<Mention> places() {
    return missing.stream().map(Doubt::mention).toList();
  }

  /**
   * Tells what was found.
   *
   * @param types guesses the type of what is tagged nowhere
   */
  void run(TypeEvidence types) {
    findMissing(types);
    findRarelyTagged();
    findVarying();
  }

  private void findMissing(TypeEvidence types) {
    Map<Mention, Integer> guessed = new HashMap<>();
    for (TypeEvidence.Judgement judgement : types.judgements()) {
      if (!judgement.mention().isTagged()) {
        guessed.put(judgement.mention(), judgement.likeliest());
      }
    }
    Map<Group, List<Doubt>> groups = new LinkedHashMap<>();
    for (Doubt doubt : missing) {
      Mention place = doubt.mention();
      boolean known = corpus.texts().tagged(place.node()) > 0;
      int type =
          known
              ? corpus.texts().types(place.node()).get(0)
              : guessed.getOrDefault(place, Mention.UNTAGGED);
      Group group =
          new Group(
              known ? corpus.texts().text(place.node()) : place.text(),
              known ? place.node() : MentionTrie.NONE,
              type);
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(doubt);
    }
    groups.forEach(this::addMissing);
  }

  /** As the surest of some doubts demands. */
  private Severity severity(List<Doubt> doubts) {
    return findings.severity(doubts.stream().mapToDouble(Doubt::certainty).max().orElseThrow());
  }

  private void addMissing(Group group, List<Doubt> doubts) {
    boolean known = group.node() != MentionTrie.NONE;
    List<String> types =
        group.type() == Mention.UNTAGGED ? List.of() : List.of(corpus.type(group.type()));
    String type = types.isEmpty() ? "a mention" : types.get(0);
    int tagged = corpus.texts().tagged(group.node());
    int untagged = known ? evidence.untagged(group.node()) : doubts.size();
    FindingDraft draft =
        new FindingDraft(FindingCode.MISSING_MENTION, severity(doubts))
            .types(types)
            .figure("tagged", tagged)
            .figure("untagged", untagged)
            .message(
                known
                    ? "%s carries no tag at %s; it is tagged %s, mostly as %s"
                        .formatted(
                            Figures.quoted(group.text()),
                            Figures.count(doubts.size(), "place"),
                            Figures.count(tagged, "time"),
                            type)
                    : "%s carries no tag, but looks like %s"
                        .formatted(Figures.quoted(group.text()), type))
            .advice("Tag it, or reject the place so that it is known to be none");
    doubts.forEach(
        doubt ->
            draft.place(
                doubt.mention().document(), doubt.mention().span().span(), doubt.certainty()));
    findings.add(draft);
  }

  private void findRarelyTagged() {
    Map<Group, List<Doubt>> groups = new LinkedHashMap<>();
    for (MissingEvidence.Judgement judgement : judgements) {
      if (judgement.mention().isTagged() && judgement.tagged() < 0.5) {
        addRarelyTagged(judgement.mention(), 1 - judgement.tagged(), groups);
      }
    }
    for (Mention mention : corpus.texts().mentions()) {
      if (evidence.isHardlyEverTagged(mention.node())) {
        addRarelyTagged(mention, 0, groups);
      }
    }
    groups.forEach(this::addRarelyTagged);
  }

  private void addRarelyTagged(Mention mention, double judged, Map<Group, List<Doubt>> groups) {
    int node = mention.node();
    double counted = Support.of(evidence.untagged(node), corpus.texts().tagged(node));
    double certainty = Math.max(judged, counted);
    if (findings.worthTelling(certainty)) {
      groups
          .computeIfAbsent(
              new Group(corpus.texts().text(node), node, mention.type()), key -> new ArrayList<>())
          .add(new Doubt(mention, certainty));
    }
  }

  private void addRarelyTagged(Group group, List<Doubt> doubts) {
    String type = corpus.type(group.type());
    int untagged = evidence.untagged(group.node());
    FindingDraft draft =
        new FindingDraft(FindingCode.RARELY_TAGGED, severity(doubts))
            .types(type)
            .figure("tagged", corpus.texts().tagged(group.node()))
            .figure("untagged", untagged)
            .message(
                "%s is tagged as %s at %s, but carries no tag at %s"
                    .formatted(
                        Figures.quoted(group.text()),
                        type,
                        Figures.count(doubts.size(), "place"),
                        Figures.count(untagged, "other")))
            .advice("Remove the tag, or tag the other places as well");
    doubts.forEach(
        doubt ->
            draft.place(
                doubt.mention().document(), doubt.mention().span().span(), doubt.certainty()));
    findings.add(draft);
  }

  private void findVarying() {
    Map<Integer, List<Mention>> untagged = new HashMap<>();
    for (MissingEvidence.Judgement judgement : judgements) {
      if (!judgement.mention().isTagged()) {
        untagged
            .computeIfAbsent(judgement.mention().node(), key -> new ArrayList<>())
            .add(judgement.mention());
      }
    }
    for (int node : corpus.texts().nodes()) {
      List<Mention> places = untagged.getOrDefault(node, List.of());
      int tagged = corpus.texts().tagged(node);
      int fewer = Math.min(tagged, places.size());
      double share = fewer == 0 ? 0 : (double) fewer / (tagged + places.size());
      if (fewer >= VARYING && share >= VARYING_SHARE) {
        addVarying(node, tagged, places, share);
      }
    }
  }

  private void addVarying(int node, int tagged, List<Mention> places, double share) {
    FindingDraft draft =
        new FindingDraft(FindingCode.TAGGING_VARIES, Severity.INFO)
            .types(corpus.texts().types(node).stream().map(corpus::type).toList())
            .figure("tagged", tagged)
            .figure("untagged", places.size())
            .message(
                "%s is tagged at %s and carries no tag at %s"
                    .formatted(
                        Figures.quoted(corpus.texts().text(node)),
                        Figures.count(tagged, "place"),
                        Figures.count(places.size(), "other")))
            .advice("Look at some of the places; where a rule shows, write it into the guideline");
    places.forEach(place -> draft.place(place.document(), place.span().span(), share));
    findings.add(draft);
  }
}
