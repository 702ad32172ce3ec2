package io.nerine.evaluation;

import io.nerine.exception.DataFormatException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores of tag sequences, word by word tags such as {@code B-Site}, as seqeval 1.2.2 computes them
 * (Nakayama, 2018): for comparison with figures of papers, most of which come from it. Immutable.
 *
 * <pre>{@code
 * SequenceScores scores =
 *     SequenceScores.strict(
 *         List.of(List.of("B-Site", "I-Site", "O")),
 *         List.of(List.of("B-Site", "O", "O")),
 *         SequenceScheme.IOB2);
 * }</pre>
 *
 * <p>Where all tags are legal, both modes give the same, and so does an {@link Evaluation} of the
 * entities that they mark.
 */
public final class SequenceScores {

  private final int sentences;
  private final int words;
  private final int wordsRight;
  private final SortedMap<String, Scores> types;
  private final SortedMap<String, Scores> wordTypes;

  private SequenceScores(Counter counter) {
    this.sentences = counter.sentences;
    this.words = counter.words;
    this.wordsRight = counter.wordsRight;
    this.types = Collections.unmodifiableSortedMap(counter.types);
    this.wordTypes = Collections.unmodifiableSortedMap(counter.wordTypes);
  }

  /**
   * Scores as seqeval does by default, and as conlleval did: tags that are illegal are taken as
   * well as can be, so that {@code I} behind {@code O} begins an entity.
   *
   * @param gold the tags as they should be, a list a sentence
   * @param predicted the tags as they were predicted, for the same words
   * @return the scores
   * @throws DataFormatException if sentences or words differ in number, or a tag does not begin
   *     with one of the letters {@code BIESLUO}
   */
  public static SequenceScores lenient(List<List<String>> gold, List<List<String>> predicted) {
    return of(gold, predicted, null);
  }

  /**
   * Scores as seqeval does with {@code mode='strict'}: only what is legal in the scheme is an
   * entity.
   *
   * @param gold the tags as they should be, a list a sentence
   * @param predicted the tags as they were predicted, for the same words
   * @param scheme the scheme of both
   * @return the scores
   * @throws DataFormatException if sentences or words differ in number, or a tag does not begin
   *     with a letter of the scheme
   */
  public static SequenceScores strict(
      List<List<String>> gold, List<List<String>> predicted, SequenceScheme scheme) {
    Objects.requireNonNull(scheme, "scheme");
    return of(gold, predicted, scheme);
  }

  private static SequenceScores of(
      List<List<String>> gold, List<List<String>> predicted, @Nullable SequenceScheme scheme) {
    if (gold.size() != predicted.size()) {
      throw new DataFormatException(
          "There are %d gold sentences but %d predicted; compare the same sentences"
              .formatted(gold.size(), predicted.size()));
    }
    Counter counter = new Counter(scheme);
    for (int i = 0; i < gold.size(); i++) {
      counter.add(gold.get(i), predicted.get(i));
    }
    return new SequenceScores(counter);
  }

  /** Counts sentence by sentence. */
  private static final class Counter {

    private final @Nullable SequenceScheme scheme;
    private int sentences;
    private int words;
    private int wordsRight;
    private final SortedMap<String, Scores> types = new TreeMap<>();
    private final SortedMap<String, Scores> wordTypes = new TreeMap<>();

    Counter(@Nullable SequenceScheme scheme) {
      this.scheme = scheme;
    }

    void add(List<String> gold, List<String> predicted) {
      sentences++;
      if (gold.size() != predicted.size()) {
        throw new DataFormatException(
            "Sentence %d has %d gold tags but %d predicted; tag the same words"
                .formatted(sentences, gold.size(), predicted.size()));
      }
      List<SequenceTag> goldTags = tags(gold, "gold");
      List<SequenceTag> predictedTags = tags(predicted, "predicted");
      for (int word = 0; word < gold.size(); word++) {
        words++;
        wordsRight += gold.get(word).equals(predicted.get(word)) ? 1 : 0;
        countWord(goldTags.get(word), predictedTags.get(word));
      }
      List<SequenceTag.Chunk> predictedChunks = SequenceTag.chunks(predictedTags, scheme);
      Set<SequenceTag.Chunk> goldChunks = new HashSet<>(SequenceTag.chunks(goldTags, scheme));
      goldChunks.forEach(chunk -> count(types, chunk.type(), new Scores(1, 0, 0)));
      for (SequenceTag.Chunk chunk : predictedChunks) {
        count(types, chunk.type(), new Scores(0, 1, 0));
        if (goldChunks.contains(chunk)) {
          types.computeIfPresent(
              chunk.type(),
              (type, all) -> new Scores(all.gold(), all.predicted(), all.truePositives() + 1));
        }
      }
    }

