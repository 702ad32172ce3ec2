package io.nerine.deploy;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does something when it is told to, and may look now and then whether it is to. A
 * daemon; it ends when it is closed.
 */
final class StoreWatch {

  /** Looks whether there is something to do. */
  @FunctionalInterface
  interface Look {
    boolean changed();
  }

  private final Object lock = new Object();
  private final Runnable task;
  private final @Nullable Duration interval;
  private final Look look;
  private boolean told;
  private boolean closed;

  /**
   * Starts the thread.
   *
   * @param name its name
   * @param interval how often to look, or empty to wait until told
   * @param look looks; must not throw
   * @param task what to do; must not throw
   */
  static StoreWatch start(String name, Optional<Duration> interval, Look look, Runnable task) {
    StoreWatch watch = new StoreWatch(interval.orElse(null), look, task);
    Thread thread = new Thread(watch::work, name);
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private StoreWatch(@Nullable Duration interval, Look look, Runnable task) {
    this.interval = interval;
    this.look = look;
    this.task = task;
  }

  /** Tells the thread that there is something to do, and does not wait for it. */
  void tell() {
    synchronized (lock) {
      told = true;
      lock.notifyAll();
    }
  }

  private void work() {
    while (true) {
      try {
        boolean wasTold = await();
        if (isClosed()) {
          return;
        }
        if (wasTold || look.changed()) {
          task.run();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** {@return whether it was told, and not woken to look} */
  private boolean await() throws InterruptedException {
    synchronized (lock) {
      long end = System.nanoTime() + (interval == null ? 0 : interval.toNanos());
      while (!told && !closed) {
        if (interval == null) {
          lock.wait();
          continue;
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          break;
        }
        lock.wait(left / 1_000_000 + 1);
      }
      boolean wasTold = told;
      told = false;
      return wasTold;
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /** Lets the thread end, after what it does now. */
  void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }
}
