package io.nerine.quality;

import java.util.LinkedHashSet;
import java.util.Set;

/** Finds documents without a tag where documents of their length have many. */
final class UntaggedDocuments {

  /** Where more long documents than this share carry no tag, that is how the data are. */
  private static final double USUAL = 0.1;

  private final Corpus corpus;

  UntaggedDocuments(Corpus corpus) {
    this.corpus = corpus;
  }

  /** {@return the documents, of which nothing else is said as to what they lack} */
  Set<CheckedDocument> find(Findings findings) {
    double rate = mentionsPerWord();
    Set<CheckedDocument> neglected = new LinkedHashSet<>();
    int longEnough = 0;
    for (CheckedDocument document : corpus.documents()) {
      if (document.size() * rate >= corpus.threshold(Threshold.EXPECTED_MENTIONS)) {
        longEnough++;
        if (document.mentions().isEmpty() && isReviewed(document)) {
          neglected.add(document);
        }
      }
    }
    if (neglected.size() > longEnough * USUAL) {
      return Set.of();
    }
    double unusual = 1 - neglected.size() / (2 * longEnough * USUAL + 1);
    for (CheckedDocument document : neglected) {
      tell(document, document.size() * rate, unusual, findings);
    }
    return neglected;
  }

  private double mentionsPerWord() {
    long words = 0;
    long mentions = 0;
    for (CheckedDocument document : corpus.documents()) {
      if (!document.mentions().isEmpty()) {
        words += document.size();
        mentions += document.mentions().size();
      }
    }
    return words == 0 ? 0 : (double) mentions / words;
  }

  private static boolean isReviewed(CheckedDocument document) {
    return document.reviewsAllTypes() && document.annotated().reviewedRegions().isEmpty();
  }

  /** Tells of a document; the more of them there are, the more likely it is that all is well. */
  private static void tell(
      CheckedDocument document, double expected, double unusual, Findings findings) {
    // As if mentions came two at a time and by chance (a Poisson distribution).
    double certainty = (1 - Math.exp(-expected / 2)) * unusual;
    findings.add(
        new FindingDraft(FindingCode.UNTAGGED_DOCUMENT, findings.severity(certainty))
            .place(document, certainty)
            .figure("words", document.size())
            .figure("expectedMentions", Figures.rounded(expected))
            .message(
                "Document '%s' carries no tag; of its %s, others have about %s"
                    .formatted(
                        document.annotated().id(),
                        Figures.count(document.size(), "word"),
                        Figures.count(Math.round(expected), "mention")))
            .advice("Tag it, declare what was reviewed of it, or take it out"));
  }
}
