package io.nerine.deploy;

import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a share of the texts to a second model too, after the current one has answered, on a thread
 * of its own, and compares. Neither waits nor fails with the calls: what the second model can't
 * keep up with is dropped and counted. Thread-safe.
 */
final class Shadow implements AnswerObserver {

  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

  /** Bounds what the texts that wait hold of the memory. */
  private static final long MAX_WAITING_CHARACTERS = 4L << 20;

  private final ModelSwitch models;
  private final ExactShare share;
  private final int maxExamples;
  private final BlockingQueue<Task> waiting;
  private final AtomicLong waitingCharacters = new AtomicLong();
  private volatile @Nullable ModelSwitch compared;
  private volatile @Nullable ShadowTally tally;
  private volatile boolean closed;

  /** An answer of the current model that waits for the shadow's; the last one has no answer. */
  private record Task(@Nullable Extraction answer, ExtractionOptions options, long nanoseconds) {

    static final Task LAST = new Task(null, ExtractionOptions.defaults(), 0);
  }

  /**
   * Creates the shadow.
   *
   * @param models the switch of the shadow's slot, which may be empty
   * @param share how much of the texts
   * @param capacity how many texts may wait
   * @param maxExamples how many differences are kept with their text
   */
  Shadow(ModelSwitch models, ExactShare share, int capacity, int maxExamples) {
    this.models = models;
    this.share = share;
    this.maxExamples = maxExamples;
    this.waiting = new ArrayBlockingQueue<>(capacity);
  }

  /** Begins to compare with the answers of a switch, which this observes. */
  void start(ModelSwitch current, String threadName) {
    compared = current;
    Thread thread = new Thread(this::work, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void answered(List<Extraction> extractions, ExtractionOptions options, long nanoseconds) {
    if (closed || models.current().isEmpty()) {
      return;
    }
    for (Extraction extraction : extractions) {
      if (share.next()) {
        offer(new Task(extraction, options, nanoseconds / extractions.size()), extraction);
      }
    }
  }

  private void offer(Task task, Extraction answer) {
    ShadowTally counts = tally(answer.modelVersion().orElse(""));
    if (counts == null) {
      return;
    }
    if (answer.failure().isPresent()) {
      counts.currentFailed();
      return;
    }
    int characters = answer.text().length();
    long before = waitingCharacters.getAndAdd(characters);
    // One text may be longer than all that may wait.
    boolean room = before == 0 || before + characters <= MAX_WAITING_CHARACTERS;
    if (!room || !waiting.offer(task)) {
      waitingCharacters.addAndGet(-characters);
      counts.drop();
    }
  }

  /**
   * Returns where an answer counts: with the two models of now, whose tally begins when one of them
   * is new, or with the last two if the answer is older.
   *
   * @param version the version that answered
   * @return the tally, or {@code null} if there were no two models yet
   */
  private @Nullable ShadowTally tally(String version) {
    Optional<LeasedModel> shadow = models.current();
    if (shadow.isPresent() && isCurrent(version)) {
      synchronized (this) {
        ShadowTally counts = tally;
        if (counts == null || !counts.isOf(version, shadow.get().version())) {
          tally = new ShadowTally(version, shadow.get().version(), maxExamples);
        }
      }
    }
    return tally;
  }

  private boolean isCurrent(String version) {
    ModelSwitch current = compared;
    return current != null
        && current.current().filter(model -> model.version().equals(version)).isPresent();
  }

  private void work() {
    while (!closed) {
      Task task;
      try {
        task = waiting.take();
      } catch (InterruptedException e) {
        return;
      }
      Extraction answer = task.answer();
      if (answer != null && !closed) {
        waitingCharacters.addAndGet(-answer.text().length());
        compare(answer, task);
      }
    }
  }

  private void compare(Extraction answer, Task task) {
    String version = answer.modelVersion().orElse("");
    Lease lease = models.lease();
    ShadowTally counts = tally(version);
    if (lease == null || counts == null || !counts.isOf(version, lease.version())) {
      drop(lease, counts);
      return;
    }
    long begun = System.nanoTime();
    try {
      Extraction found =
          lease.extract(answer.text(), task.options().toBuilder().noTimeout().build());
      counts.add(answer, found, task.nanoseconds(), System.nanoTime() - begun);
    } catch (NerException e) {
      counts.shadowFailed();
    } catch (RuntimeException | Error e) {
      // The thread must outlive what a model throws, or all later comparisons would be missing.
      counts.shadowFailed();
      LOG.warn("Model version '{}' failed as a shadow", lease.version(), e);
    }
  }

  private static void drop(@Nullable Lease lease, @Nullable ShadowTally counts) {
    if (lease != null) {
      lease.end();
    }
    if (counts != null) {
      counts.drop();
    }
  }

  /** {@return what was found up to now, or empty if there were never two models} */
  Optional<ShadowReport> report() {
    return Optional.ofNullable(tally).map(ShadowTally::report);
  }

  /** Compares no more; what waits is left. The thread ends by itself. */
  void close() {
    closed = true;
    waiting.clear();
    // Should callers have filled the queue again meanwhile, the thread wakes by that.
    if (!waiting.offer(Task.LAST)) {
      LOG.debug("The shadow was closed under calls");
    }
  }
}
