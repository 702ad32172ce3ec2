package io.nerine.onnx.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.nerine.exception.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagDecoderTests {

  private static final TagSet TAGS = TagSet.bio(List.of("X", "Y"));
  private static final TagDecoder DECODER = new TagDecoder(TAGS);

  private static float[][] random(long seed, int words, float spread) {
    Random random = new Random(seed);
    float[][] logits = new float[words][TAGS.size()];
    for (float[] row : logits) {
      for (int tag = 0; tag < row.length; tag++) {
        row[tag] = (float) (random.nextGaussian() * spread);
      }
    }
    return logits;
  }

  private static boolean legal(int[] tags) {
    int before = 0;
    for (int tag : tags) {
      boolean inside = tag > 0 && tag % 2 == 0;
      if (inside && before != tag && before != tag - 1) {
        return false;
      }
      before = tag;
    }
    return true;
  }

  private static List<int[]> allLegal(int words) {
    List<int[]> all = new ArrayList<>();
    int count = (int) Math.pow(TAGS.size(), words);
    for (int code = 0; code < count; code++) {
      int[] tags = new int[words];
      for (int word = 0, rest = code; word < words; word++, rest /= TAGS.size()) {
        tags[word] = rest % TAGS.size();
      }
      if (legal(tags)) {
        all.add(tags);
      }
    }
    return all;
  }

  private static double score(float[][] logits, int[] tags) {
    double score = 0;
    for (int word = 0; word < tags.length; word++) {
      score += logits[word][tags[word]];
    }
    return score;
  }

  private static List<int[]> spans(int[] tags) {
    List<int[]> spans = new ArrayList<>();
    for (int word = 0; word < tags.length; word++) {
      if (tags[word] % 2 == 1) {
        int end = word + 1;
        while (end < tags.length && tags[end] == tags[word] + 1) {
          end++;
        }
        spans.add(new int[] {word, end, (tags[word] - 1) / 2});
      }
    }
    return spans;
  }

  @Property(tries = 300)
  void bestSequenceAndMarginalsEqualBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int words,
      @ForAll @FloatRange(min = 0.1f, max = 8f) float spread) {
    float[][] logits = random(seed, words, spread);
    double total = 0;
    int[] best = null;
    List<int[]> all = allLegal(words);
    for (int[] tags : all) {
      total += Math.exp(score(logits, tags));
      if (best == null || score(logits, tags) > score(logits, best)) {
        best = tags;
      }
    }
    List<TaggedSpan> found = DECODER.decode(logits);
    List<int[]> expected = spans(best);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      TaggedSpan span = found.get(i);
      int[] wanted = expected.get(i);
      assertThat(new int[] {span.firstWord(), span.endWord(), span.type()}).isEqualTo(wanted);
      double with = 0;
      for (int[] tags : all) {
        if (spans(tags).stream().anyMatch(other -> Arrays.equals(other, wanted))) {
          with += Math.exp(score(logits, tags));
        }
      }
      assertThat(span.confidence()).isCloseTo(with / total, within(1e-9));
    }
  }

  @Property(tries = 1000)
  void anyScoresGiveLegalOrderedSpansWithConfidences(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 40) int words,
      @ForAll @FloatRange(min = 0f, max = 3e38f) float spread) {
    float[][] logits = random(seed, words, 1);
    for (float[] row : logits) {
      for (int tag = 0; tag < row.length; tag++) {
        row[tag] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, row[tag] * spread));
      }
    }
    int before = 0;
    for (TaggedSpan span : DECODER.decode(logits)) {
      assertThat(span.firstWord()).isGreaterThanOrEqualTo(before);
      assertThat(span.endWord()).isGreaterThan(span.firstWord()).isLessThanOrEqualTo(words);
      assertThat(span.type()).isBetween(0, 1);
      assertThat(span.confidence()).isBetween(0.0, 1.0);
      before = span.endWord();
    }
  }

  @Test
  void constantOfAWordDoesNotMatter() {
    float[][] logits = random(7, 20, 3);
    float[][] shifted = new float[20][];
    for (int word = 0; word < 20; word++) {
      shifted[word] = logits[word].clone();
      for (int tag = 0; tag < shifted[word].length; tag++) {
        shifted[word][tag] += 64 * (word % 3);
      }
    }
    List<TaggedSpan> one = DECODER.decode(logits);
    List<TaggedSpan> other = DECODER.decode(shifted);
    assertThat(one).isNotEmpty().hasSameSizeAs(other);
    for (int i = 0; i < one.size(); i++) {
      assertThat(other.get(i).confidence()).isCloseTo(one.get(i).confidence(), within(1e-4));
    }
  }

  @Test
  void insideOfAnotherTypeCannotGoOn() {
    // B-X, then scores that favour I-Y: the best legal way is taken, and never X followed by I-Y.
    float[][] logits = {{0, 9, 0, 0, 0}, {0, 0, 1, 0, 8}, {5, 0, 0, 0, 0}};
    assertThat(DECODER.decode(logits))
        .allSatisfy(span -> assertThat(span.type()).isIn(0, 1))
        .first()
        .satisfies(span -> assertThat(span.firstWord()).isZero());
    float[][] first = {{0, 0, 20, 0, 0}};
    assertThat(DECODER.decode(first)).isEmpty();
  }

  @Test
  void beginDirectlyBehindAMentionStartsAnother() {
    float[][] logits = {{0, 20, 0, 0, 0}, {0, 20, 0, 0, 0}, {0, 0, 20, 0, 0}};
    assertThat(DECODER.decode(logits))
        .extracting(TaggedSpan::firstWord, TaggedSpan::endWord)
        .containsExactly(tuple(0, 1), tuple(1, 3));
    assertThat(DECODER.decode(logits)).allMatch(span -> span.confidence() > 0.999);
  }

  @Test
  void longTextNeitherUnderflowsNorSlowsDown() {
    int words = 1_000_000;
    float[] logits = new float[words * TAGS.size()];
    Random random = new Random(3);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian() * 4;
    }
    List<TaggedSpan> spans = DECODER.decode(logits);
    assertThat(spans).hasSizeGreaterThan(words / 10);
    // A short text with the same words around the last span sees practically the same.
    float[] tail = Arrays.copyOfRange(logits, logits.length - 60 * TAGS.size(), logits.length);
    List<TaggedSpan> tailSpans = DECODER.decode(tail);
    assertThat(tailSpans.get(tailSpans.size() - 1).confidence())
        .isCloseTo(spans.get(spans.size() - 1).confidence(), within(1e-6));
  }

  @Test
  void mentionOfManyWordsKeepsItsConfidence() {
    float[][] logits = new float[100_000][TAGS.size()];
    for (int word = 0; word < logits.length; word++) {
      logits[word][word == 0 ? 1 : 2] = 30;
    }
    assertThat(DECODER.decode(logits))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.endWord()).isEqualTo(100_000);
              assertThat(span.confidence()).isGreaterThan(0.99);
            });
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void scoreThatIsNoNumberIsReportedWithItsPlace(float value) {
    float[][] logits = random(1, 4, 1);
    logits[2][3] = value;
    assertThatThrownBy(() -> DECODER.decode(logits))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("word 2")
        .hasMessageContaining("B-Y");
  }

  @Test
  void rowsOfAnotherLengthAreMisuse() {
    assertThatThrownBy(() -> DECODER.decode(new float[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Word 0 has 2 scores");
    assertThatThrownBy(() -> DECODER.decode(new float[7]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noWordsGiveNoSpans() {
    assertThat(DECODER.decode(new float[0][])).isEmpty();
  }
}
