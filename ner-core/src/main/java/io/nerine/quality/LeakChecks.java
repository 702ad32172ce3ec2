package io.nerine.quality;

import io.nerine.data.NearDuplicates;
import io.nerine.document.DatasetPart;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds texts that occur twice, and what a model could know of the test part by heart. */
final class LeakChecks {

  private static final double CERTAIN = 1;
  private static final double LIKELY = 0.9;
  private static final double USEFUL = 0.6;
  private static final int FEWEST_MENTIONS = 20;

  private final Corpus corpus;
  private final Findings findings;
  private final DraftGroups shortTexts = new DraftGroups();

  LeakChecks(Corpus corpus, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
  }

  void run() {
    List<String> texts =
        corpus.documents().stream().map(document -> document.annotated().text()).toList();
    NearDuplicates near = NearDuplicates.of(texts, corpus.threshold(Threshold.NEAR_DUPLICATE));
    Map<Integer, Double> similarity = new HashMap<>();
    near.pairs().forEach(pair -> similarity.merge(pair.second(), pair.similarity(), Math::min));
    for (List<Integer> group : near.groups()) {
      List<CheckedDocument> documents =
          group.stream().map(corpus.documents()::get).filter(d -> d.size() > 0).toList();
      if (documents.size() > 1) {
        double least =
            group.stream().mapToDouble(i -> similarity.getOrDefault(i, 1.0)).min().orElse(1);
        tell(documents, least);
      }
    }
    shortTexts.finish(findings, this::completeShort);
  }

  private void tell(List<CheckedDocument> group, double similarity) {
    Map<String, Set<DatasetPart>> partsByText = new LinkedHashMap<>();
    Set<DatasetPart> parts = new HashSet<>();
    for (CheckedDocument document : group) {
      parts.add(document.part());
      partsByText
          .computeIfAbsent(document.annotated().text(), text -> new HashSet<>())
          .add(document.part());
    }
    boolean leaked = parts.size() > 1;
    boolean same =
        leaked
            ? partsByText.values().stream().anyMatch(those -> those.size() > 1)
            : partsByText.size() < group.size();
    FindingCode code =
        leaked
            ? (same ? FindingCode.LEAKED_DUPLICATE : FindingCode.LEAKED_NEAR_DUPLICATE)
            : (same ? FindingCode.DUPLICATE : FindingCode.NEAR_DUPLICATE);
    int words = group.stream().mapToInt(CheckedDocument::size).max().orElse(0);
    if (words < corpus.threshold(Threshold.SHORT_TEXT)) {
      FindingDraft draft = shortTexts.of(() -> new FindingDraft(code, Severity.INFO), code);
      group.forEach(document -> draft.place(document, USEFUL / 2));
      return;
    }
    Severity severity = code == FindingCode.LEAKED_DUPLICATE ? Severity.ERROR : Severity.WARNING;
    FindingDraft draft =
        new FindingDraft(code, severity)
            .figure("documents", group.size())
            .figure("differentTexts", partsByText.size())
            .figure("leastSimilarity", Figures.rounded(similarity))
            .message(message(code, group, similarity))
            .advice(
                leaked
                    ? "Keep it in one part only: what was trained on cannot be scored"
                    : "Keep one of them, unless the model will meet the text as often");
    // What is scored comes first: it is what should go.
    for (CheckedDocument document : group) {
      double sure = (same ? CERTAIN : similarity) * (leaked ? CERTAIN : LIKELY);
      draft.place(document, document.part() == DatasetPart.TRAIN ? sure * 0.999 : sure);
    }
    findings.add(draft);
  }

  private static String message(FindingCode code, List<CheckedDocument> group, double similarity) {
    String documents = Figures.count(group.size(), "document");
    return switch (code) {
      case LEAKED_DUPLICATE -> documents + " of different parts have the same text";
      case LEAKED_NEAR_DUPLICATE ->
          "%s of different parts have nearly the same text, similarity %s"
              .formatted(documents, Figures.number(Figures.rounded(similarity)));
      case DUPLICATE -> documents + " have the same text";
      default ->
          similarity == 1
              ? documents + " have the same words"
              : "%s have nearly the same text, similarity %s"
                  .formatted(documents, Figures.number(Figures.rounded(similarity)));
    };
  }

  private void completeShort(List<Object> key, FindingDraft draft) {
    String words = Figures.number(corpus.threshold(Threshold.SHORT_TEXT));
    boolean leaked =
        key.get(0) == FindingCode.LEAKED_DUPLICATE
            || key.get(0) == FindingCode.LEAKED_NEAR_DUPLICATE;
    draft
        .message(
            "%s with fewer than %s words have a text that others have, or nearly%s"
                .formatted(
                    Figures.count(draft.places(), "document"),
                    words,
                    leaked ? ", in different parts" : ""))
        .advice("Short texts repeat by nature; see that they do not make up the score");
  }

  /**
   * Finds types of which the part to score holds only what was seen in training, or nothing of it.
   *
   * @return the share of mentions by type whose text is tagged as the type in the part to train on
   */
  Map<String, Double> findSeenMentions(DatasetPart train, DatasetPart scored) {
    Set<List<Object>> seen = new HashSet<>();
    for (CheckedDocument document : corpus.documents(train)) {
      document.mentions().stream()
          .filter(mention -> !mention.isVeryLong())
          .forEach(mention -> seen.add(key(mention)));
    }
    int[] all = new int[corpus.types().size()];
    int[] known = new int[corpus.types().size()];
    for (CheckedDocument document : corpus.documents(scored)) {
      for (Mention mention : document.mentions()) {
        all[mention.type()]++;
        boolean isSeen = !mention.isVeryLong() && seen.contains(key(mention));
        known[mention.type()] += isSeen ? 1 : 0;
      }
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int type = 0; type < all.length; type++) {
      if (all[type] > 0) {
        double share = (double) known[type] / all[type];
        shares.put(corpus.type(type), Figures.rounded(share));
        tellSeen(corpus.type(type), Names.of(scored), known[type], all[type]);
      }
    }
    return shares;
  }

  private static List<Object> key(Mention mention) {
    return List.of(
        mention.type(), mention.node() == MentionTrie.NONE ? mention.text() : mention.node());
  }

  private void tellSeen(String type, String part, int known, int all) {
    double share = (double) known / all;
    boolean many = share >= corpus.threshold(Threshold.MANY_SEEN);
    boolean few = share <= corpus.threshold(Threshold.FEW_SEEN);
    if (all < FEWEST_MENTIONS || !(many || few)) {
      return;
    }
    FindingDraft draft =
        new FindingDraft(FindingCode.SEEN_MENTIONS, Severity.INFO)
            .certainty(USEFUL)
            .types(type)
            .figure("mentions", all)
            .figure("seen", known)
            .figure("share", Figures.rounded(share))
            .message(
                "%s of the %s of %s in %s were seen in training"
                    .formatted(Figures.percent(share), Figures.count(all, "mention"), type, part));
    findings.add(
        draft.advice(
            many
                ? "The score will not show how well new mentions are found; add documents with new"
                    + " ones"
                : "The score will show new mentions only; see that training covers the type"));
  }
}
