package io.nerine.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the other mentions let expect that each begins and ends: by the words on both sides of an
 * edge and their shapes, and by whether what would be tagged is tagged elsewhere.
 */
final class BoundaryEvidence {

  /** How many words an edge may move outwards. */
  private static final int REACH_OUT = 3;

  /** How many words an edge may move inwards. */
  private static final int REACH_IN = 6;

  /**
   * A mention that should begin or end elsewhere.
   *
   * @param first the first word it should have
   * @param end the word behind the last it should have
   * @param odds how likely that is against the edge given, 0.5 to 1
   */
  record Doubt(Mention mention, int first, int end, double odds) {}

  /** A text, and one that is longer by words at one edge, as nodes. */
  record Variants(int longer, int shorter) {}

  private record Question(Mention mention, int from, int to) {}

  private final Corpus corpus;
  private final List<Doubt> doubts = new ArrayList<>();

  /** By texts: the mentions of the shorter that stand where the longer one could. */
  private final Map<Variants, List<Mention>> shortened = new HashMap<>();

  BoundaryEvidence(Corpus corpus) {
    this.corpus = corpus;
    weigh(true);
    weigh(false);
  }

  /** {@return the mentions with an edge that is less likely than another} */
  List<Doubt> doubts() {
    return doubts;
  }

  /**
   * Returns where a longer text stands that is tagged in part.
   *
   * @return mentions of the shorter text by both texts, of which the longer is tagged elsewhere
   */
  Map<Variants, List<Mention>> shortened() {
    return shortened;
  }

  private void weigh(boolean left) {
    ChoiceModel model = new ChoiceModel();
    List<Question> questions = new ArrayList<>();
    for (CheckedDocument document : corpus.documents()) {
      SameDocument others = new SameDocument(document, corpus.types().size());
      for (Mention mention : document.mentions()) {
        if (mention.comparable()) {
          Question question = left ? left(mention) : right(mention);
          if (question.from() < question.to()) {
            ask(model, question, left, others);
            questions.add(question);
          }
        }
      }
    }
    float[][] probabilities = model.probabilities();
    for (int i = 0; i < questions.size(); i++) {
      judge(questions.get(i), left, probabilities[i]);
    }
  }

  /** Where a mention could begin. */
  private static Question left(Mention mention) {
    int from = mention.first();
    while (from > 0
        && mention.first() - from < REACH_OUT
        && !mention.document().isTagged(from - 1)) {
      from--;
    }
    return new Question(mention, from, Math.min(mention.end() - 1, mention.first() + REACH_IN));
  }

  /** Where a mention could end. */
  private static Question right(Mention mention) {
    int to = mention.end();
    while (to < mention.document().size()
        && to - mention.end() < REACH_OUT
        && !mention.document().isTagged(to)) {
      to++;
    }
    return new Question(mention, Math.max(mention.first() + 1, mention.end() - REACH_IN), to);
  }

  private void ask(ChoiceModel model, Question question, boolean left, SameDocument others) {
    Mention mention = question.mention();
    for (int edge = question.from(); edge <= question.to(); edge++) {
      int first = left ? edge : mention.first();
      int end = left ? mention.end() : edge;
      int node = corpus.texts().node(mention.document(), first, end);
      model.alternative(0);
      addFeatures(model, mention, first, end, left, node, others);
      if (end - first > mention.size() && corpus.texts().tagged(node) > 0) {
        shortened
            .computeIfAbsent(new Variants(node, mention.node()), key -> new ArrayList<>())
            .add(mention);
      }
    }
    model.choose((left ? mention.first() : mention.end()) - question.from());
  }

  private void addFeatures(
      ChoiceModel model,
      Mention mention,
      int first,
      int end,
      boolean left,
      int node,
      SameDocument others) {
    CheckedDocument words = mention.document();
    int type = mention.type();
    int edge = left ? first : end;
    int in = left ? first : end - 1;
    int out = left ? first - 1 : end;
    int inward = left ? 1 : -1;
    int size = end - first;
    model.feature(1, words.folded(in));
    model.feature(2, words.folded(in), type);
    model.feature(3, words.folded(out));
    model.feature(4, words.folded(out), type);
    model.feature(5, words.folded(out), words.folded(in));
    model.feature(6, words.shape(out), words.shape(in), type);
    model.feature(7, words.shape(out), words.shape(in), words.shape(in + inward));
    model.feature(8, words.folded(out - inward), words.folded(out));
    model.feature(9, words.shape(out - inward), words.shape(out), words.shape(in));
    model.feature(10, words.gap(edge), type);
    model.feature(11, words.gap(edge), words.shape(out), words.shape(in));
    model.feature(12, Math.min(size, 6), type);
    model.feature(13, words.ending(in), type);
    model.feature(14, words.ending(out), type);
    model.feature(15, words.folded(out), words.shape(in));
    model.feature(16, words.folded(in), words.shape(out));
    boolean itself = node == mention.node() && node != MentionTrie.NONE;
    int elsewhere = Levels.of(corpus.texts().tagged(node) - (itself ? 1 : 0));
    model.feature(17, elsewhere, Math.min(others.tagged(node, itself), 2));
    model.feature(18, elsewhere, Math.min(size, 3));
    if (node != MentionTrie.NONE) {
      model.feature(19, node);
    }
  }

  private void judge(Question question, boolean left, float[] probabilities) {
    Mention mention = question.mention();
    int given = (left ? mention.first() : mention.end()) - question.from();
    int best = given;
    for (int i = 0; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    if (best != given) {
      int edge = question.from() + best;
      double odds = probabilities[best] / (probabilities[best] + probabilities[given]);
      doubts.add(
          new Doubt(mention, left ? edge : mention.first(), left ? mention.end() : edge, odds));
    }
  }
}
