package io.nerine.onnx.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.exception.ModelLoadingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TagSchemeTests {

  private static final List<String> TYPES = List.of("X", "Y");

  private record Mention(int first, int end, int type) {}

  /** All ways to lay mentions over words. */
  private static List<List<Mention>> layouts(int from, int words) {
    if (from == words) {
      return List.of(List.of());
    }
    List<List<Mention>> layouts = new ArrayList<>(layouts(from + 1, words));
    for (int end = from + 1; end <= words; end++) {
      for (List<Mention> rest : layouts(end, words)) {
        for (int type = 0; type < TYPES.size(); type++) {
          List<Mention> layout = new ArrayList<>(List.of(new Mention(from, end, type)));
          layout.addAll(rest);
          layouts.add(layout);
        }
      }
    }
    return layouts;
  }

  /** The tags of a layout by the definition of each scheme; null if it can't express the layout. */
  private static String[] tags(TagScheme scheme, List<Mention> layout, int words) {
    String[] tags = new String[words];
    Arrays.fill(tags, "O");
    Mention before = null;
    for (Mention mention : layout) {
      String type = TYPES.get(mention.type);
      boolean touches =
          before != null && before.end == mention.first && before.type == mention.type;
      if (touches && scheme == TagScheme.IO) {
        return null;
      }
      for (int word = mention.first; word < mention.end; word++) {
        boolean first = word == mention.first;
        boolean last = word == mention.end - 1;
        tags[word] =
            switch (scheme) {
                  case IO -> "I-";
                  case IOB1 -> first && touches ? "B-" : "I-";
                  case BIO -> first ? "B-" : "I-";
                  case BIOES -> first ? last ? "S-" : "B-" : last ? "E-" : "I-";
                  case BILOU -> first ? last ? "U-" : "B-" : last ? "L-" : "I-";
                }
                + type;
      }
      before = mention;
    }
    return tags;
  }

  private static float[] random(Random random, int size, float spread) {
    float[] logits = new float[size];
    for (int i = 0; i < size; i++) {
      logits[i] = (float) (random.nextGaussian() * spread);
    }
    return logits;
  }

  /** A tag set in any order, with scores that stand for nothing. */
  private static TagSet shuffled(TagScheme scheme, Random random) {
    List<String> names = new ArrayList<>(TagSet.of(scheme, TYPES).tagNames());
    if (random.nextBoolean()) {
      // A tag that is not needed to express a mention.
      names.remove(
          switch (scheme) {
            case IOB1 -> "B-Y";
            case BIO, BIOES, BILOU -> "I-Y";
            case IO -> "";
          });
    }
    names.add(TagSet.UNUSED);
    Collections.shuffle(names, random);
    return TagSet.of(scheme, TYPES, names);
  }

  private static void check(TagSet tagSet, float[] logits) {
    int words = logits.length / tagSet.size();
    double total = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    List<Mention> best = List.of();
    Map<Mention, Double> sums = new HashMap<>();
    for (List<Mention> layout : layouts(0, words)) {
      String[] tags = tags(tagSet.scheme(), layout, words);
      if (tags == null || !tagSet.tagNames().containsAll(List.of(tags))) {
        continue;
      }
      double score = 0;
      for (int word = 0; word < words; word++) {
        score += logits[word * tagSet.size() + tagSet.tagNames().indexOf(tags[word])];
      }
      if (score > greatest) {
        greatest = score;
        best = layout;
      }
      total += Math.exp(score);
      for (Mention mention : layout) {
        sums.merge(mention, Math.exp(score), Double::sum);
      }
    }
    List<TaggedSpan> found = new TagDecoder(tagSet).decode(logits);
    assertThat(found.stream().map(s -> new Mention(s.firstWord(), s.endWord(), s.type())).toList())
        .isEqualTo(best);
    for (int i = 0; i < best.size(); i++) {
      assertThat(found.get(i).confidence()).isCloseTo(sums.get(best.get(i)) / total, within(1e-9));
    }
    checkConfidences(tagSet, logits, sums, total);
  }

  /** Asks for every span that there could be, most of them overlapping, in a wild order. */
  private static void checkConfidences(
      TagSet tagSet, float[] logits, Map<Mention, Double> sums, double total) {
    List<TaggedSpan> spans = new ArrayList<>();
    int words = logits.length / tagSet.size();
    for (int first = 0; first < words; first++) {
      for (int end = first + 1; end <= words; end++) {
        for (int type = 0; type < TYPES.size(); type++) {
          spans.add(new TaggedSpan(first, end, type, 0));
        }
      }
    }
    Collections.shuffle(spans, new Random(words));
    double[] confidences = new TagDecoder(tagSet).confidences(logits, spans);
    assertThat(confidences).hasSameSizeAs(spans);
    for (int i = 0; i < confidences.length; i++) {
      TaggedSpan span = spans.get(i);
      Mention mention = new Mention(span.firstWord(), span.endWord(), span.type());
      assertThat(confidences[i]).isCloseTo(sums.getOrDefault(mention, 0.0) / total, within(1e-9));
    }
  }

  @Property(tries = 300)
  void plainBioKnowsTheProbabilityOfAnySpan(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int words,
      @ForAll @FloatRange(min = 0.1f, max = 8f) float spread) {
    TagSet tagSet = TagSet.bio(TYPES);
    check(tagSet, random(new Random(seed), words * tagSet.size(), spread));
  }

  @ParameterizedTest
  @EnumSource
  void decodedSpansHaveTheirConfidences(TagScheme scheme) {
    TagDecoder decoder = new TagDecoder(TagSet.of(scheme, TYPES));
    float[] logits = random(new Random(9), 400 * TagSet.of(scheme, TYPES).size(), 3);
    List<TaggedSpan> decoded = decoder.decode(logits);
    assertThat(decoder.confidences(logits, decoded))
        .containsExactly(decoded.stream().mapToDouble(TaggedSpan::confidence).toArray());
  }

  @ParameterizedTest
  @EnumSource
  void spansThatDoNotFitAreMisuse(TagScheme scheme) {
    TagSet tagSet = TagSet.of(scheme, TYPES);
    TagDecoder decoder = new TagDecoder(tagSet);
    float[] logits = new float[3 * tagSet.size()];
    assertThat(decoder.confidences(logits, List.of())).isEmpty();
    assertThatThrownBy(() -> decoder.confidences(logits, List.of(new TaggedSpan(2, 4, 0, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 words");
    assertThatThrownBy(() -> decoder.confidences(logits, List.of(new TaggedSpan(0, 1, 2, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 types");
    assertThatThrownBy(() -> decoder.confidences(new float[1], List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 600)
  void bestSpansAndTheirConfidencesAreThoseOfAllThatTheSchemeCanExpress(
      @ForAll long seed,
      @ForAll TagScheme scheme,
      @ForAll @IntRange(min = 1, max = 5) int words,
      @ForAll @FloatRange(min = 0.1f, max = 8f) float spread) {
    Random random = new Random(seed);
    TagSet tagSet = shuffled(scheme, random);
    check(tagSet, random(random, words * tagSet.size(), spread));
  }

  @Property(tries = 200)
  void bioInAnyOrderGivesWhatPlainBioGives(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int words) {
    Random random = new Random(seed);
    TagSet plain = TagSet.bio(TYPES);
    List<String> names = new ArrayList<>(plain.tagNames());
    Collections.shuffle(names, random);
    TagSet other = TagSet.of(TagScheme.BIO, TYPES, names);
    float[] logits = random(random, words * plain.size(), 3);
    float[] reordered = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      int tag = names.indexOf(plain.tagNames().get(i % plain.size()));
      reordered[i / plain.size() * plain.size() + tag] = logits[i];
    }
    List<TaggedSpan> expected = new TagDecoder(plain).decode(logits);
    List<TaggedSpan> found = new TagDecoder(other).decode(reordered);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i))
          .usingRecursiveComparison()
          .withComparatorForType(
              (a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
          .isEqualTo(expected.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void longTextsOfExtremeScoresKeepConfidencesInRange(TagScheme scheme) {
    TagSet tagSet = TagSet.of(scheme, TYPES);
    for (float spread : new float[] {1e-3f, 50, 1e6f, 1e30f}) {
      List<TaggedSpan> spans =
          new TagDecoder(tagSet).decode(random(new Random(5), 3_000 * tagSet.size(), spread));
      assertThat(spans).isNotEmpty().allMatch(span -> span.confidence() >= 0);
      assertThat(spans).allMatch(span -> span.confidence() <= 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyTextHasNoSpans(TagScheme scheme) {
    assertThat(new TagDecoder(TagSet.of(scheme, List.of("X"))).decode(new float[0])).isEmpty();
  }

  @Test
  void settingsRoundTrip() {
    TagSet plain = TagSet.bio(TYPES);
    assertThat(plain.toMap()).isEqualTo(Map.of("tagScheme", "BIO"));
    assertThat(TagSet.from(plain.toMap(), TYPES).tagNames()).isEqualTo(plain.tagNames());
    TagSet other =
        TagSet.of(TagScheme.BILOU, List.of("X"), List.of("U-X", "*", "O", "L-X", "B-X", "*"));
    TagSet read = TagSet.from(other.toMap(), List.of("X"));
    assertThat(read.scheme()).isEqualTo(TagScheme.BILOU);
    assertThat(read.tagNames()).isEqualTo(other.tagNames());
    assertThat(read.size()).isEqualTo(6);
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> TagSet.from(Map.of("tagScheme", "IOE1"), TYPES))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("[IO, IOB1, BIO, BIOES, BILOU], found IOE1");
    assertThatThrownBy(() -> TagSet.from(Map.of("tagScheme", "BIO", "tags", "O"), TYPES))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'tags' must be a list of names, found O");
    assertThatThrownBy(
            () -> TagSet.from(Map.of("tagScheme", "BIO", "tags", List.of("O", "B-Z")), TYPES))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'B-Z' is no tag of the scheme BIO for one of the types [X, Y]");
  }

  @Test
  void tagsThatExpressNoMentionOfATypeAreRefused() {
    assertThatThrownBy(() -> TagSet.of(TagScheme.BIOES, List.of("X"), List.of("O", "B-X", "I-X")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't express a mention of type 'X'");
    assertThatThrownBy(() -> TagSet.of(TagScheme.IO, List.of("X"), List.of("I-X")))
        .hasMessageContaining("needs the tag O");
    assertThatThrownBy(() -> TagSet.of(TagScheme.IO, List.of("X"), List.of("O", "I-X", "I-X")))
        .hasMessageContaining("'I-X' occurs twice");
  }

  @Test
  void onlyPlainBioEncodesForTraining() {
    assertThatThrownBy(() -> TagSet.of(TagScheme.IO, List.of("X")).encode(null, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("BIO");
  }
}
