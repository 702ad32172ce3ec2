package io.nerine.deploy;

import io.nerine.deploy.DeploymentEvent.Failed;
import io.nerine.deploy.DeploymentEvent.Retired;
import io.nerine.deploy.DeploymentEvent.Switched;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the version in a switch that its slot points to. One thread at a time follows. */
final class SlotFollower {

  private final String slot;
  private final ModelSwitch models;
  private final ModelLoading loading;
  private final RetiredSlot retiredSlot;
  private final Consumer<DeploymentEvent> events;

  /** The version in the switch, or that was in it last. */
  private volatile @Nullable ModelVersion latest;

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
   * Makes the switch hold what the slot points to, and drains what it held before.
   *
   * @param wanted the version that the slot points to, or {@code null} if it points to none
   * @param revision the state of the store of which that is true
   * @param again whether to try a version that failed in this state of the store once more
   * @throws NerException if the version cannot be put to work; all is as before, and was reported
   */
  void follow(@Nullable ModelVersion wanted, long revision, boolean again) {
    ModelVersion from = models.current().isPresent() ? latest : null;
    if (wanted == null) {
      retire(from);
      return;
    }
    retired = false;
    if (from != null && from.id().equals(wanted.id())) {
      failed = null;
    } else if (again || !wanted.equals(failed) || revision != failedAt) {
      put(wanted, from, revision);
    }
  }

  private void retire(@Nullable ModelVersion from) {
    if (from == null || retired) {
      return;
    }
    retired = true;
    if (retiredSlot == RetiredSlot.STOP) {
      LeasedModel last = models.install(null);
      if (last != null) {
        models.drain(last);
      }
    }
    events.accept(new Retired(slot, from));
  }

  private void put(ModelVersion wanted, @Nullable ModelVersion from, long revision) {
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
    LeasedModel older = models.install(newer);
    latest = wanted;
    failed = null;
    Duration draining = older == null ? Duration.ZERO : models.drain(older);
    events.accept(new Switched(slot, from, wanted, took, draining));
  }

  private static ModelLoadingException unknown(ModelVersion wanted, Throwable cause) {
    return new ModelLoadingException(
        "Version %s cannot be loaded: %s".formatted(wanted.id(), cause), cause);
  }
}
