package io.nerine.deploy;

import io.nerine.exception.ExtractorClosedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which model answers now, if any. Calls take a lease of it without a lock; models are put in and
 * taken out meanwhile, and each is closed when its last lease has ended. Thread-safe.
 */
final class ModelSwitch {

  private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);

  private final AnswerObserver observer;
  private final Object switching = new Object();

  /** All that are not closed yet: the current one and those whose calls still run. */
  private final Set<LeasedModel> open = ConcurrentHashMap.newKeySet();

  private volatile @Nullable LeasedModel current;
  private volatile @Nullable LeasedModel latest;
  private volatile boolean closed;

  ModelSwitch(AnswerObserver observer) {
    this.observer = observer;
  }

  /** {@return the current model, if there is one; it may be retired at any time} */
  Optional<LeasedModel> current() {
    return Optional.ofNullable(current);
  }

  /** {@return the model that was put in last, which may have been taken out since, if any was} */
  Optional<LeasedModel> latest() {
    return Optional.ofNullable(latest);
  }

  boolean isClosed() {
    return closed;
  }

  /** {@return a lease of the current model, or {@code null} if there is none} */
  @Nullable Lease lease() {
    while (true) {
      LeasedModel model = current;
      if (model == null) {
        return null;
      }
      if (model.acquire()) {
        return new Lease(model, observer);
      }
      // It was retired since, and the next one was put in before that.
      Thread.onSpinWait();
    }
  }

  /**
   * Puts a model in and retires the one before it.
   *
   * @param newer the model, which is closed if this switch is, or {@code null} for none
   * @return the one before, to be {@linkplain #drain drained}, or {@code null} if there was none
   * @throws ExtractorClosedException if the switch is closed
   */
  @Nullable LeasedModel install(@Nullable LeasedModel newer) {
    LeasedModel older = null;
    boolean installed = false;
    synchronized (switching) {
      if (!closed) {
        older = current;
        if (newer != null) {
          open.add(newer);
          latest = newer;
        }
        current = newer;
        installed = true;
      }
    }
    if (!installed) {
      if (newer != null) {
        newer.retire();
        newer.close();
      }
      throw new ExtractorClosedException("The extractor is closed; no model can be put in");
    }
    if (older != null) {
      older.retire();
    }
    return older;
  }

  /**
   * Waits until the calls of a retired model have ended, and closes it. From inside a call another
   * thread does the waiting.
   *
   * @param retired the model
   * @return how long its calls took to end; zero from inside a call
   */
  Duration drain(LeasedModel retired) {
    if (CallDepth.inside()) {
      aside("nerine-drain", () -> drainHere(retired));
      return Duration.ZERO;
    }
    return drainHere(retired);
  }

  private Duration drainHere(LeasedModel retired) {
    try {
      return retired.close();
    } catch (RuntimeException e) {
      // The next model answers already, so that whoever switched has what they wanted.
      LOG.warn("Model version '{}' was replaced and could not be closed", retired.version(), e);
      return Duration.ZERO;
    } finally {
      open.remove(retired);
    }
  }

  /**
   * Gives no more leases, waits until all calls have ended, and closes all models; asynchronous
   * calls that wait for their turn fail as closed. From inside a call another thread does the
   * waiting. Calling it again waits too, and does nothing else.
   */
  void close() {
    LeasedModel last;
    synchronized (switching) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      last.retire();
    }
    if (CallDepth.inside()) {
      aside("nerine-close", this::closeAllAndLog);
    } else {
      closeAll();
    }
  }

  private void closeAllAndLog() {
    try {
      closeAll();
    } catch (RuntimeException e) {
      LOG.warn("A model could not be closed", e);
    }
  }

  private void closeAll() {
    RuntimeException failure = null;
    for (LeasedModel model : open) {
      try {
        model.closeForGood();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    open.clear();
    if (failure != null) {
      throw failure;
    }
  }

  private static void aside(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
