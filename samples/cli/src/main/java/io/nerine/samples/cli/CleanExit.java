package io.nerine.samples.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the work when the process is told to end, by Ctrl-C for example, so that it leaves no
 * half-written file: it interrupts the thread that works, which makes the library remove what it
 * has written in part, and then discards {@link PendingFile}s.
 */
final class CleanExit {

  /** Long enough to remove a temporary file; a read from a terminal never heeds the interrupt. */
  private static final long PATIENCE_SECONDS = 2;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread worker;

  private CleanExit(Thread worker) {
    this.worker = worker;
  }

  /** {@return a guard of the thread that calls} */
  static CleanExit ofThisThread() {
    CleanExit exit = new CleanExit(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(exit::clean, "clean-exit"));
    return exit;
  }

  /** Takes note that the work has ended by itself. */
  void done() {
    done.countDown();
  }

  private void clean() {
    if (done.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      boolean ended = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        PendingFile.discardAll();
      }
    } catch (InterruptedException e) {
      PendingFile.discardAll();
    }
  }
}
