package io.nerine.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds how the dev or test part differs from the part to train on. */
final class SplitChecks {

  private static final double CERTAIN = 1;
  private static final double LIKELY = 0.8;
  private static final double CLEARLY_MORE = 1.5;

  private final Corpus corpus;
  private final PartFigures train;
  private final PartFigures other;
  private final Findings findings;

  SplitChecks(Corpus corpus, PartFigures train, PartFigures other, Findings findings) {
    this.corpus = corpus;
    this.train = train;
    this.other = other;
    this.findings = findings;
  }

  void run() {
    for (int type = 0; type < corpus.types().size(); type++) {
      findAbsent(type);
    }
    findMix();
    findLanguages();
    findLengths();
  }

  private void findAbsent(int type) {
    String name = corpus.type(type);
    if (train.mentions(type) > 0 && other.mentions(type) == 0) {
      findings.add(
          new FindingDraft(FindingCode.ABSENT_FROM_TEST, Severity.WARNING)
              .certainty(CERTAIN)
              .types(name)
              .figure(train.name(), train.mentions(type))
              .figure(other.name(), 0)
              .message(
                  "No mention of %s in %s, so it cannot be scored".formatted(name, other.name()))
              .advice("Move documents that hold the type there, or tag such"));
    } else if (train.mentions(type) == 0 && other.mentions(type) > 0) {
      findings.add(
          new FindingDraft(FindingCode.ABSENT_FROM_TRAINING, Severity.WARNING)
              .certainty(CERTAIN)
              .types(name)
              .figure(train.name(), 0)
              .figure(other.name(), other.mentions(type))
              .message(
                  "%s of %s in %s, but none in %s to learn from"
                      .formatted(
                          Figures.count(other.mentions(type), "mention"),
                          name,
                          other.name(),
                          train.name()))
              .advice("Split again by type, or tag the type in documents to train on"));
    }
  }

  private void findMix() {
    if (train.mentions() == 0 || other.mentions() == 0) {
      return;
    }
    double distance = train.distribution().distance(other.distribution());
    double byChance = distanceByChance();
    if (distance >= corpus.threshold(Threshold.MIX_DISTANCE)
        && distance >= CLEARLY_MORE * byChance) {
      Map<String, Object> shares = new LinkedHashMap<>();
      for (int type = 0; type < corpus.types().size(); type++) {
        shares.put(
            corpus.type(type),
            List.of(Figures.rounded(train.share(type)), Figures.rounded(other.share(type))));
      }
      findings.add(
          new FindingDraft(FindingCode.MIX_DIFFERS, Severity.WARNING)
              .certainty(LIKELY)
              .types(corpus.types())
              .figure("distance", Figures.rounded(distance))
              .figure("byChance", Figures.rounded(byChance))
              .figure("shares", shares)
              .message(
                  "The types are mixed otherwise in %s than in %s: Jensen-Shannon distance %s"
                      .formatted(
                          other.name(), train.name(), Figures.number(Figures.rounded(distance))))
              .advice("Split again by type, so that scores speak of what is learned"));
    }
  }

  /**
   * The root of the mean divergence of two samples of one mix: to the second order of the
   * differences it is that of a chi-squared statistic.
   */
  private double distanceByChance() {
    double samples = 1.0 / train.mentions() + 1.0 / other.mentions();
    return Math.sqrt((corpus.types().size() - 1) * samples / (8 * Math.log(2)));
  }

  private void findLanguages() {
    if (train.languages().isEmpty()) {
      return;
    }
    List<String> unseen = new ArrayList<>(other.languages().keySet());
    unseen.removeAll(train.languages().keySet());
    if (!unseen.isEmpty()) {
      findings.add(
          new FindingDraft(FindingCode.LANGUAGE_MIX, Severity.WARNING)
              .certainty(LIKELY)
              .figure(train.name(), train.languages())
              .figure(other.name(), other.languages())
              .message(
                  "Documents of %s are in %s, in which there is none in %s"
                      .formatted(other.name(), String.join(", ", unseen), train.name()))
              .advice("Add documents in these languages to train on, or score them apart"));
    }
  }

  private void findLengths() {
    int one = Math.max(1, train.length(0.5));
    int two = Math.max(1, other.length(0.5));
    double shift = (double) Math.max(one, two) / Math.min(one, two);
    if (shift >= corpus.threshold(Threshold.LENGTH_SHIFT)) {
      findings.add(
          new FindingDraft(FindingCode.LENGTH_SPREAD, Severity.WARNING)
              .certainty(LIKELY)
              .figure(train.name(), one)
              .figure(other.name(), two)
              .message(
                  "Half of the documents of %s have up to %s, of %s up to %s"
                      .formatted(
                          train.name(),
                          Figures.count(one, "word"),
                          other.name(),
                          Figures.number(two)))
              .advice("See that what is scored is like what is learned"));
    }
  }
}
