package io.nerine.onnx;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one extractor. The thread that calls always works too, so a call goes on even
 * where all others are busy. Threads are daemons, begin with the first work for them and end after
 * some idle seconds. Thread-safe.
 */
final class Workers {

  private static final long IDLE_SECONDS = 10;

  private final int threads;
  private @Nullable ThreadPoolExecutor pool;
  private boolean closed;

  /**
   * Creates workers.
   *
   * @param threads how many threads work on one {@link #forEach}, the calling one counted
   */
  Workers(int threads) {
    this.threads = threads;
  }

  /**
   * Runs a task on a worker.
   *
   * @param task the task
   * @return whether it will run; not when the workers are closed
   */
  boolean submit(Runnable task) {
    ThreadPoolExecutor executor = pool();
    if (executor == null) {
      return false;
    }
    try {
      executor.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /**
   * Runs a task for each number below a count and returns when all are done. What one throws is
   * thrown when the others are done.
   *
   * @param count how many
   * @param task takes the number
   */
  void forEach(int count, IntConsumer task) {
    Loop loop = new Loop(count, task);
    for (int helper = 1; helper < Math.min(threads, count); helper++) {
      if (!submit(loop)) {
        break;
      }
    }
    loop.run();
    loop.await();
  }

  private synchronized @Nullable ThreadPoolExecutor pool() {
    if (pool == null && !closed) {
      AtomicInteger number = new AtomicInteger();
      pool =
          new ThreadPoolExecutor(
              threads,
              threads,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(task, "nerine-extract-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      pool.allowCoreThreadTimeOut(true);
    }
    return pool;
  }

  /** Lets the threads end when the tasks that were taken on are done. */
  synchronized void close() {
    closed = true;
    if (pool != null) {
      pool.shutdown();
    }
  }

  private static final class Loop implements Runnable {

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

    /** Takes numbers while there are any; a helper that comes late finds none. */
    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          open.countDown();
        }
      }
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
}
