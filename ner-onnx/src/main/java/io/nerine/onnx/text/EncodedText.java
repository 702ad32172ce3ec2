package io.nerine.onnx.text;

import io.nerine.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A text as sub-word tokens by word, and the windows that cover it. Immutable.
 *
 * <p>Words that yield no token (a lone control picture, a stray accent under an uncased model) are
 * left out; word indexes count the others.
 *
 * <p>Each window holds as many whole words as fit. Consecutive windows share whole words of at most
 * the overlap that was set, and the last window begins as early as fits, so that every window of a
 * long text is full. The windows are a function of the text alone.
 */
public final class EncodedText {

  /** {@code [CLS]} and {@code [SEP]}. */
  private static final int SPECIAL_TOKENS = 2;

  private final int[] starts;
  private final int[] ends;

  /**
   * {@code [words + 1]} where the tokens of each word begin in {@link #tokens}. A word whose scores
   * come from a token of an earlier word has none.
   */
  private final int[] tokenStarts;

  /** {@code [words]} the token that a word's scores come from. */
  private final int[] scoredTokens;

  private final int[] tokens;

  /** {@code [words]} ids of {@link WordCase}; empty without case features. */
  private final byte[] cases;

  private final int size;
  private final int clsId;
  private final int sepId;
  private final boolean unpairedSurrogates;
  private final int splitRuns;
  private final List<TextWindow> windows;

  private EncodedText(Builder builder, Words words, SubwordTokenizer tokenizer) {
    this.size = builder.size;
    this.starts = builder.starts;
    this.ends = builder.ends;
    this.tokenStarts = builder.tokenStarts;
    this.scoredTokens = builder.scoredTokens;
    this.tokens = builder.tokens;
    this.cases = builder.cases;
    this.clsId = tokenizer.clsId();
    this.sepId = tokenizer.sepId();
    this.unpairedSurrogates = words.hasUnpairedSurrogates();
    this.splitRuns = words.splitRuns();
    this.windows = Collections.unmodifiableList(cover(builder.settings));
  }

  /** {@return the number of words} */
  public int size() {
    return size;
  }

  /**
   * Returns where a word starts.
   *
   * @param i the index of the word
   * @return the offset of its first UTF-16 unit
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public int start(int i) {
    return starts[Objects.checkIndex(i, size)];
  }

  /**
   * Returns where a word ends.
   *
   * @param i the index of the word
   * @return the offset behind its last UTF-16 unit
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public int end(int i) {
    return ends[Objects.checkIndex(i, size)];
  }

  /**
   * Returns how many sub-word tokens a word has.
   *
   * @param i the index of the word
   * @return at least 1, or 0 if the word shares a token with the word before it
   * @throws IndexOutOfBoundsException if there is no such word
   */
  public int tokenCount(int i) {
    Objects.checkIndex(i, size);
    return tokenStarts[i + 1] - tokenStarts[i];
  }

  /**
   * {@return the number of sub-word tokens of the text, each counted once, without special ones}
   */
  public int tokens() {
    return tokenStarts[size];
  }

  /** {@return the windows, in text order; empty if the text has no words} */
  public List<TextWindow> windows() {
    return windows;
  }

  /** {@return whether the text holds a surrogate without its other half} */
  public boolean hasUnpairedSurrogates() {
    return unpairedSurrogates;
  }

  /** {@return the number of runs of letters that were too long for one word and were cut} */
  public int splitRuns() {
    return splitRuns;
  }

  /**
   * Returns the model input of a window.
   *
   * @param window one of this text's windows
   * @return its input
   * @throws IndexOutOfBoundsException if the window reaches outside the text
   */
  public EncodedWindow encodeWindow(TextWindow window) {
    Objects.checkFromToIndex(window.firstWord(), window.endWord(), size);
    int from = tokenStarts[window.firstWord()];
    int count = tokenStarts[window.endWord()] - from;
    int[] inputIds = new int[count + SPECIAL_TOKENS];
    inputIds[0] = clsId;
    System.arraycopy(tokens, from, inputIds, 1, count);
    inputIds[count + 1] = sepId;

    int[] caseIds = new int[inputIds.length];
    int[] firstTokens = new int[window.words()];
    for (int i = 0; i < firstTokens.length; i++) {
      int word = window.firstWord() + i;
      firstTokens[i] = scoredTokens[word] - from + 1;
      if (cases.length > 0) {
        int first = tokenStarts[word] - from + 1;
        Arrays.fill(caseIds, first, tokenStarts[word + 1] - from + 1, cases[word]);
      }
    }
    return new EncodedWindow(inputIds, caseIds, firstTokens);
  }

