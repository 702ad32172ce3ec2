package io.nerine.training;

import io.nerine.onnx.text.EncodedWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Hides words of windows, to be guessed from the others (Devlin et al. 2019, section 3.1): all
 * tokens of 15 % of the words. Of the hidden words 80 % become masks, 10 % other tokens and 10 %
 * stay, so that the network may trust no token it sees.
 */
final class MaskedWindows {

  private static final double HIDDEN = 0.15;
  private static final double MASKED = 0.8;
  private static final double EXCHANGED = 0.9;

  private final VocabularySubset vocabulary;
  private final int padId;
  private final int maskId;

  MaskedWindows(VocabularySubset vocabulary, int padId, int maskId) {
    this.vocabulary = vocabulary;
    this.padId = padId;
    this.maskId = maskId;
  }

  /**
   * Hides words of windows that go through the network together.
   *
   * @param windows at least one window, each with a word
   * @param random decides what is hidden
   * @return the windows, in which the tokens to guess count as words; targets are rows of the
   *     vocabulary
   */
  Batch hide(List<EncodedWindow> windows, SplittableRandom random) {
    int length = windows.stream().mapToInt(EncodedWindow::tokens).max().orElseThrow();
    long[] inputIds = new long[windows.size() * length];
    Arrays.fill(inputIds, vocabulary.row(padId));
    long[] caseIds = new long[inputIds.length];
    int[] lengths = new int[windows.size()];
    List<Long> places = new ArrayList<>();
    List<Long> targets = new ArrayList<>();
    for (int row = 0; row < lengths.length; row++) {
      EncodedWindow window = windows.get(row);
      lengths[row] = window.tokens();
      int from = row * length;
      for (int i = 0; i < lengths[row]; i++) {
        inputIds[from + i] = vocabulary.row(window.inputIds()[i]);
        caseIds[from + i] = window.caseIds()[i];
      }
      for (int[] word : chosen(words(window), random)) {
        double fate = random.nextDouble();
        for (int i = word[0]; i < word[1]; i++) {
          places.add((long) from + i);
          targets.add(inputIds[from + i]);
          if (fate < MASKED) {
            inputIds[from + i] = vocabulary.row(maskId);
          } else if (fate < EXCHANGED) {
            inputIds[from + i] = random.nextInt(vocabulary.size());
          }
        }
      }
    }
    return new Batch(
        lengths.length, length, inputIds, caseIds, lengths, longs(places), longs(targets));
  }

  /** The tokens of each word, from and to; a token that reaches over several words is one word. */
  private static List<int[]> words(EncodedWindow window) {
    int[] starts = Arrays.stream(window.firstTokens()).sorted().distinct().toArray();
    List<int[]> words = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : window.tokens() - 1;
      words.add(new int[] {starts[i], end});
    }
    return words;
  }

  /** At least one, so that no window is computed for nothing. */
  private static List<int[]> chosen(List<int[]> words, SplittableRandom random) {
    List<int[]> rest = new ArrayList<>(words);
    int number = (int) Math.max(1, Math.round(HIDDEN * words.size()));
    List<int[]> chosen = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int last = rest.size() - 1 - i;
      int at = random.nextInt(last + 1);
      chosen.add(rest.get(at));
      rest.set(at, rest.get(last));
    }
    return chosen;
  }

  private static long[] longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }
}
