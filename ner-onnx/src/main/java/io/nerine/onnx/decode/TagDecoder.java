package io.nerine.onnx.decode;

import io.nerine.exception.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best legal tag sequence and the confidence of its spans. Immutable, thread-safe.
 *
 * <p>The scores of the words are the emissions of a linear chain whose only transitions are the
 * rules of the {@linkplain TagScheme scheme}: in BIO, {@code I-X} follows {@code B-X} or {@code
 * I-X} and does not come first. {@linkplain #decode Decoding} finds the most probable sequence of
 * that chain (Viterbi), which is legal whatever the scores are, so nothing needs to be repaired
 * afterwards. The confidence of a span is the marginal probability, over all legal sequences, that
 * exactly this span is there, in BIO {@code B-X} on its first word, {@code I-X} on the others and
 * no {@code I-X} behind it (forward-backward; Rabiner, "A tutorial on hidden Markov models", 1989,
 * with the scaling of his section V.A). Time is linear in words and in tags, because what may
 * follow a tag depends on its type only where both are of one mention.
 *
 * <pre>{@code
 * for (TaggedSpan span : new TagDecoder(tagSet).decode(logits)) {
 *   String type = tagSet.typeNames().get(span.type());
 * }
 * }</pre>
 */
public final class TagDecoder {

  /**
   * Within a word, a score further below the best one counts as this far below, for confidences
   * only: a probability of e<sup>-200</sup> keeps the scaled sums inside the range of a double.
   */
  private static final double FLOOR = -200;

  private final TagSet tagSet;

  /** For what is not in the order of BIO tags that the code below relies on. */
  private final @Nullable ChainDecoder anyScheme;

  /**
   * Creates a decoder.
   *
   * @param tagSet what the scores stand for
   */
  public TagDecoder(TagSet tagSet) {
    this.tagSet = Objects.requireNonNull(tagSet, "tagSet");
    this.anyScheme = tagSet.isPlainBio() ? null : new ChainDecoder(tagSet);
  }

  /**
   * Decodes the scores of a text.
   *
   * @param logits {@code [words][tags]} scores, up to a constant for each word the logarithms of
   *     probabilities
   * @return the spans of the best sequence, in text order; of equal sequences, the one with lower
   *     tags at the end is taken
   * @throws IllegalArgumentException if a word has not as many scores as there are tags
   * @throws InferenceException if a score is not a finite number
   */
  public List<TaggedSpan> decode(float[][] logits) {
    int tags = tagSet.size();
    float[] flat = new float[Math.multiplyExact(logits.length, tags)];
    for (int word = 0; word < logits.length; word++) {
      if (logits[word].length != tags) {
        throw new IllegalArgumentException(
            "Word %d has %d scores, the tag set has %d tags"
                .formatted(word, logits[word].length, tags));
      }
      System.arraycopy(logits[word], 0, flat, word * tags, tags);
    }
    return decode(flat);
  }

  /**
   * Decodes the scores of a text.
   *
   * @param logits {@code [words * tags]} scores, word by word
   * @return as the other form
   * @throws IllegalArgumentException if that is not a whole number of words
   * @throws InferenceException if a score is not a finite number
   */
  public List<TaggedSpan> decode(float[] logits) {
    checkScores(logits);
    if (anyScheme != null) {
      return anyScheme.decode(logits);
    }
    int[] tags = bestSequence(logits);
    List<TaggedSpan> spans = new ArrayList<>();
    Marginals marginals = null;
    for (int word = 0; word < tags.length; word++) {
      if (tags[word] == TagSet.OUTSIDE) {
        continue;
      }
      if (marginals == null) {
        marginals = new Marginals(logits, tagSet);
      }
      int first = word;
      int type = (tags[first] - 1) / 2;
      while (word + 1 < tags.length && tags[word + 1] == TagSet.inside(type)) {
        word++;
      }
      spans.add(
          new TaggedSpan(first, word + 1, type, marginals.probability(first, word + 1, type)));
    }
    return spans;
  }

  /**
   * Returns how probable given spans are, whether or not they are those of the best sequence: the
   * marginal probability that {@link #decode} gives as confidence.
   *
   * @param logits {@code [words * tags]} scores, word by word
   * @param spans spans in any order, which may overlap; their own confidence does not count
   * @return {@code [spans]} the probability of exactly each span, 0 to 1; 0 for one that the tags
   *     can't express
   * @throws IllegalArgumentException if the scores are not a whole number of words, or a span
   *     reaches behind the last of them or has no type of the tag set
   * @throws InferenceException if a score is not a finite number
   */
  public double[] confidences(float[] logits, List<TaggedSpan> spans) {
    checkScores(logits);
    int words = logits.length / tagSet.size();
    for (TaggedSpan span : spans) {
      if (span.endWord() > words || span.type() >= tagSet.typeNames().size()) {
        throw new IllegalArgumentException(
            "%s does not fit %d words and %d types"
                .formatted(span, words, tagSet.typeNames().size()));
      }
    }
    if (anyScheme != null) {
      return anyScheme.confidences(logits, spans);
    }
    double[] confidences = new double[spans.size()];
    if (confidences.length > 0) {
      Marginals marginals = new Marginals(logits, tagSet);
      for (int i = 0; i < confidences.length; i++) {
        TaggedSpan span = spans.get(i);
        confidences[i] = marginals.probability(span.firstWord(), span.endWord(), span.type());
      }
    }
    return confidences;
  }

  private void checkScores(float[] logits) {
    if (logits.length % tagSet.size() != 0) {
      throw new IllegalArgumentException(
          "%d scores are not a multiple of %d tags".formatted(logits.length, tagSet.size()));
    }
    checkFinite(logits);
  }

  private void checkFinite(float[] logits) {
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new InferenceException(
            ("The model's score of word %d for tag %s is %s; the model is damaged or its weights"
                    + " overflow, train or export it again")
                .formatted(i / tagSet.size(), tagSet.tagNames().get(i % tagSet.size()), logits[i]));
      }
    }
  }

  /** Viterbi. Raw scores do: normalising them adds the same to all sequences. */
  private int[] bestSequence(float[] logits) {
    int tags = tagSet.size();
    int types = tagSet.typeNames().size();
    int words = logits.length / tags;
    if (words == 0) {
      return new int[0];
    }
    double[] scores = new double[tags];
    int[] bestBefore = new int[words];
    // Whether the best way into I-X comes from I-X rather than from B-X.
    BitSet goesOn = new BitSet();
    for (int type = 0; type < types; type++) {
      scores[TagSet.inside(type)] = Double.NEGATIVE_INFINITY;
    }
    scores[TagSet.OUTSIDE] = logits[TagSet.OUTSIDE];
    for (int type = 0; type < types; type++) {
      scores[TagSet.begin(type)] = logits[TagSet.begin(type)];
    }
    for (int word = 1; word < words; word++) {
      int row = word * tags;
      int best = argmax(scores);
      // Taken off again, so that sums stay small over any number of words.
      double base = scores[best];
      bestBefore[word] = best;
      for (int type = 0; type < types; type++) {
        int begin = TagSet.begin(type);
        int inside = TagSet.inside(type);
        double before = scores[begin];
        if (scores[inside] > before) {
          before = scores[inside];
          goesOn.set(word * types + type);
        }
        scores[inside] = before - base + logits[row + inside];
        scores[begin] = logits[row + begin];
      }
      scores[TagSet.OUTSIDE] = logits[row + TagSet.OUTSIDE];
    }
    int[] sequence = new int[words];
    int tag = argmax(scores);
    for (int word = words - 1; word >= 0; word--) {
      sequence[word] = tag;
      boolean inside = tag > TagSet.OUTSIDE && (tag & 1) == 0;
      if (!inside) {
        tag = bestBefore[word];
      } else if (!goesOn.get(word * types + (tag - 1) / 2)) {
        tag--;
      }
    }
    return sequence;
  }

  private static int argmax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Forward and backward sums of one text. Only two numbers a word are kept: the forward sums of
   * {@code B-X} need nothing else, since {@code B-X} may follow any tag.
   */
  private static final class Marginals {

    private final float[] logits;
    private final int tags;
    private final int types;
    private final int words;

    /** {@code [words]} the greatest score of each word. */
    private final float[] greatest;

    /** {@code [words]} the probability of a word's scores given those of all words before it. */
    private final double[] scale;

    /**
     * {@code [words]} the scaled probability of the scores behind a word, given that no mention
     * goes on behind it.
     */
    private final double[] afterEnd;

    Marginals(float[] logits, TagSet tagSet) {
      this.logits = logits;
      this.tags = tagSet.size();
      this.types = tagSet.typeNames().size();
      this.words = logits.length / tags;
      this.greatest = new float[words];
      this.scale = new double[words];
      this.afterEnd = new double[words];
      forward();
      backward();
    }

    /** The probability of the span, in the order of the words so that no factor leaves 0 to 1. */
    double probability(int first, int end, int type) {
      double probability = emission(first, TagSet.begin(type)) / scale[first];
      for (int word = first + 1; word < end; word++) {
        probability = probability * emission(word, TagSet.inside(type)) / scale[word];
      }
      // Rounding can lead a hair beyond 1.
      return Math.min(1, probability * afterEnd[end - 1]);
    }

    private double emission(int word, int tag) {
      return Math.exp(Math.max(FLOOR, (double) logits[word * tags + tag] - greatest[word]));
    }

    private void forward() {
      // The scaled forward sum of B-X and I-X together: what may go on with I-X.
      double[] open = new double[types];
      for (int word = 0; word < words; word++) {
        int row = word * tags;
        float max = logits[row];
        for (int tag = 1; tag < tags; tag++) {
          max = Math.max(max, logits[row + tag]);
        }
        greatest[word] = max;
        double sum = emission(word, TagSet.OUTSIDE);
        for (int type = 0; type < types; type++) {
          open[type] =
              emission(word, TagSet.begin(type)) + open[type] * emission(word, TagSet.inside(type));
          sum += open[type];
        }
        scale[word] = sum;
        for (int type = 0; type < types; type++) {
          open[type] /= sum;
        }
      }
    }

    private void backward() {
      // The scaled backward sum of B-X, which is that of I-X.
      double[] open = new double[types];
      Arrays.fill(open, 1);
      afterEnd[words - 1] = 1;
      for (int word = words - 1; word > 0; word--) {
        double closed = emission(word, TagSet.OUTSIDE) * afterEnd[word];
        for (int type = 0; type < types; type++) {
          closed += emission(word, TagSet.begin(type)) * open[type];
        }
        closed /= scale[word];
        for (int type = 0; type < types; type++) {
          open[type] = closed + emission(word, TagSet.inside(type)) * open[type] / scale[word];
        }
        afterEnd[word - 1] = closed;
      }
    }
  }
}
