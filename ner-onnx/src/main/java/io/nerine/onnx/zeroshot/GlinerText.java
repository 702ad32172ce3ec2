package io.nerine.onnx.zeroshot;

import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.zeroshot.GlinerEncoder.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A text as sub-word tokens by word, the windows that cover it, and the runs of the model that
 * search it: each window with each prompt. Immutable.
 *
 * <p>Words that yield no token are left out; word indexes count the others. Consecutive windows
 * share about as many words as the settings say, at most half of the first one and a quarter of the
 * tokens, and the last window begins as early as fits. The windows are a function of text and
 * labels alone.
 */
public final class GlinerText {

  private final int[] starts;
  private final int[] ends;

  /** {@code [words + 1]} where the tokens of each word begin in {@link #tokens}. */
  private final int[] tokenStarts;

  private final int[] tokens;
  private final int size;
  private final GlinerEncoder encoder;
  private final boolean unpairedSurrogates;
  private final int splitRuns;
  private final List<TextWindow> windows;

  private GlinerText(Builder builder, GlinerEncoder encoder, GlinerWords words) {
    this.starts = builder.starts;
    this.ends = builder.ends;
    this.tokenStarts = builder.tokenStarts;
    this.tokens = builder.tokens;
    this.size = builder.size;
    this.encoder = encoder;
    this.unpairedSurrogates = words.hasUnpairedSurrogates();
    this.splitRuns = words.splitRuns();
    this.windows = Collections.unmodifiableList(cover());
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

  /** {@return whether the text holds a surrogate without its other half} */
  public boolean hasUnpairedSurrogates() {
    return unpairedSurrogates;
  }

  /** {@return the number of runs of letters that were too long for one word and were cut} */
  public int splitRuns() {
    return splitRuns;
  }

  /** {@return the greatest length of a word in UTF-16 units} */
  public static int maxWordLength() {
    return GlinerWords.MAX_LENGTH;
  }

  /** {@return the windows, in text order; empty if the text has no words} */
  public List<TextWindow> windows() {
    return windows;
  }

  /**
   * Returns which type is the first of a prompt.
   *
   * @param prompt the index of the prompt
   * @return the index of the type in the schema
   */
  public int firstType(int prompt) {
    return encoder.promptList().get(prompt).firstType();
  }

  /**
   * Returns how many types a prompt has.
   *
   * @param prompt the index of the prompt
   * @return the number of types
   */
  public int types(int prompt) {
    return encoder.promptList().get(prompt).types();
  }

  /**
   * Returns the length of a run.
   *
   * @param window the index of its window
   * @param prompt the index of its prompt
   * @return the number of its tokens, prompt and special tokens counted
   */
  public int tokens(int window, int prompt) {
    TextWindow words = windows.get(window);
    return encoder.promptList().get(prompt).ids().length
        + tokenStarts[words.endWord()]
        - tokenStarts[words.firstWord()]
        + 1;
  }

  /**
   * Returns the input of a run.
   *
   * @param window the index of its window
   * @param prompt the index of its prompt
   * @return its input
   */
  public GlinerInput input(int window, int prompt) {
    TextWindow words = windows.get(window);
    return input(words.firstWord(), words.endWord(), encoder.promptList().get(prompt));
  }

  GlinerInput input(int firstWord, int endWord, Prompt prompt) {
    int from = tokenStarts[firstWord];
    int count = tokenStarts[endWord] - from;
    int before = prompt.ids().length;
    int[] inputIds = Arrays.copyOf(prompt.ids(), before + count + 1);
    System.arraycopy(tokens, from, inputIds, before, count);
    inputIds[before + count] = encoder.closingId();
    int[] wordsMask = new int[inputIds.length];
    for (int word = firstWord; word < endWord; word++) {
      int first = before + tokenStarts[word] - from;
      int last = before + tokenStarts[word + 1] - from - 1;
      switch (encoder.settings().pooling()) {
        case FIRST -> last = first;
        case LAST -> first = last;
        case ALL -> {
          // Each token stands for the word.
        }
      }
      Arrays.fill(wordsMask, first, last + 1, word - firstWord + 1);
    }
    int words = endWord - firstWord;
    return new GlinerInput(inputIds, wordsMask, words, prompt.types());
  }

  private List<TextWindow> cover() {
    int maxWords = encoder.settings().maxWords();
    int budget = encoder.wordTokens();
    List<TextWindow> cover = new ArrayList<>();
    int first = 0;
    int end = 0;
    while (end < size) {
      while (end < size
          && end - first < maxWords
          && tokenStarts[end + 1] - tokenStarts[first] <= budget) {
        end++;
      }
      if (end == size) {
        while (first > 0
            && end - first < maxWords
            && tokenStarts[size] - tokenStarts[first - 1] <= budget) {
          first--;
        }
      }
      cover.add(new TextWindow(first, end, tokenStarts[end] - tokenStarts[first] + 2));
      first = end - Math.min(encoder.settings().overlapWords(), (end - first) / 2);
      // A word can take half of the tokens, so that windows always get on by a quarter.
      while (tokenStarts[end] - tokenStarts[first] > budget / 4) {
        first++;
      }
    }
    return cover;
  }

  /** Collects the words of one text. */
  static final class Builder {

    private final int[] starts;
    private final int[] ends;
    private final int[] tokenStarts;
    private int[] tokens;
    private int size;

    Builder(int words) {
      this.starts = new int[words];
      this.ends = new int[words];
      this.tokenStarts = new int[words + 1];
      this.tokens = new int[words + words / 2 + 8];
    }

    /** Adds a word with the first of its tokens. */
    void add(int start, int end, int[] ids, int count) {
      int from = tokenStarts[size];
      if (from + count > tokens.length) {
        tokens = Arrays.copyOf(tokens, tokens.length + (tokens.length >> 1) + count);
      }
      System.arraycopy(ids, 0, tokens, from, count);
      starts[size] = start;
      ends[size] = end;
      size++;
      tokenStarts[size] = from + count;
    }

    GlinerText build(GlinerEncoder encoder, GlinerWords words) {
      return new GlinerText(this, encoder, words);
    }
  }
}
