package io.nerine.onnx;

import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import org.jspecify.annotations.Nullable;

/**
 * A text between its encoding and its extraction. Scores of windows come from any thread in any
 * order; the reading takes them in text order, so that the result does not depend on who was
 * quicker, and those that need not wait for an earlier window are not kept. Thread-safe.
 */
final class PendingText {

  private final String text;
  private final Reading reading;
  private final float[] @Nullable [] waiting;
  private int taken;
  private int windowsDone;
  private long tokensDone;
  private @Nullable Extraction extraction;

  /**
   * Creates the text.
   *
   * @param text the text
   * @param reading the text as the model sees it
   */
  PendingText(String text, Reading reading) {
    this.text = text;
    this.reading = reading;
    this.waiting = new float[reading.windows()][];
  }

  /** Creates a text that has failed already. */
  static PendingText failed(String text, NerException failure) {
    PendingText pending = new PendingText(text, Unread.INSTANCE);
    pending.fail(failure);
    return pending;
  }

  /** What the model makes of a text that it can't read. */
  private enum Unread implements Reading {
    INSTANCE;

    @Override
    public int windows() {
      return 0;
    }

    @Override
    public int tokens(int window) {
      throw new IndexOutOfBoundsException(window);
    }

    @Override
    public void take(int window, float[] scores) {
      throw new IndexOutOfBoundsException(window);
    }

    @Override
    public void conclude(Extraction.Builder extraction) {
      throw new IllegalStateException("The text has failed");
    }
  }

  String text() {
    return text;
  }

  Reading reading() {
    return reading;
  }

  /** {@return the number of windows to run} */
  int windows() {
    return waiting.length;
  }

  /**
   * Takes the scores of a window.
   *
   * @param window the index of the window
   * @param scores its scores
   * @return whether these were the last ones
   */
  synchronized boolean deliver(int window, float[] scores) {
    waiting[window] = scores;
    windowsDone++;
    tokensDone += reading.tokens(window);
    for (float[] next; taken < waiting.length && (next = waiting[taken]) != null; taken++) {
      reading.take(taken, next);
      waiting[taken] = null;
    }
    return taken == waiting.length;
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
