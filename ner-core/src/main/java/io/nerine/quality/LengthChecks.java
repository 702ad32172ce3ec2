package io.nerine.quality;

import io.nerine.schema.EntityType;
import java.util.ArrayList;
import java.util.List;

/** Finds mentions that are too long, or not as the schema says, and types that are too broad. */
final class LengthChecks {

  /** The least number of words that nine in ten mentions are taken to reach. */
  private static final int LEAST_USUAL_WORDS = 3;

  /** Of the mentions of a broad type, at least this share are different texts. */
  private static final double VARIED = 0.8;

  private static final double TOO_LONG = 0.95;

  private final Corpus corpus;
  private final Findings findings;
  private final List<List<Mention>> mentionsOfType = new ArrayList<>();

  LengthChecks(Corpus corpus, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
    corpus.types().forEach(type -> mentionsOfType.add(new ArrayList<>()));
    for (CheckedDocument document : corpus.documents()) {
      document.mentions().forEach(mention -> mentionsOfType.get(mention.type()).add(mention));
    }
  }

  void run() {
    for (int type = 0; type < mentionsOfType.size(); type++) {
      List<Mention> mentions = mentionsOfType.get(type);
      if (!mentions.isEmpty()) {
        int[] lengths = mentions.stream().mapToInt(Mention::size).sorted().toArray();
        findLong(corpus.type(type), mentions, Percentile.of(lengths, 0.9));
        findBroad(corpus.type(type), mentions, Percentile.of(lengths, 0.5));
        findBrokenHints(corpus.schema().types().get(type), mentions);
      }
    }
  }

  private void findLong(String type, List<Mention> mentions, int usual) {
    double limit =
        Math.max(usual, LEAST_USUAL_WORDS) * corpus.threshold(Threshold.LONG_MENTION_FACTOR);
    double most = corpus.threshold(Threshold.LONG_MENTION_CHARACTERS);
    DraftGroups groups = new DraftGroups();
    for (Mention mention : mentions) {
      boolean tooLong = mention.span().span().length() > most;
      if (tooLong || mention.size() > limit) {
        double certainty = tooLong ? TOO_LONG : 1 - limit / mention.size() / 2;
        Severity severity = findings.severity(certainty);
        groups
            .of(() -> new FindingDraft(FindingCode.LONG_MENTION, severity), severity)
            .place(mention.document(), mention.span().span(), certainty);
      }
    }
    groups.finish(
        findings,
        (key, draft) ->
            draft
                .types(type)
                .figure("usualWords", usual)
                .figure("limitWords", Figures.rounded(limit))
                .figure("limitCharacters", most)
                .message(
                    "%s of %s far longer than the others, nine in ten of which have up to %s"
                        .formatted(
                            Figures.count(draft.places(), "mention"),
                            type,
                            Figures.count(usual, "word")))
                .advice("Shorten the tag to what the type means, or split it"));
  }

  private void findBroad(String type, List<Mention> mentions, int median) {
    if (median < corpus.threshold(Threshold.BROAD_TYPE_WORDS)
        || mentions.size() < corpus.threshold(Threshold.FEW_MENTIONS)) {
      return;
    }
    List<Mention> readable = mentions.stream().filter(mention -> !mention.isVeryLong()).toList();
    long different =
        readable.stream().map(Mention::text).distinct().count() + mentions.size() - readable.size();
    double share = (double) different / mentions.size();
    if (share >= VARIED) {
      findings.add(
          new FindingDraft(FindingCode.BROAD_TYPE, Severity.WARNING)
              .certainty(share)
              .types(type)
              .figure("mentions", mentions.size())
              .figure("medianWords", median)
              .figure("differentTexts", different)
              .message(
                  "Half of the mentions of %s have %s or more, and %s of them differ"
                      .formatted(type, Figures.count(median, "word"), Figures.percent(share)))
              .advice("Split the type into its parts, as an address into street, city and code"));
    }
  }

  private void findBrokenHints(EntityType type, List<Mention> mentions) {
    MentionHints hints = MentionHints.of(type);
    DraftGroups groups = new DraftGroups();
    for (Mention mention : mentions) {
      if (mention.isVeryLong()) {
        continue;
      }
      hints
          .broken(mention.text())
          .ifPresent(
              hint ->
                  groups
                      .of(() -> new FindingDraft(FindingCode.HINT_BROKEN, Severity.WARNING), hint)
                      .place(mention.document(), mention.span().span(), TOO_LONG));
    }
    groups.finish(
        findings,
        (key, draft) ->
            draft
                .types(type.name())
                .message(
                    "%s of %s %s"
                        .formatted(
                            Figures.count(draft.places(), "mention"), type.name(), key.get(0)))
                .advice("Correct the tags, or the hint in the schema"));
  }
}
