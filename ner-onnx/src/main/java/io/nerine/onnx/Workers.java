package io.nerine.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one extractor, and the queue before them, which has a bounded number of places.
 * The thread that calls {@link #forEach} always works too, so a call goes on even where all others
 * are busy. Threads are daemons, begin with the first work for them and end after some idle
 * seconds. Thread-safe.
 *
 * <p>A worker takes turns between short work, which it does whole, and long work, of which it does
 * one step: so short work waits for a step of long work, never for all of it, and long work goes on
 * however much short work there is. Between steps any worker may take long work over. No more of it
 * is begun than there are workers, since each that is begun holds memory.
 */
final class Workers {

  private static final long IDLE_SECONDS = 10;

  /** Work in steps. */
  interface Work {

    /**
     * Does one step. Throws nothing.
     *
     * @return whether there are more
     */
    boolean step();
  }

  private final int threads;
  private final ThreadPoolExecutor pool;
  private final Semaphore places;

  /** For work that comes from workers, which must not wait for themselves. */
  private final Semaphore reserve;

  private final Set<Queued> shortQueue = new LinkedHashSet<>();
  private final Set<Queued> longQueue = new LinkedHashSet<>();

  /** Long work between two steps. */
  private final Queue<Work> begun = new ArrayDeque<>();

  /** The number of workers that run or are about to. */
  private int running;

  private boolean closed;

  /**
   * Creates workers.
   *
   * @param threads how many threads work on one {@link #forEach}, the calling one counted, and on
   *     all that is {@linkplain #submit submitted} together
   * @param capacity how much submitted work may wait
   */
  Workers(int threads, int capacity) {
    this.threads = threads;
    this.places = new Semaphore(capacity, true);
    this.reserve = new Semaphore(capacity);
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            // Holds no work, only workers that are about to run.
            new LinkedBlockingQueue<>(),
            task -> new Worker(this, task, "nerine-extract-" + number.incrementAndGet()));
    this.pool.allowCoreThreadTimeOut(true);
  }

  private static final class Worker extends Thread {

    private final Workers owner;

    Worker(Workers owner, Runnable task, String name) {
      super(task, name);
      this.owner = owner;
      setDaemon(true);
    }
  }

  /** Work in the queue, to be taken out once. */
  static final class Queued {

    private final Work work;
    private final @Nullable Semaphore place;

    private Queued(Work work, @Nullable Semaphore place) {
      this.work = work;
      this.place = place;
    }

    private Work taken() {
      if (place != null) {
        place.release();
      }
      return work;
    }
  }

  /** What became of work that was submitted. */
  enum Admission {
    /** It has a place in the queue. */
    QUEUED,
    /** No place became free in time, none can, or the machine has no thread left for workers. */
    FULL,
    /** The workers are closed. */
    CLOSED
  }

  /** {@return whether the current thread is one of these workers} */
  boolean isWorker() {
    return Thread.currentThread() instanceof Worker worker && worker.owner == this;
  }

  /**
   * Waits for a place in the queue and puts work there. Workers don't wait: their own work has a
   * reserve of places, as many again.
   *
   * @param work the work
   * @param isShort whether to do it whole
   * @param nanos how long to wait at most
   * @param queued takes what is in the queue before a worker can take it out
   * @return what became of it
   * @throws InterruptedException if the thread is interrupted, unless it is a worker
   */
  Admission submit(Work work, boolean isShort, long nanos, QueuedConsumer queued)
      throws InterruptedException {
    Semaphore place = isWorker() ? reserve : places;
    boolean free =
        place == reserve ? place.tryAcquire() : place.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    if (!free) {
      return Admission.FULL;
    }
    Queued entry = new Queued(work, place);
    synchronized (this) {
      if (!closed && startWorker()) {
        queued.accept(entry);
        (isShort ? shortQueue : longQueue).add(entry);
        return Admission.QUEUED;
      }
    }
    // The next one that waits learns of the closing in turn.
    place.release();
    return isClosed() ? Admission.CLOSED : Admission.FULL;
  }

  /** Takes what was queued, under the lock of the queue. */
  interface QueuedConsumer {
    void accept(Queued queued);
  }

  /** Takes work out of the queue, unless a worker already has. */
  synchronized void remove(Queued queued) {
    if (shortQueue.remove(queued) || longQueue.remove(queued)) {
      queued.taken();
    }
  }

  /** {@return whether a worker runs, after starting one unless all do; called under the lock} */
  private boolean startWorker() {
    if (running < threads) {
      try {
        pool.execute(this::work);
        running++;
      } catch (OutOfMemoryError e) {
        // What the JVM throws where the system gives it no thread. Fewer workers do as well.
        return running > 0;
      }
    }
    return true;
  }

  private void work() {
    while (true) {
      Work brief;
      Work big;
      synchronized (this) {
        brief = first(shortQueue);
        if (brief == null && begun.isEmpty() && longQueue.isEmpty()) {
          running--;
          return;
        }
      }
      if (brief != null) {
        finish(brief);
      }
      synchronized (this) {
        big = begun.isEmpty() ? first(longQueue) : begun.remove();
      }
      if (big != null && big.step()) {
        synchronized (this) {
          begun.add(big);
        }
      }
    }
  }

  private static @Nullable Work first(Set<Queued> queue) {
    Iterator<Queued> entries = queue.iterator();
    if (!entries.hasNext()) {
      return null;
    }
    Queued first = entries.next();
    entries.remove();
    return first.taken();
  }

  private static void finish(Work work) {
    while (work.step()) {
      // Each step is work of its own.
    }
  }

  /** Does what is begun and lies between two steps. For a worker that is going to wait for it. */
  void finishBegun() {
    while (true) {
      Work work;
      synchronized (this) {
        work = begun.poll();
      }
      if (work == null) {
        return;
      }
      finish(work);
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
    List<Queued> helpers = new ArrayList<>();
    synchronized (this) {
      for (int helper = 1; helper < Math.min(threads, count) && !closed; helper++) {
        if (startWorker()) {
          Queued entry = new Queued(loop::step, null);
          helpers.add(entry);
          longQueue.add(entry);
        }
      }
    }
    while (loop.step()) {
      // The thread that calls goes on to the end.
    }
    helpers.forEach(this::remove);
    loop.await();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Takes on no more work, and lets the threads end when what was begun is done.
   *
   * @return the submitted work that was not begun and never will be
   */
  List<Work> close() {
    List<Work> left = new ArrayList<>();
    synchronized (this) {
      closed = true;
      for (Set<Queued> queue : List.of(shortQueue, longQueue)) {
        // Loops that are under way keep their helpers.
        queue.removeIf(entry -> entry.place != null && left.add(entry.taken()));
      }
      pool.shutdown();
    }
    return left;
  }
}
