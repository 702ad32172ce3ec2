package io.nerine.onnx.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.InferenceException;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.text.TextWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpanSearchTests {

  private static final double THRESHOLD = 0.5;

  private static SpanSearch search(GlinerForm form, int maxWidth) {
    return new SpanSearch(form, maxWidth, (type, probability) -> probability > THRESHOLD);
  }

  private static TextWindow window(int first, int end) {
    return new TextWindow(first, end, end - first + 2);
  }

  private static float probability(float score) {
    return 1f / (1f + (float) Math.exp(-score));
  }

  /** Scores with many that are equal, some of them so great that their probability is 1. */
  private static float[] scores(Random random, int count) {
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = random.nextInt(8) == 0 ? 20 + random.nextInt(9) : random.nextInt(9) / 2f - 2;
    }
    return scores;
  }

  /** The package's decoding, step by step: all candidates in its order, a stable sort, greed. */
  private static List<TaggedSpan> asThePackageDoes(
      GlinerForm form, int words, int maxWidth, int types, float[] scores) {
    List<TaggedSpan> candidates = new ArrayList<>();
    if (form == GlinerForm.SPAN) {
      for (int start = 0; start < words; start++) {
        for (int width = 0; width < maxWidth; width++) {
          for (int type = 0; type < types; type++) {
            float p = probability(scores[(start * maxWidth + width) * types + type]);
            if (p > THRESHOLD && start + width + 1 <= words) {
              candidates.add(new TaggedSpan(start, start + width + 1, type, p));
            }
          }
        }
      }
    } else {
      for (int start = 0; start < words; start++) {
        for (int type = 0; type < types; type++) {
          for (int end = start; end < words; end++) {
            float first = probability(scores[(start * types + type) * 3]);
            float last = probability(scores[(end * types + type) * 3 + 1]);
            float least = Math.min(first, last);
            boolean inside = true;
            for (int word = start; word <= end; word++) {
              float p = probability(scores[(word * types + type) * 3 + 2]);
              inside &= p >= THRESHOLD;
              least = Math.min(least, p);
            }
            if (first > THRESHOLD && last > THRESHOLD && inside && least > THRESHOLD) {
              candidates.add(new TaggedSpan(start, end + 1, type, least));
            }
          }
        }
      }
    }
    candidates.sort(Comparator.comparingDouble(TaggedSpan::confidence).reversed());
    List<TaggedSpan> kept = new ArrayList<>();
    for (TaggedSpan span : candidates) {
      if (kept.stream()
          .allMatch(
              other ->
                  span.firstWord() >= other.endWord() || other.firstWord() >= span.endWord())) {
        kept.add(span);
      }
    }
    return kept;
  }

  @Property(tries = 500)
  void findsInOneWindowWhatThePackageFinds(
      @ForAll long seed,
      @ForAll GlinerForm form,
      @ForAll @IntRange(min = 1, max = 15) int words,
      @ForAll @IntRange(min = 1, max = 5) int maxWidth,
      @ForAll @IntRange(min = 1, max = 4) int types) {
    float[] scores = scores(new Random(seed), words * form.scoresPerWord(maxWidth, types));
    SpanSearch search = search(form, maxWidth);
    search.add(window(0, words), 0, types, scores);
    search.endWindow();
    assertThat(search.spans())
        .containsExactlyElementsOf(asThePackageDoes(form, words, maxWidth, types, scores));
  }

  /** Types in two prompts are decoded as if they stood in one. */
  @Property(tries = 200)
  void promptsOfOneWindowCompete(
      @ForAll long seed,
      @ForAll GlinerForm form,
      @ForAll @IntRange(min = 1, max = 12) int words,
      @ForAll @IntRange(min = 1, max = 3) int left,
      @ForAll @IntRange(min = 1, max = 3) int right) {
    int maxWidth = 3;
    int types = left + right;
    float[] all = scores(new Random(seed), words * form.scoresPerWord(maxWidth, types));
    int each = form == GlinerForm.SPAN ? 1 : 3;
    int cells = all.length / (types * each);
    float[] first = new float[cells * left * each];
    float[] second = new float[cells * right * each];
    for (int cell = 0; cell < cells; cell++) {
      int at = cell * types * each;
      System.arraycopy(all, at, first, cell * left * each, left * each);
      System.arraycopy(all, at + left * each, second, cell * right * each, right * each);
    }
    SpanSearch search = search(form, maxWidth);
    search.add(window(0, words), 0, left, first);
    search.add(window(0, words), left, right, second);
    search.endWindow();
    assertThat(search.spans())
        .containsExactlyElementsOf(asThePackageDoes(form, words, maxWidth, types, all));
  }

  @Test
  void likelierSpanOfTwoWindowsIsKept() {
    SpanSearch search = search(GlinerForm.SPAN, 1);
    search.add(window(0, 3), 0, 1, new float[] {-1, 1, 2});
    search.endWindow();
    search.add(window(1, 4), 0, 1, new float[] {3, 1, -1});
    search.endWindow();
    assertThat(search.spans())
        .containsExactly(
            new TaggedSpan(1, 2, 0, probability(3)), new TaggedSpan(2, 3, 0, probability(2)));
  }

  @Test
  void manyWindowsTakeTimeInProportion() {
    SpanSearch search = search(GlinerForm.SPAN, 1);
    float[] sure = new float[20];
    Arrays.fill(sure, 5);
    int windows = 50_000;
    for (int i = 0; i < windows; i++) {
      search.add(window(i * 20, i * 20 + 20), 0, 1, sure);
      search.endWindow();
    }
    assertThat(search.spans()).hasSize(20 * windows);
  }

  /** In 64 bits the second would be likelier, in 32 both are 0.9999999. */
  @Test
  void firstOfTwoThatAreEqualIn32BitsIsKept() {
    SpanSearch search = search(GlinerForm.SPAN, 2);
    search.add(window(0, 2), 0, 1, new float[] {-1, 15.9f, 16, -1});
    search.endWindow();
    assertThat(search.spans()).containsExactly(new TaggedSpan(0, 2, 0, probability(16)));
  }

  @Test
  void scoreThatIsNotANumberIsAFailure() {
    SpanSearch search = search(GlinerForm.SPAN, 1);
    assertThatThrownBy(() -> search.add(window(0, 1), 0, 1, new float[] {Float.NaN}))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("not a number");
    assertThatThrownBy(() -> search.add(window(0, 2), 0, 1, new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 words and 1 types needs 2 scores, found 1");
  }
}