  private List<TextWindow> cover(PipelineSettings settings) {
    int budget = settings.maxTokens() - SPECIAL_TOKENS;
    List<TextWindow> cover = new ArrayList<>(tokens() / budget + 1);
    int first = 0;
    int end = 0;
    while (end < size) {
      while (end < size && tokenStarts[end + 1] - tokenStarts[first] <= budget) {
        end++;
      }
      if (end == size) {
        while (first > 0 && tokenStarts[size] - tokenStarts[first - 1] <= budget) {
          first--;
        }
        first = firstWithToken(first);
      }
      cover.add(new TextWindow(first, end, tokenStarts[end] - tokenStarts[first] + SPECIAL_TOKENS));
      if (end < size) {
        // Stops behind the window's first word: the window has more tokens than the overlap.
        first = end;
        while (tokenStarts[end] - tokenStarts[first - 1] <= settings.overlapTokens()) {
          first--;
        }
        first = firstWithToken(first);
      }
    }
    return cover;
  }

  /** A window must not begin behind the token that its first word's scores come from. */
  private int firstWithToken(int word) {
    int first = word;
    while (first < size && tokenStarts[first] == tokenStarts[first + 1]) {
      first++;
    }
    return first;
  }

  /** Collects the words of one text. */
  static final class Builder {

    private final PipelineSettings settings;
    private final int maxWordTokens;
    private final int[] starts;
    private final int[] ends;
    private final int[] tokenStarts;
    private final int[] scoredTokens;
    private final byte[] cases;
    private int[] tokens;
    private int size;

    Builder(PipelineSettings settings, int words) {
      this.settings = settings;
      // So that a window always holds one word beyond the overlap.
      this.maxWordTokens = (settings.maxTokens() - SPECIAL_TOKENS) / 2;
      this.starts = new int[words];
      this.ends = new int[words];
      this.tokenStarts = new int[words + 1];
      this.scoredTokens = new int[words];
      this.cases = new byte[settings.caseFeatures() ? words : 0];
      this.tokens = new int[words + words / 2 + 8];
    }

    /** Adds a word with its tokens, of which it may keep the first ones only. */
    void add(String text, int start, int end, int[] ids) {
      add(text, start, end, ids, 0, Math.min(ids.length, maxWordTokens), 0);
    }

    /**
     * Adds a word with tokens of the text. None are dropped if all of the text's fit one window.
     *
     * @param from the index of its first token
     * @param count the number of its tokens; 0 if its scores come from a token of an earlier word
     * @param scored the index of the token that its scores come from
     */
    void add(String text, int start, int end, Pieces pieces, int from, int count, int scored) {
      boolean fits = pieces.size() <= settings.maxTokens() - SPECIAL_TOKENS;
      if (count == 0) {
        add(text, start, end, pieces.ids(), from, 0, 0);
        scoredTokens[size - 1] = scoredTokens[size - 2];
      } else if (fits || count <= maxWordTokens) {
        add(text, start, end, pieces.ids(), from, count, scored - from);
      } else {
        int behind = from + count - scored;
        add(text, start, end, pieces.ids(), scored, Math.min(behind, maxWordTokens), 0);
      }
    }

    private void add(String text, int start, int end, int[] ids, int first, int count, int scored) {
      int from = tokenStarts[size];
      if (from + count > tokens.length) {
        tokens = Arrays.copyOf(tokens, tokens.length + (tokens.length >> 1) + count);
      }
      System.arraycopy(ids, first, tokens, from, count);
      scoredTokens[size] = from + scored;
      starts[size] = start;
      ends[size] = end;
      if (settings.caseFeatures()) {
        cases[size] = (byte) WordCase.of(text, start, end).id();
      }
      size++;
      tokenStarts[size] = from + count;
    }

    EncodedText build(Words words, SubwordTokenizer tokenizer) {
      return new EncodedText(this, words, tokenizer);
    }
  }
}
