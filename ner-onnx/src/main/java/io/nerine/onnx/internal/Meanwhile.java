package io.nerine.onnx.internal;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that goes on while its caller does other work. Thread-safe.
 *
 * @param <T> what it gives
 */
public final class Meanwhile<T> {

  private final FutureTask<T> task;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
  }

  /**
   * Starts work on a thread of its own, or does it at once where the system gives no thread.
   *
   * @param <T> what it gives
   * @param name the name of the thread
   * @param work the work
   * @return the work under way
   */
  public static <T> Meanwhile<T> start(String name, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // What the JVM throws where the system gives it no thread.
      task.run();
    }
    return new Meanwhile<>(task);
  }

  /**
   * Waits for the end of the work, for who has to clean up after it.
   *
   * @return what the work gives, or empty if it fails
   */
  public Optional<T> resultIfAny() {
    try {
      return Optional.of(result());
    } catch (RuntimeException | Error e) {
      return Optional.empty();
    }
  }

  /**
   * Waits for the end of the work, whether or not the thread is interrupted.
   *
   * @return what the work gives, or else throws what it throws
   */
  public T result() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("A supplier throws nothing that is checked", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
