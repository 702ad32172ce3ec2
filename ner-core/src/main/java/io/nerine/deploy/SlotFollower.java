package io.nerine.deploy;

import io.nerine.deploy.DeploymentEvent.Failed;
import io.nerine.deploy.DeploymentEvent.Retired;
import io.nerine.deploy.DeploymentEvent.Switched;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the version in a switch that its slot points to. One thread at a time follows; the models
 * that were replaced are drained on threads of their own, so that a long call holds up no switch.
 */
final class SlotFollower {

  /** Bounds how many models calls that take long can keep in memory beside the current one. */
  private static final int MOST_DRAINING = 4;

  private final String slot;
  private final ModelSwitch models;
  private final ModelLoading loading;
  private final RetiredSlot retiredSlot;
  private final Consumer<DeploymentEvent> events;

  /** The version in the switch, or that was in it last. */
  private volatile @Nullable ModelVersion latest;

  private final Semaphore placesToDrain = new Semaphore(MOST_DRAINING);

  private boolean retired;
  private @Nullable ModelVersion failed;
  private long failedAt;

  SlotFollower(
      String slot,
      ModelSwitch models,
      ModelLoading loading,
      RetiredSlot retiredSlot,
      Consumer<DeploymentEvent> events) {
    this.slot = slot;
    this.models = models;
    this.loading = loading;
    this.retiredSlot = retiredSlot;
    this.events = events;
  }

  String slot() {
    return slot;
  }

  ModelSwitch models() {
    return models;
  }

  /** {@return the version that answers, or did last, if there ever was one} */
  Optional<ModelVersion> latest() {
    return Optional.ofNullable(latest);
  }

  /**
   * Makes the switch hold what the slot points to, and begins to drain what it held before.
   *
   * @param wanted the version that the slot points to, or {@code null} if it points to none
   * @param revision the state of the store of which that is true
   * @param again whether to try a version that failed in this state of the store once more
   * @return completes when what it held before is closed, and that was reported
   * @throws NerException if the version cannot be put to work; all is as before, and was reported
   */
  CompletableFuture<Void> follow(@Nullable ModelVersion wanted, long revision, boolean again) {
    ModelVersion from = models.current().isPresent() ? latest : null;
    if (wanted == null) {
      return retire(from);
    }
    retired = false;
    if (from != null && from.id().equals(wanted.id())) {
      failed = null;
      return done();
    }
    if (again || !wanted.equals(failed) || revision != failedAt) {
      return put(wanted, from, revision);
    }
    return done();
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> retire(@Nullable ModelVersion from) {
    if (from == null || retired) {
      return done();
    }
    retired = true;
    placesToDrain.acquireUninterruptibly();
    LeasedModel last = retiredSlot == RetiredSlot.STOP ? models.install(null) : null;
    return drain(last, draining -> new Retired(slot, from));
  }

  private CompletableFuture<Void> put(
      ModelVersion wanted, @Nullable ModelVersion from, long revision) {
    long begun = System.nanoTime();
    LeasedModel newer;
    try {
      newer = loading.load(wanted);
    } catch (RuntimeException | LinkageError e) {
      // A native library that is missing shows as an error of linkage.
      NerException failure = e instanceof NerException known ? known : unknown(wanted, e);
      failed = wanted;
      failedAt = revision;
      events.accept(new Failed(slot, from, wanted, failure));
      throw failure;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    placesToDrain.acquireUninterruptibly();
    LeasedModel older;
    try {
      older = models.install(newer);
    } catch (ExtractorClosedException e) {
      placesToDrain.release();
      throw e;
    }
    latest = wanted;
    failed = null;
    return drain(older, draining -> new Switched(slot, from, wanted, took, draining));
  }

  /** Drains a model, on another thread if there is one, and reports. */
  private CompletableFuture<Void> drain(
      @Nullable LeasedModel older, Function<Duration, DeploymentEvent> event) {
    if (older == null) {
      placesToDrain.release();
      events.accept(event.apply(Duration.ZERO));
      return done();
    }
    CompletableFuture<Void> drained = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Duration draining = models.drain(older);
              placesToDrain.release();
              events.accept(event.apply(draining));
              drained.complete(null);
            },
            "nerine-drain-" + slot);
    thread.setDaemon(true);
    thread.start();
    return drained;
  }

  private static ModelLoadingException unknown(ModelVersion wanted, Throwable cause) {
    return new ModelLoadingException(
        "Version %s cannot be loaded: %s".formatted(wanted.id(), cause), cause);
  }
}
