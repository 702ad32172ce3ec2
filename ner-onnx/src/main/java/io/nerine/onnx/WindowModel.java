package io.nerine.onnx;

import io.nerine.extract.ExtractionOptions;
import java.util.List;

/**
 * A model that reads texts in windows: what a {@link Pipeline} runs. Owns native memory, which
 * {@link #close()} frees; the caller sees to it that nobody is inside then. Thread-safe otherwise.
 */
interface WindowModel extends AutoCloseable {

  /**
   * Encodes a text.
   *
   * @param text the text
   * @param options how to treat it
   * @return the text as the model sees it
   * @throws io.nerine.exception.TextTooLongException if it is longer than the options allow, or
   *     than one call can keep scores of
   * @throws io.nerine.exception.InferenceException if the tokenizer fails
   */
  Reading read(String text, ExtractionOptions options);

  /**
   * Runs a batch of windows, padded to the longest, of texts that this model has read.
   *
   * @return the scores of each, as its {@link Reading} takes them
   * @throws io.nerine.exception.InferenceException if the graph fails
   */
  float[][] run(List<BatchPlan.Job> batch);

  /** {@return the session that runs the graph} */
  OnnxSession session();

  /** {@return the number of native objects that live: 3 when open and at rest, 0 when closed} */
  int liveNatives();

  @Override
  void close();
}
