package io.nerine.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which untagged words the other words let expect to be part of a mention: by how often the word
 * is, by its shape, and by the words around it. This finds names that are tagged nowhere.
 */
final class WordEvidence {

  /** A word that is never part of a mention is left out where it stands more often than this. */
  private static final int MOST_OUTSIDE = 4;

  private final Corpus corpus;
  private final Set<CheckedDocument> neglected;
  private final int[] inside;
  private final int[] outside;

  /**
   * Counts.
   *
   * @param neglected documents whose missing tags say nothing about other documents
   */
  WordEvidence(Corpus corpus, Set<CheckedDocument> neglected) {
    this.corpus = corpus;
    this.neglected = neglected;
    this.inside = new int[corpus.words()];
    this.outside = new int[corpus.words()];
    for (CheckedDocument document : corpus.documents()) {
      for (int i = 0; i < document.size(); i++) {
        if (document.isTagged(i)) {
          inside[document.key(i)]++;
        } else if (canBeJudged(document, i)) {
          outside[document.key(i)]++;
        }
      }
    }
  }

  /** Whether it says something that a word is not tagged. */
  private boolean canBeJudged(CheckedDocument document, int word) {
    return document.isReviewed(word) && document.reviewsAllTypes() && !neglected.contains(document);
  }

  private boolean isAsked(CheckedDocument document, int word) {
    int key = document.key(word);
    return (inside[key] > 0 || outside[key] <= MOST_OUTSIDE)
        && (document.isTagged(word) || canBeJudged(document, word));
  }

  /** {@return runs of untagged words that look like a mention, with how likely the least is} */
  List<MissingEvidence.Judgement> judgements() {
    ChoiceModel model = new ChoiceModel();
    for (CheckedDocument document : corpus.documents()) {
      ask(model, document);
    }
    float[][] probabilities = model.probabilities();
    List<MissingEvidence.Judgement> judgements = new ArrayList<>();
    int next = 0;
    for (CheckedDocument document : corpus.documents()) {
      float[] inMention = new float[document.size()];
      for (int i = 0; i < inMention.length; i++) {
        if (isAsked(document, i)) {
          float probability = probabilities[next++][0];
          boolean open = !document.isTagged(i) && !document.isRejected(i);
          inMention[i] = open ? probability : 0;
        }
      }
      addRuns(document, inMention, judgements);
    }
    return judgements;
  }

  private void ask(ChoiceModel model, CheckedDocument document) {
    Set<Integer> tagged = new HashSet<>();
    Set<Integer> taggedTwice = new HashSet<>();
    for (int i = 0; i < document.size(); i++) {
      if (document.isTagged(i) && !tagged.add(document.folded(i))) {
        taggedTwice.add(document.folded(i));
      }
    }
    for (int i = 0; i < document.size(); i++) {
      if (isAsked(document, i)) {
        boolean here = (document.isTagged(i) ? taggedTwice : tagged).contains(document.folded(i));
        model.alternative(0);
        addFeatures(model, document, i, here ? 1 : 0);
        model.alternative(1);
        model.choose(document.isTagged(i) ? 0 : 1);
      }
    }
  }

  private void addFeatures(ChoiceModel model, CheckedDocument words, int i, int here) {
    int key = words.key(i);
    int in = inside[key] - (words.isTagged(i) ? 1 : 0);
    int out = outside[key] - (words.isTagged(i) ? 0 : 1);
    int rate = Levels.of(in, out);
    model.feature(0, 0);
    model.feature(1, rate);
    model.feature(2, rate, Levels.of(in + out));
    model.feature(3, rate, here);
    model.feature(4, words.folded(i));
    model.feature(5, words.shape(i));
    model.feature(6, words.ending(i));
    model.feature(7, words.folded(i - 1));
    model.feature(8, words.folded(i + 1));
    model.feature(9, words.shape(i - 1), words.shape(i));
    model.feature(10, words.shape(i), words.shape(i + 1));
    model.feature(11, words.shape(i - 1), words.shape(i), words.shape(i + 1));
    model.feature(12, words.folded(i - 1), words.shape(i));
    model.feature(13, words.folded(i + 1), words.shape(i));
    model.feature(14, words.folded(i - 2), words.folded(i - 1));
    model.feature(15, words.folded(i + 1), words.folded(i + 2));
    model.feature(16, words.gap(i), words.gap(i + 1), words.shape(i));
    model.feature(17, words.folded(i - 1), words.folded(i));
    model.feature(18, words.folded(i), words.folded(i + 1));
  }

  /** Joins neighbours on one line; what touches a tag is a matter of that tag's boundary. */
  private void addRuns(
      CheckedDocument document, float[] inMention, List<MissingEvidence.Judgement> judgements) {
    int first = 0;
    while (first < inMention.length) {
      if (inMention[first] < 0.5) {
        first++;
        continue;
      }
      int end = first;
      float least = 1;
      while (end < inMention.length
          && inMention[end] >= 0.5
          && (end == first || document.gap(end) != CheckedDocument.LINE_GAP)) {
        least = Math.min(least, inMention[end]);
        end++;
      }
      if (!document.isTagged(first - 1) && !document.isTagged(end)) {
        int node = corpus.texts().node(document, first, end);
        judgements.add(
            new MissingEvidence.Judgement(Mention.untagged(document, first, end, node), least));
      }
      first = end;
    }
  }
}
