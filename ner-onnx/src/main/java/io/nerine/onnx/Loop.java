package io.nerine.onnx;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A task for each number below a count, done by any number of threads together. Thread-safe. */
final class Loop {

  private final int count;
  private final IntConsumer task;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch open;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Loop(int count, IntConsumer task) {
    this.count = count;
    this.task = task;
    this.open = new CountDownLatch(count);
  }

  /**
   * Does the task for the next number; a helper that comes late finds none.
   *
   * @return whether there may be more
   */
  boolean step() {
    int i = next.getAndUpdate(n -> Math.min(n + 1, count));
    if (i >= count) {
      return false;
    }
    try {
      task.accept(i);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      open.countDown();
    }
    return i + 1 < count;
  }

  /** Helpers use native memory, so an interrupt must not let the caller go before them. */
  void await() {
    boolean interrupted = false;
    while (true) {
      try {
        open.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
