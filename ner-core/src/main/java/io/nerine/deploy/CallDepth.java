package io.nerine.deploy;

/**
 * Knows whether this thread is inside a call of an extractor that can be switched. Such a thread
 * must not wait until calls have ended, for its own would never.
 */
final class CallDepth {

  private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

  private CallDepth() {}

  static void enter() {
    DEPTH.get()[0]++;
  }

  static void leave() {
    DEPTH.get()[0]--;
  }

  static boolean inside() {
    return DEPTH.get()[0] > 0;
  }
}
