package io.nerine.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what there is too little of, in the part to train on. */
final class BalanceChecks {

  private static final double CERTAIN = 1;
  private static final double USEFUL = 0.6;

  private final Corpus corpus;
  private final PartFigures train;
  private final Findings findings;

  BalanceChecks(Corpus corpus, PartFigures train, Findings findings) {
    this.corpus = corpus;
    this.train = train;
    this.findings = findings;
  }

  void run() {
    findFewDocuments();
    for (int type = 0; type < corpus.types().size(); type++) {
      findFewMentions(type);
    }
    findImbalance();
    findRareLanguages();
    findLengthSpread();
  }

  private void findFewDocuments() {
    double few = corpus.threshold(Threshold.FEW_DOCUMENTS);
    double advised = corpus.threshold(Threshold.ADVISED_DOCUMENTS);
    if (train.documents() < advised) {
      boolean warn = train.documents() < few;
      findings.add(
          new FindingDraft(FindingCode.FEW_DOCUMENTS, warn ? Severity.WARNING : Severity.INFO)
              .certainty(warn ? CERTAIN : USEFUL)
              .figure("documents", train.documents())
              .figure("least", few)
              .figure("advised", advised)
              .message(
                  "%s in %s; %s or more are advised to train on"
                      .formatted(
                          Figures.count(train.documents(), "document"),
                          train.name(),
                          Figures.number(advised)))
              .advice("Tag more documents, from as many sources as the model will meet"));
    }
  }

  private void findFewMentions(int type) {
    String name = corpus.type(type);
    int mentions = train.mentions(type);
    double few = corpus.threshold(Threshold.FEW_MENTIONS);
    double advised = corpus.threshold(Threshold.ADVISED_MENTIONS);
    if (mentions == 0) {
      findings.add(
          new FindingDraft(FindingCode.NO_MENTIONS, Severity.WARNING)
              .certainty(CERTAIN)
              .types(name)
              .message("No mention of %s in %s".formatted(name, train.name()))
              .advice("Tag mentions, or take the type out of the schema"));
    } else if (mentions < advised) {
      boolean warn = mentions < few;
      findings.add(
          new FindingDraft(FindingCode.FEW_MENTIONS, warn ? Severity.WARNING : Severity.INFO)
              .certainty(warn ? CERTAIN : USEFUL)
              .types(name)
              .figure("mentions", mentions)
              .figure("least", few)
              .figure("advised", advised)
              .message(
                  "%s of %s in %s; to train, %s are needed and %s advised"
                      .formatted(
                          Figures.count(mentions, "mention"),
                          name,
                          train.name(),
                          Figures.number(few),
                          Figures.number(advised)))
              .advice("Tag more mentions of the type"));
    }
    findFewSources(type);
  }

  private void findFewSources(int type) {
    String name = corpus.type(type);
    int documents = train.documents(type);
    if (train.mentions(type) >= corpus.threshold(Threshold.FEW_MENTIONS)
        && documents < corpus.threshold(Threshold.FEW_SOURCES)) {
      findings.add(
          new FindingDraft(FindingCode.FEW_SOURCES, Severity.INFO)
              .certainty(USEFUL)
              .types(name)
              .figure("mentions", train.mentions(type))
              .figure("documents", documents)
              .message(
                  "All %s of %s come from %s"
                      .formatted(
                          Figures.count(train.mentions(type), "mention"),
                          name,
                          Figures.count(documents, "document")))
              .advice("Tag mentions in other documents as well"));
    }
    if (documents > 1
        && documents == train.documents()
        && documents >= corpus.threshold(Threshold.FEW_DOCUMENTS)) {
      findings.add(
          new FindingDraft(FindingCode.NO_COUNTEREXAMPLE, Severity.INFO)
              .certainty(USEFUL / 2)
              .types(name)
              .figure("documents", documents)
              .message("Every document has a mention of %s".formatted(name))
              .advice("Add documents without one, if the model will meet such"));
    }
  }

  private void findImbalance() {
    int most = 0;
    for (int type = 1; type < corpus.types().size(); type++) {
      most = train.mentions(type) > train.mentions(most) ? type : most;
    }
    List<String> rare = new ArrayList<>();
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put(corpus.type(most), train.mentions(most));
    for (int type = 0; type < corpus.types().size(); type++) {
      int mentions = train.mentions(type);
      if (mentions > 0
          && mentions * corpus.threshold(Threshold.IMBALANCE) <= train.mentions(most)) {
        rare.add(corpus.type(type));
        counts.put(corpus.type(type), mentions);
      }
    }
    if (!rare.isEmpty()) {
      findings.add(
          new FindingDraft(FindingCode.IMBALANCE, Severity.INFO)
              .certainty(USEFUL)
              .types(rare)
              .figure("mentions", counts)
              .message(
                  "%s has %s times the mentions of %s, or more"
                      .formatted(
                          corpus.type(most),
                          Figures.number(corpus.threshold(Threshold.IMBALANCE)),
                          String.join(", ", rare)))
              .advice("Tag documents that hold the rare types"));
    }
  }

  private void findRareLanguages() {
    int declared = train.languages().values().stream().mapToInt(count -> count).sum();
    List<String> rare = new ArrayList<>();
    train
        .languages()
        .forEach(
            (language, count) -> {
              if (count < declared * corpus.threshold(Threshold.RARE_LANGUAGE)) {
                rare.add(language);
              }
            });
    if (!rare.isEmpty()) {
      findings.add(
          new FindingDraft(FindingCode.LANGUAGE_MIX, Severity.INFO)
              .certainty(USEFUL)
              .figure("documents", train.languages())
              .message(
                  "Less than %s of the documents of %s are in %s"
                      .formatted(
                          Figures.percent(corpus.threshold(Threshold.RARE_LANGUAGE)),
                          train.name(),
                          String.join(", ", rare)))
              .advice("Add documents in these languages, or do not count on them"));
    }
  }

  private void findLengthSpread() {
    int shortest = Math.max(1, train.length(0.05));
    int longest = train.length(0.95);
    if (longest >= shortest * corpus.threshold(Threshold.LENGTH_SPREAD)) {
      findings.add(
          new FindingDraft(FindingCode.LENGTH_SPREAD, Severity.INFO)
              .certainty(USEFUL / 2)
              .figure("words5", shortest)
              .figure("wordsMedian", train.length(0.5))
              .figure("words95", longest)
              .message(
                  "One in twenty documents has up to %s, and one in twenty %s or more"
                      .formatted(Figures.count(shortest, "word"), Figures.number(longest)))
              .advice("See whether the short or the long ones are what the model will meet"));
    }
  }
}
