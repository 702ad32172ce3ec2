package io.nerine.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which places the other places let expect to be tagged: places with the text of a mention, by how
 * often that text is tagged and by what stands around it.
 */
final class MissingEvidence {

  /** A text is looked for only if it is tagged in at least this share of the untagged places. */
  private static final double LEAST_TAGGED = 0.05;

  /** And in at least this share of the places where it is part of a longer mention. */
  private static final double LEAST_ALONE = 0.1;

  private static final int MAX_SHAPES = 4;

  /**
   * A place and how likely it is that it should be tagged.
   *
   * @param mention the place, tagged or not
   * @param tagged how likely a tag is there, 0 to 1
   */
  record Judgement(Mention mention, double tagged) {}

  private final Corpus corpus;
  private final Set<CheckedDocument> neglected;
  private final int[] untagged;
  private final int[] within;
  private final List<Mention> asked = new ArrayList<>();

  /**
   * Counts.
   *
   * @param neglected documents whose missing tags say nothing about other documents
   */
  MissingEvidence(Corpus corpus, Set<CheckedDocument> neglected) {
    this.corpus = corpus;
    this.neglected = neglected;
    this.untagged = new int[corpus.texts().trie().size()];
    this.within = new int[corpus.texts().trie().size()];
    for (CheckedDocument document : corpus.documents()) {
      count(document);
    }
  }

  /** {@return in how many places that were reviewed the text of a node carries no tag} */
  int untagged(int node) {
    return untagged[node];
  }

  private void count(CheckedDocument document) {
    for (int first = 0; first < document.size(); first++) {
      int node = MentionTrie.ROOT;
      boolean free = true;
      for (int i = first; i < document.size(); i++) {
        node = corpus.texts().trie().next(node, document.key(i));
        if (node == MentionTrie.NONE) {
          break;
        }
        free &= !document.isTagged(i);
        if (corpus.texts().tagged(node) == 0) {
          continue;
        }
        if (!free) {
          within[node]++;
        } else if (canBeJudged(document, first, i + 1, node)) {
          untagged[node]++;
        }
      }
    }
    // What is tagged as a whole was counted as if it were part of something.
    for (Mention mention : document.mentions()) {
      if (mention.node() != MentionTrie.NONE) {
        within[mention.node()]--;
      }
    }
  }

  /** Whether an untagged place with the text of a node says something. */
  private boolean canBeJudged(CheckedDocument document, int first, int end, int node) {
    return !neglected.contains(document)
        && document.isReviewed(first)
        && document.isReviewed(end - 1)
        && document.reviews(corpus.type(corpus.texts().types(node).get(0)));
  }

  /** {@return whether a text is so rarely tagged that its untagged places are right as they are} */
  boolean isHardlyEverTagged(int node) {
    return corpus.texts().tagged(node) < untagged[node] * LEAST_TAGGED;
  }

  private boolean isLookedFor(int node) {
    int tagged = corpus.texts().tagged(node);
    return tagged + untagged[node] > 1
        && !isHardlyEverTagged(node)
        && tagged >= within[node] * LEAST_ALONE;
  }

  /** {@return a judgement of each place with the text of a mention that is tagged elsewhere} */
  List<Judgement> judgements() {
    ChoiceModel model = new ChoiceModel();
    asked.clear();
    for (CheckedDocument document : corpus.documents()) {
      SameDocument others = new SameDocument(document, corpus.types().size());
      for (Mention mention : document.mentions()) {
        if (mention.node() != MentionTrie.NONE
            && !mention.overlapping()
            && isLookedFor(mention.node())) {
          ask(model, mention, others);
        }
      }
      int first = 0;
      while (first < document.size()) {
        Mention place = longestFrom(document, first);
        if (place == null) {
          first++;
        } else {
          ask(model, place, others);
          first = place.end();
        }
      }
    }
    float[][] probabilities = model.probabilities();
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      judgements.add(new Judgement(asked.get(i), probabilities[i][0]));
    }
    return judgements;
  }

  /** The longest text of a mention that begins at a word and carries no tag. */
  private @Nullable Mention longestFrom(CheckedDocument document, int first) {
    int longest = MentionTrie.NONE;
    int end = first;
    int node = MentionTrie.ROOT;
    for (int i = first; i < document.size() && !document.isTagged(i); i++) {
      node = corpus.texts().trie().next(node, document.key(i));
      if (node == MentionTrie.NONE) {
        break;
      }
      if (corpus.texts().tagged(node) > 0
          && isLookedFor(node)
          && canBeJudged(document, first, i + 1, node)) {
        longest = node;
        end = i + 1;
      }
    }
    return longest == MentionTrie.NONE ? null : Mention.untagged(document, first, end, longest);
  }

  private void ask(ChoiceModel model, Mention mention, SameDocument others) {
    model.alternative(0);
    addFeatures(model, mention, others);
    model.alternative(1);
    model.choose(mention.isTagged() ? 0 : 1);
    asked.add(mention);
  }

  private void addFeatures(ChoiceModel model, Mention mention, SameDocument others) {
    CheckedDocument words = mention.document();
    int first = mention.first();
    int end = mention.end();
    int node = mention.node();
    boolean itself = mention.isTagged();
    int tagged = corpus.texts().tagged(node) - (itself ? 1 : 0);
    int free = untagged[node] - (itself ? 0 : 1);
    int rate = Levels.of(tagged, free);
    int shapes = 1;
    for (int i = first; i < Math.min(end, first + MAX_SHAPES); i++) {
      shapes = shapes * 31 + words.shape(i);
    }
    model.feature(0, 0);
    model.feature(1, rate);
    model.feature(2, rate, Levels.of(tagged + free));
    model.feature(3, Math.min(others.tagged(node, itself), 2), Integer.signum(rate));
    model.feature(4, node);
    model.feature(5, shapes);
    model.feature(6, words.folded(first - 1));
    model.feature(7, words.folded(end));
    model.feature(8, words.folded(first - 2), words.folded(first - 1));
    model.feature(9, words.folded(end), words.folded(end + 1));
    model.feature(10, words.shape(first - 1), shapes);
    model.feature(11, words.shape(end), shapes);
    model.feature(12, words.gap(first), words.gap(end), shapes);
    model.feature(13, words.folded(first - 1), shapes);
    model.feature(14, words.folded(end), shapes);
    model.feature(15, mention.size());
    model.feature(16, words.folded(end - 1));
    model.feature(17, words.isTagged(first - 1) ? 1 : 0, words.isTagged(end) ? 1 : 0);
  }
}
