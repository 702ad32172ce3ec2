package io.nerine.deploy;

import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * One model in use, by as many calls as hold a lease of it. Owns its extractor and closes it when
 * it is retired and the last lease has ended. Leases are taken and ended without a lock.
 */
final class LeasedModel {

  /** The bit of {@link #leases} that says that no more are given. */
  private static final long RETIRED = Long.MIN_VALUE;

  private final String version;
  private final Extractor extractor;
  private final EntitySchema schema;
  private final AtomicLong leases = new AtomicLong();
  private final AtomicInteger asynchronous = new AtomicInteger();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongAdder documents = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder nanoseconds = new LongAdder();

  LeasedModel(String version, Extractor extractor) {
    this.version = version;
    this.extractor = extractor;
    this.schema = extractor.schema();
  }

  String version() {
    return version;
  }

  Extractor extractor() {
    return extractor;
  }

  EntitySchema schema() {
    return schema;
  }

  /** {@return whether the caller has a lease now, which it must {@link #release()}} */
  boolean acquire() {
    long found = leases.get();
    while (found >= 0) {
      if (leases.compareAndSet(found, found + 1)) {
        return true;
      }
      found = leases.get();
    }
    return false;
  }

  void release() {
    if (leases.decrementAndGet() == RETIRED) {
      drained.countDown();
    }
  }

  /** Takes note that a lease is that of an asynchronous call, until it is released as one. */
  void beginAsynchronous() {
    asynchronous.incrementAndGet();
  }

  void releaseAsynchronous() {
    asynchronous.decrementAndGet();
    release();
  }

  /** Gives no more leases; calling it again does nothing. */
  void retire() {
    if (leases.getAndUpdate(found -> found | RETIRED) == 0) {
      drained.countDown();
    }
  }

  void count(int answered, int failed, long nanos) {
    documents.add(answered);
    failures.add(failed);
    nanoseconds.add(nanos);
  }

  VersionTraffic traffic() {
    return new VersionTraffic(
        version, documents.sum(), failures.sum(), Duration.ofNanos(nanoseconds.sum()));
  }

  /**
   * Waits until the last lease has ended and the extractor is closed, which the first caller does.
   * An interrupt is kept for later: native memory can't be freed under a call.
   *
   * @return how long the leases took to end
   */
  Duration close() {
    long begun = System.nanoTime();
    awaitUninterruptibly(drained);
    Duration draining = Duration.ofNanos(System.nanoTime() - begun);
    closeExtractor();
    return draining;
  }

  /**
   * Closes the extractor for good. Where asynchronous calls wait for their turn it comes first, so
   * that they fail as those of any closed extractor do, and their leases end.
   */
  void closeForGood() {
    if (asynchronous.get() > 0) {
      closeExtractor();
    }
    Duration unused = close();
  }

  private void closeExtractor() {
    if (closing.compareAndSet(false, true)) {
      try {
        extractor.close();
      } finally {
        closed.countDown();
      }
    } else {
      awaitUninterruptibly(closed);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
