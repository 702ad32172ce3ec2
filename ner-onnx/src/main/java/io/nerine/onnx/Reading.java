package io.nerine.onnx;

import io.nerine.extract.Extraction;

/**
 * A text as a model sees it: windows to run, and what their scores come to. Encoding can be asked
 * for by any thread; scores come from one at a time.
 */
interface Reading {

  /** {@return the number of windows to run} */
  int windows();

  /** {@return the length of a window in tokens, all that are not text counted} */
  int tokens(int window);

  /** Takes the scores of the next window; called for each in order. */
  void take(int window, float[] scores);

  /**
   * Decodes the scores, when all were taken.
   *
   * @param extraction takes the entities, and what the caller may want to know
   * @throws io.nerine.exception.InferenceException if the scores can't be decoded
   */
  void conclude(Extraction.Builder extraction);
}
