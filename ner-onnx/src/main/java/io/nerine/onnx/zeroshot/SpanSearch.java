package io.nerine.onnx.zeroshot;

import io.nerine.exception.InferenceException;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.text.TextWindow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Finds the spans of one text in the scores of its windows, as the Python package {@code gliner}
 * does in its flat mode. Not thread-safe.
 *
 * <p>The scores of a window come prompt by prompt. When all are there, the window is decoded:
 * candidates above their thresholds, the likeliest first, each kept unless it shares a word with
 * one that was kept. Where windows overlap, what they found competes the same way. What is kept in
 * memory are the candidates of one window and at most one span a word.
 */
public final class SpanSearch {

  private static final Comparator<TaggedSpan> LIKELIEST_FIRST =
      Comparator.comparingDouble(TaggedSpan::confidence)
          .reversed()
          .thenComparingInt(TaggedSpan::firstWord);

  private static final Comparator<TaggedSpan> SPAN_ORDER =
      LIKELIEST_FIRST.thenComparingInt(TaggedSpan::endWord).thenComparingInt(TaggedSpan::type);

  /** The package meets the types of a start before its ends. */
  private static final Comparator<TaggedSpan> TOKEN_ORDER =
      LIKELIEST_FIRST.thenComparingInt(TaggedSpan::type).thenComparingInt(TaggedSpan::endWord);

  private final GlinerForm form;
  private final int maxWidth;
  private final Threshold threshold;
  private final List<TaggedSpan> candidates = new ArrayList<>();
  private final List<TaggedSpan> found = new ArrayList<>();
  private int windows;

  /** What makes a candidate. */
  public interface Threshold {

    /**
     * Tells whether a span is likely enough.
     *
     * @param type the index of its type in the schema
     * @param probability 0 to 1
     * @return whether it is
     */
    boolean passes(int type, double probability);
  }

  /**
   * Creates a search.
   *
   * @param form what the scores are for
   * @param maxWidth the greatest number of words of a span; without meaning for {@link
   *     GlinerForm#TOKEN}
   * @param threshold what makes a candidate; rising with the probability
   */
  public SpanSearch(GlinerForm form, int maxWidth, Threshold threshold) {
    this.form = Objects.requireNonNull(form, "form");
    this.maxWidth = maxWidth;
    this.threshold = Objects.requireNonNull(threshold, "threshold");
  }

  /**
   * Takes the scores of a window and a prompt.
   *
   * @param window the window
   * @param firstType the index of the prompt's first type in the schema
   * @param types the number of types of the prompt
   * @param scores {@code [words][maxWidth][types]} of spans, by their first word and their length,
   *     or {@code [words][types][3]} of start, end and inside
   * @throws InferenceException if a score is not a number
   */
  public void add(TextWindow window, int firstType, int types, float[] scores) {
    int expected = window.words() * form.scoresPerWord(maxWidth, types);
    if (scores.length != expected) {
      throw new IllegalArgumentException(
          "A window of %d words and %d types needs %d scores, found %d"
              .formatted(window.words(), types, expected, scores.length));
    }
    float[] probabilities = probabilities(scores);
    if (form == GlinerForm.SPAN) {
      addSpans(window, firstType, types, probabilities);
    } else {
      for (int type = 0; type < types; type++) {
        addRuns(window, firstType + type, type, 3 * types, probabilities);
      }
    }
  }

  private static float[] probabilities(float[] scores) {
    float[] probabilities = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new InferenceException(
            "The model gave a score that is not a number; export it again in 32-bit floats");
      }
      // Step by step in 32 bits as PyTorch does, so that great scores that are equal there, where
      // the first span wins, are equal here.
      probabilities[i] = 1f / (1f + (float) Math.exp(-scores[i]));
    }
    return probabilities;
  }

  private void addSpans(TextWindow window, int firstType, int types, float[] probabilities) {
    int at = 0;
    for (int start = window.firstWord(); start < window.endWord(); start++) {
      for (int end = start + 1; end <= start + maxWidth; end++) {
        for (int type = firstType; type < firstType + types; type++) {
          float probability = probabilities[at++];
          if (end <= window.endWord() && threshold.passes(type, probability)) {
            candidates.add(new TaggedSpan(start, end, type, probability));
          }
        }
      }
    }
  }

  /** Adds spans of one type: from each start on, as long as all words are inside. */
  private void addRuns(
      TextWindow window, int type, int indexInPrompt, int step, float[] probabilities) {
    for (int start = 0; start < window.words(); start++) {
      int at = start * step + 3 * indexInPrompt;
      float least = probabilities[at];
      // A longer span that is no likelier than a shorter one never wins over it.
      float best = -1;
      for (int end = start; end < window.words(); end++, at += step) {
        least = Math.min(least, probabilities[at + 2]);
        float probability = Math.min(least, probabilities[at + 1]);
        if (!threshold.passes(type, least) || best >= least) {
          break;
        }
        if (probability > best && threshold.passes(type, probability)) {
          int first = window.firstWord();
          candidates.add(new TaggedSpan(first + start, first + end + 1, type, probability));
          best = probability;
        }
      }
    }
  }

  /** Decodes the window whose scores were added since the last one. */
  public void endWindow() {
    found.addAll(kept(candidates));
    candidates.clear();
    windows++;
  }

  private List<TaggedSpan> kept(List<TaggedSpan> spans) {
    spans.sort(form == GlinerForm.SPAN ? SPAN_ORDER : TOKEN_ORDER);
    int base = spans.stream().mapToInt(TaggedSpan::firstWord).min().orElse(0);
    BitSet taken = new BitSet();
    List<TaggedSpan> kept = new ArrayList<>();
    for (TaggedSpan span : spans) {
      int first = span.firstWord() - base;
      int end = span.endWord() - base;
      // Not by the next word that is taken, which may be far away.
      if (IntStream.range(first, end).noneMatch(taken::get)) {
        taken.set(first, end);
        kept.add(span);
      }
    }
    return kept;
  }

  /**
   * Returns what was found in all windows.
   *
   * @return the spans, the likeliest first; no two share a word
   */
  public List<TaggedSpan> spans() {
    return windows < 2 ? List.copyOf(found) : kept(found);
  }
}
