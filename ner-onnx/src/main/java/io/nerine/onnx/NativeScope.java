package io.nerine.onnx;

import io.nerine.exception.InferenceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Owns native objects and closes them in reverse order, whatever happens. Used by one thread.
 *
 * <p>Takes each object that it closes off a count of those that live. Who creates an object adds it
 * to the count, apart from handing it over, so that one that is created and never owned shows.
 */
final class NativeScope implements AutoCloseable {

  private final Deque<AutoCloseable> owned = new ArrayDeque<>(4);
  private final AtomicInteger live;

  /**
   * Creates an empty scope.
   *
   * @param live the number of objects that live, over many scopes
   */
  NativeScope(AtomicInteger live) {
    this.live = live;
  }

  <T extends AutoCloseable> T own(T object) {
    owned.push(object);
    return object;
  }

  @Override
  public void close() {
    InferenceException failure = null;
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
        live.decrementAndGet();
      } catch (Exception e) {
        failure = new InferenceException("ONNX Runtime can't free native memory", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
