package io.nerine.onnx;

/**
 * Lets calls in until it is closed, and closing wait for those inside. A call must not close the
 * gate from inside. Thread-safe.
 */
final class UseGate {

  private int inside;
  private boolean closed;
  private boolean freed;

  /** {@return whether the caller may go in; if so, it must {@link #leave()}} */
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    inside++;
    return true;
  }

  synchronized void leave() {
    inside--;
    if (inside == 0) {
      notifyAll();
    }
  }

  /**
   * Closes the gate, waits until nobody is inside, and frees what it guards, once. Every caller
   * returns when that is done. An interrupt is kept for later: native memory can't be freed under a
   * call.
   *
   * @param free frees what the gate guards
   */
  void close(Runnable free) {
    boolean interrupted = false;
    boolean first;
    synchronized (this) {
      first = !closed;
      closed = true;
      while (first ? inside > 0 : !freed) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (first) {
      try {
        free.run();
      } finally {
        synchronized (this) {
          freed = true;
          notifyAll();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
