package io.nerine.deploy;

import io.nerine.deploy.DeploymentEvent.Failed;
import io.nerine.deploy.DeploymentEvent.Retired;
import io.nerine.deploy.DeploymentEvent.Switched;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.NerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots that a deployment follows, its own and those of canary and shadow, and the thread that
 * does. Thread-safe; one thread at a time follows, and no call waits for it.
 */
final class DeploymentSlots {

  private static final Logger LOG = LoggerFactory.getLogger(DeploymentSlots.class);

  private final ModelStore store;
  private final String slot;
  private final DeploymentOptions options;
  private final ModelLoading loading;
  private final List<SlotFollower> followers = new ArrayList<>();
  private final ReentrantLock following = new ReentrantLock();
  private final Runnable told = this::tell;
  private volatile @Nullable StoreWatch watch;
  private volatile boolean closed;
  private volatile long followed = -1;
  private boolean unreadable;

  DeploymentSlots(ModelStore store, String slot, DeploymentOptions options) {
    this.store = store;
    this.slot = slot;
    this.options = options;
    this.loading = new ModelLoading(store, options);
  }

  /** Adds a second slot, which stops when it is retired. */
  SlotFollower add(String second) {
    if (second.equals(slot)
        || followers.stream().anyMatch(follower -> follower.slot().equals(second))) {
      throw new IllegalArgumentException(
          "Slot '%s' has two parts in one deployment; give canary and shadow slots of their own"
              .formatted(second));
    }
    return add(second, new ModelSwitch(AnswerObserver.NONE), RetiredSlot.STOP);
  }

  /** Adds the deployment's own slot, which is followed first. */
  SlotFollower addOwn(ModelSwitch models) {
    return add(slot, models, options.retiredSlot());
  }

  private SlotFollower add(String name, ModelSwitch models, RetiredSlot retiredSlot) {
    SlotFollower follower = new SlotFollower(name, models, loading, retiredSlot, this::report);
    followers.add(name.equals(slot) ? 0 : followers.size(), follower);
    return follower;
  }

  /** Follows from now on, and first what changed before this could be told. */
  void startFollowing() {
    watch =
        StoreWatch.start(
            "nerine-deployment-" + slot, options.watchInterval(), this::changed, this::followTold);
    store.addListener(told);
    tell();
  }

  private void tell() {
    StoreWatch running = watch;
    if (running != null) {
      running.tell();
    }
  }

  /** See {@link Deployment#refresh()}. */
  void refresh() {
    if (CallDepth.inside() && watch != null) {
      tell();
    } else {
      follow(true).join();
    }
  }

  private void followTold() {
    try {
      CompletableFuture<Void> unused = follow(false);
    } catch (NerException e) {
      // It was reported, and the models that were there go on.
      LOG.debug("Slot '{}' was not followed", slot, e);
    }
  }

  private boolean changed() {
    try {
      return store.revision() != followed;
    } catch (NerException e) {
      failed(e);
      return false;
    }
  }

  /**
   * Follows all slots, even if one fails.
   *
   * @param again whether to try versions again that failed
   * @return completes when the models that were replaced are closed
   * @throws NerException what failed first of the store or the deployment's own slot
   */
  private CompletableFuture<Void> follow(boolean again) {
    following.lock();
    try {
      if (closed) {
        throw new ExtractorClosedException(
            "The deployment of slot '%s' is closed; open another".formatted(slot));
      }
      long revision;
      Map<String, ModelVersion> current;
      try {
        // The slots may be newer than the revision, but not older; then they are read once more.
        revision = store.revision();
        current = store.slots();
        unreadable = false;
      } catch (NerException e) {
        failed(e);
        throw e;
      }
      NerException failure = null;
      List<CompletableFuture<Void>> drained = new ArrayList<>();
      for (SlotFollower follower : followers) {
        try {
          drained.add(follower.follow(current.get(follower.slot()), revision, again));
        } catch (NerException e) {
          if (follower.slot().equals(slot)) {
            failure = e;
          }
        }
      }
      followed = revision;
      if (failure != null) {
        throw failure;
      }
      return CompletableFuture.allOf(drained.toArray(CompletableFuture<?>[]::new));
    } finally {
      following.unlock();
    }
  }

  /** Reports once that the store can't be read, and again when it could be meanwhile. */
  private void failed(NerException failure) {
    following.lock();
    try {
      if (!unreadable) {
        unreadable = true;
        ModelVersion from = followers.get(0).latest().orElse(null);
        report(new Failed(slot, from, null, failure));
      }
    } finally {
      following.unlock();
    }
  }

  private void report(DeploymentEvent event) {
    log(event);
    try {
      options.listener().onEvent(event);
    } catch (RuntimeException e) {
      LOG.warn("The listener of the deployment of slot '{}' failed", slot, e);
    }
  }

  private static void log(DeploymentEvent event) {
    if (event instanceof Switched switched) {
      LOG.info(
          "Slot '{}' went from version {} to {}, loaded in {}, the former drained in {}",
          switched.slot(),
          id(switched.from()),
          id(switched.to()),
          switched.loading(),
          switched.draining());
    } else if (event instanceof Failed failed) {
      LOG.warn(
          "Slot '{}' stays at version {}, for {} cannot be put to work",
          failed.slot(),
          id(failed.from()),
          failed.to() == null ? "what the store holds" : id(failed.to()),
          failed.failure());
    } else if (event instanceof Retired retired) {
      LOG.info("Slot '{}' was retired from version {}", retired.slot(), id(retired.last()));
    }
  }

  private static String id(@Nullable ModelVersion version) {
    return version == null ? "none" : version.id().toString();
  }

  /** Follows no more, and closes all models when their calls have ended. */
  void close() {
    closed = true;
    store.removeListener(told);
    StoreWatch running = watch;
    if (running != null) {
      running.close();
    }
    RuntimeException failure = null;
    for (SlotFollower follower : followers) {
      try {
        follower.models().close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (!CallDepth.inside()) {
      // A model that is being loaded is closed by whoever loads it.
      following.lock();
      try {
        watch = null;
      } finally {
        following.unlock();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