    private void countWord(SequenceTag gold, SequenceTag predicted) {
      boolean inGold = gold.prefix() != 'O';
      boolean inPredicted = predicted.prefix() != 'O';
      if (inGold && inPredicted && gold.type().equals(predicted.type())) {
        count(wordTypes, gold.type(), new Scores(1, 1, 1));
        return;
      }
      if (inGold) {
        count(wordTypes, gold.type(), new Scores(1, 0, 0));
      }
      if (inPredicted) {
        count(wordTypes, predicted.type(), new Scores(0, 1, 0));
      }
    }

    private static void count(Map<String, Scores> scores, String type, Scores one) {
      scores.merge(type, one, Scores::plus);
    }

    private List<SequenceTag> tags(List<String> tags, String side) {
      for (int word = 0; word < tags.size(); word++) {
        String tag = tags.get(word);
        boolean known =
            !tag.isEmpty()
                && (scheme == null
                    ? "BIESLUO".indexOf(tag.charAt(0)) >= 0
                    : scheme.allows(tag.charAt(0)));
        if (!known) {
          throw new DataFormatException(
              "The %s tag '%s' of word %d in sentence %d begins with none of the letters %s"
                  .formatted(
                      side,
                      tag,
                      word + 1,
                      sentences,
                      scheme == null ? "BIESLUO" : scheme.prefixes() + " of " + scheme));
        }
      }
      return tags.stream()
          .map(scheme == null ? SequenceTag::lenient : SequenceTag::strict)
          .toList();
    }
  }

  /** {@return the number of sentences} */
  public int sentences() {
    return sentences;
  }

  /** {@return the number of words} */
  public int words() {
    return words;
  }

  /** {@return the share of words whose tags are equal, 0 to 1; 0 if there are none} */
  public double accuracy() {
    return words == 0 ? 0.0 : (double) wordsRight / words;
  }

  /** {@return the scores of all entities together: first word, last word and type are equal} */
  public Scores micro() {
    return types.values().stream().reduce(Scores.NONE, Scores::plus);
  }

  /** {@return the scores of the entities of each type that occurs, sorted by name} */
  public Map<String, Scores> types() {
    return types;
  }

  /** {@return the plain mean of the scores of {@link #types()}; 0 if there are none} */
  public AveragedScores macro() {
    return average(scores -> 1);
  }

  /** {@return the mean of the scores of {@link #types()}, weighted by gold entities} */
  public AveragedScores weighted() {
    return average(Scores::gold);
  }

  private AveragedScores average(ToDoubleFunction<Scores> weight) {
    double weights = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (Scores scores : types.values()) {
      double one = weight.applyAsDouble(scores);
      weights += one;
      precision += one * scores.precision();
      recall += one * scores.recall();
      f1 += one * scores.f1();
    }
    return weights == 0
        ? new AveragedScores(0, 0, 0)
        : new AveragedScores(precision / weights, recall / weights, f1 / weights);
  }

  /**
   * Returns the scores of words, whatever entities they make up: a word is right if it is tagged
   * with the same type, whatever the prefix; words outside of entities do not count.
   *
   * @return the scores of all types together
   */
  public Scores wordMicro() {
    return wordTypes.values().stream().reduce(Scores.NONE, Scores::plus);
  }

  /** {@return the scores of words, as {@link #wordMicro()}, of each type, sorted by name} */
  public Map<String, Scores> wordTypes() {
    return wordTypes;
  }

  @Override
  public String toString() {
    return "%d sentences, %d words: %s".formatted(sentences, words, micro());
  }
}
