package io.nerine.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which type the other mentions let expect of each: by its words and their shapes, what stands
 * around it, and what the same words are tagged as elsewhere, above all in the same document.
 */
final class TypeEvidence {

  /** Enough to hold every type that comes into question, few enough for hundreds of types. */
  private static final int MAX_ALTERNATIVES = 16;

  private static final int MAX_WORDS = 8;
  private static final int MAX_SHAPES = 4;
  private static final int NO_TYPE = -1;

  /**
   * What a mention, or a place that might be one, looks like.
   *
   * @param likeliest the index of the type that is likeliest, but for the type given
   * @param odds how likely that is against the type given, 0 to 1; of all types where none is given
   */
  record Judgement(Mention mention, int likeliest, double odds) {}

  private final Corpus corpus;
  private final List<Integer> byFrequency;
  private final List<Mention> asked = new ArrayList<>();
  private final List<int[]> alternatives = new ArrayList<>();
  private final float[][] probabilities;

  /**
   * Weighs all mentions.
   *
   * @param places untagged places whose type is to be guessed as well
   */
  TypeEvidence(Corpus corpus, List<Mention> places) {
    this.corpus = corpus;
    this.byFrequency = byFrequency(corpus);
    Map<CheckedDocument, List<Mention>> placesByDocument = new HashMap<>();
    for (Mention place : places) {
      placesByDocument.computeIfAbsent(place.document(), key -> new ArrayList<>()).add(place);
    }
    ChoiceModel model = new ChoiceModel();
    for (CheckedDocument document : corpus.documents()) {
      SameDocument others = new SameDocument(document, corpus.types().size());
      for (Mention mention : document.mentions()) {
        if (mention.comparable()) {
          describe(model, mention, others);
        }
      }
      for (Mention place : placesByDocument.getOrDefault(document, List.of())) {
        describe(model, place, others);
      }
    }
    this.probabilities = model.probabilities();
  }

  private static List<Integer> byFrequency(Corpus corpus) {
    int[] frequency = new int[corpus.types().size()];
    for (CheckedDocument document : corpus.documents()) {
      document.mentions().forEach(mention -> frequency[mention.type()]++);
    }
    return IntStream.range(0, frequency.length)
        .boxed()
        .sorted(Comparator.comparingInt(type -> -frequency[type]))
        .toList();
  }

  /** The types that come into question for a mention, ascending. */
  private int[] alternatives(Mention mention) {
    int types = corpus.types().size();
    if (types <= MAX_ALTERNATIVES) {
      return IntStream.range(0, types).toArray();
    }
    Set<Integer> some = new TreeSet<>();
    if (mention.isTagged()) {
      some.add(mention.type());
    }
    corpus.texts().types(mention.node()).stream().limit(MAX_ALTERNATIVES / 2).forEach(some::add);
    for (int i = 0; some.size() < MAX_ALTERNATIVES; i++) {
      some.add(byFrequency.get(i));
    }
    return some.stream().mapToInt(type -> type).toArray();
  }

  private void describe(ChoiceModel model, Mention mention, SameDocument others) {
    int[] types = alternatives(mention);
    model.alternative(types[0]);
    addFeatures(model, mention, others);
    for (int i = 1; i < types.length; i++) {
      model.sameFeatures(types[i]);
    }
    if (mention.isTagged()) {
      model.choose(indexOf(types, mention.type()));
    } else {
      model.ask();
    }
    asked.add(mention);
    alternatives.add(types);
  }

  private static int indexOf(int[] types, int type) {
    return IntStream.range(0, types.length).filter(i -> types[i] == type).findFirst().orElseThrow();
  }

  private void addFeatures(ChoiceModel model, Mention mention, SameDocument others) {
    CheckedDocument words = mention.document();
    int first = mention.first();
    int end = mention.end();
    int last = end - 1;
    int shapes = 1;
    for (int i = first; i < Math.min(end, first + MAX_SHAPES); i++) {
      shapes = shapes * 31 + words.shape(i);
    }
    model.feature(0, 0);
    model.feature(1, words.folded(first));
    model.feature(2, words.folded(last));
    model.feature(3, words.ending(last));
    model.feature(4, shapes);
    for (int i = first; i < Math.min(end, first + MAX_WORDS); i++) {
      model.feature(5, words.folded(i));
    }
    model.feature(6, words.folded(first - 1));
    model.feature(7, words.folded(end));
    model.feature(8, words.folded(first - 2), words.folded(first - 1));
    model.feature(9, words.folded(end), words.folded(end + 1));
    model.feature(10, words.folded(first - 1), words.folded(end));
    model.feature(11, words.shape(first - 1), shapes);
    model.feature(12, words.shape(end), shapes);
    model.feature(13, Math.min(mention.size(), 5));
    model.feature(14, words.gap(first), words.gap(end), shapes);
    model.feature(15, words.folded(first - 1), shapes);
    model.feature(16, words.folded(end), shapes);
    if (mention.node() != MentionTrie.NONE) {
      model.feature(17, mention.node());
      model.feature(18, others.typeOfText(mention));
      model.feature(19, typeElsewhere(mention), Levels.of(elsewhere(mention)));
    }
    model.feature(20, others.typeOfWord(mention, last), mention.size() == 1 ? 1 : 2);
  }

  /** How often the same text is tagged in other places. */
  private int elsewhere(Mention mention) {
    return corpus.texts().tagged(mention.node()) - (mention.isTagged() ? 1 : 0);
  }

  /** The type of most other places with the same text, if there is one. */
  private int typeElsewhere(Mention mention) {
    for (int type : corpus.texts().types(mention.node())) {
      int count = corpus.texts().tagged(mention.node(), type) - (type == mention.type() ? 1 : 0);
      if (count * 3 > elsewhere(mention) * 2) {
        return type;
      }
    }
    return NO_TYPE;
  }

  /** {@return the mentions that look like another type than theirs, and all untagged places} */
  List<Judgement> judgements() {
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Judgement judgement = judgement(i);
      if (!asked.get(i).isTagged() || judgement.odds() >= 0.5) {
        judgements.add(judgement);
      }
    }
    return Collections.unmodifiableList(judgements);
  }

  private Judgement judgement(int i) {
    Mention mention = asked.get(i);
    int[] types = alternatives.get(i);
    Set<String> excluded = mention.document().rejectedTypes(mention.first(), mention.end());
    int likeliest = NO_TYPE;
    double best = 0;
    double given = 0;
    for (int t = 0; t < types.length; t++) {
      double probability = probabilities[i][t];
      if (types[t] == mention.type()) {
        given = probability;
      } else if (probability > best && !excluded.contains(corpus.type(types[t]))) {
        likeliest = types[t];
        best = probability;
      }
    }
    double against = mention.isTagged() ? best + given : 1;
    return new Judgement(mention, likeliest, best == 0 ? 0 : best / against);
  }

  /**
   * Counts which types mentions look like.
   *
   * @return by the index of the type given, how many of its mentions look like each type
   */
  int[][] confusion() {
    int types = corpus.types().size();
    int[][] confusion = new int[types][types];
    for (int i = 0; i < asked.size(); i++) {
      Mention mention = asked.get(i);
      if (mention.isTagged()) {
        Judgement judgement = judgement(i);
        int looksLike = judgement.odds() > 0.5 ? judgement.likeliest() : mention.type();
        confusion[mention.type()][looksLike]++;
      }
    }
    return confusion;
  }
}
