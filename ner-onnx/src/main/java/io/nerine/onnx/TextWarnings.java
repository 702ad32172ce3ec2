package io.nerine.onnx;

import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionWarning.Code;

/** What a caller may want to know of the text itself, in words. */
final class TextWarnings {

  private TextWarnings() {}

  /**
   * Says that the first window alone was searched.
   *
   * @param covered the number of characters that were searched
   * @param text the text
   * @param windows the number of windows of the whole text
   * @param extraction takes the warning
   */
  static void truncated(int covered, String text, int windows, Extraction.Builder extraction) {
    extraction
        .coveredCharacters(covered)
        .warning(
            Code.TRUNCATED,
            "Only the first %d of %d characters were searched, 1 of %d windows"
                .formatted(covered, text.length(), windows));
  }

  /**
   * Says what stands in the way of any model.
   *
   * @param unpairedSurrogates whether the text holds a surrogate without its other half
   * @param splitRuns the number of runs that were too long for one word
   * @param maxWord the greatest length of a word in characters
   * @param extraction takes the warnings
   */
  static void add(
      boolean unpairedSurrogates, int splitRuns, int maxWord, Extraction.Builder extraction) {
    if (unpairedSurrogates) {
      extraction.warning(
          Code.UNPAIRED_SURROGATES,
          "The text holds surrogates without their other half; the model saw U+FFFD for each");
    }
    if (splitRuns > 0) {
      extraction.warning(
          Code.LONG_WORD_SPLIT,
          "%d runs of more than %d characters without a break were cut into several words"
              .formatted(splitRuns, maxWord));
    }
  }
}
