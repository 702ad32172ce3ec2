package io.nerine.onnx;

import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.text.WindowMerger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text between its encoding and its extraction. Scores of windows come from any thread in any
 * order; they are merged in text order, so that the result does not depend on who was quicker, and
 * those that need not wait for an earlier window are not kept. Thread-safe.
 */
final class PendingText {

  private final String text;
  private final EncodedText encoded;
  private final List<TextWindow> windows;
  private final WindowMerger merger;
  private final float[] @Nullable [] waiting;
  private int merged;
  private int windowsDone;
  private long tokensDone;
  private @Nullable Extraction extraction;

  /**
   * Creates the text.
   *
   * @param text the text
   * @param encoded the text as the model sees it
   * @param windows the windows to run, the first ones of the text
   * @param tags the number of scores a word
   */
  PendingText(String text, EncodedText encoded, List<TextWindow> windows, int tags) {
    this.text = text;
    this.encoded = encoded;
    this.windows = windows;
    int words = windows.isEmpty() ? 0 : windows.get(windows.size() - 1).endWord();
    this.merger = new WindowMerger(words, tags);
    this.waiting = new float[windows.size()][];
  }

  String text() {
    return text;
  }

  EncodedText encoded() {
    return encoded;
  }

  List<TextWindow> windows() {
    return windows;
  }

  EncodedWindow encode(int window) {
    return encoded.encodeWindow(windows.get(window));
  }

  /**
   * Takes the scores of a window.
   *
   * @param window the index of the window
   * @param logits {@code [words * tags]} its scores
   * @return whether these were the last ones
   */
  synchronized boolean deliver(int window, float[] logits) {
    waiting[window] = logits;
    windowsDone++;
    tokensDone += windows.get(window).tokens();
    for (float[] next; merged < waiting.length && (next = waiting[merged]) != null; merged++) {
      merger.add(windows.get(merged), next);
      waiting[merged] = null;
    }
    return merged == waiting.length;
  }

  /** {@return {@code [words * tags]} the merged scores, when all were delivered} */
  synchronized float[] logits() {
    return merger.flat();
  }

  synchronized void complete(Extraction result) {
    if (extraction == null) {
      extraction = result;
    }
  }

  void fail(NerException failure) {
    complete(Extraction.failed(text, failure));
  }

  /** {@return what became of the text, {@code null} while it is in work} */
  synchronized @Nullable Extraction extraction() {
    return extraction;
  }

  synchronized int windowsDone() {
    return windowsDone;
  }

  synchronized long tokensDone() {
    return tokensDone;
  }
}
