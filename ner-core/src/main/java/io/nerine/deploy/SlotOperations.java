package io.nerine.deploy;

import io.nerine.deploy.SlotChange.Action;
import io.nerine.deploy.StoreChanges.Outcome;
import io.nerine.deploy.StoreState.Slot;
import io.nerine.exception.NerException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be done to the slots of a store. Thread-safe. */
record SlotOperations(Path store, StoreChanges changes, VersionOperations versions) {

  SlotChange deploy(String slot, ModelVersion version, String reason, @Nullable Compared compared) {
    VersionId.checkedName("slot", slot);
    Objects.requireNonNull(reason, "reason");
    return changes.make(
        (state, revision) -> {
          VersionId id = versions.known(state, version).id();
          Slot before = state.slot(slot);
          @Nullable VersionId from = before.current().orElse(null);
          if (compared != null && !Objects.equals(from, compared.with)) {
            throw new NerException(
                ("Slot '%s' of the model store '%s' was changed from %s to %s while %s was compared"
                        + " with it; deploy again to compare it with that")
                    .formatted(slot, store, named(compared.with), named(from), id));
          }
          SlotChange change =
              new SlotChange(
                  revision,
                  Instant.now(),
                  slot,
                  Action.DEPLOY,
                  from,
                  id,
                  reason,
                  compared == null ? null : compared.result);
          return new Outcome<>(state.withSlot(before.pointingTo(id), change), change);
        });
  }

  /**
   * What a gate found.
   *
   * @param with the version that was in the slot, if any
   * @param result the figures, if there was something to compare
   */
  record Compared(@Nullable VersionId with, @Nullable GateResult result) {}

  SlotChange swap(String slot, String other, String reason) {
    VersionId.checkedName("slot", slot);
    VersionId.checkedName("other", other);
    Objects.requireNonNull(reason, "reason");
    if (slot.equals(other)) {
      throw new IllegalArgumentException("slot and other are both '%s'".formatted(slot));
    }
    return changes.make(
        (state, revision) -> {
          VersionId first = pointed(state, slot);
          VersionId second = pointed(state, other);
          Instant now = Instant.now();
          SlotChange change =
              new SlotChange(
                  revision, now, slot, Action.SWAP, first, second, with(other, reason), null);
          SlotChange counterpart =
              new SlotChange(
                  revision, now, other, Action.SWAP, second, first, with(slot, reason), null);
          StoreState swapped =
              state
                  .withSlot(state.slot(slot).pointingTo(second), change)
                  .withSlot(state.slot(other).pointingTo(first), counterpart);
          return new Outcome<>(swapped, change);
        });
  }

  private static String with(String other, String reason) {
    return "with " + other + (reason.isEmpty() ? "" : ": " + reason);
  }

  SlotChange rollback(String slot, String reason) {
    VersionId.checkedName("slot", slot);
    Objects.requireNonNull(reason, "reason");
    return changes.make(
        (state, revision) -> {
          Slot before = state.slot(slot);
          Slot back =
              before
                  .back()
                  .orElseThrow(
                      () ->
                          new NerException(
                              "Slot '%s' of the model store '%s' points to %s and never pointed to a version before; deploy one"
                                  .formatted(slot, store, named(before.current().orElse(null)))));
          VersionId to = back.current().orElseThrow();
          if (state.version(to).isEmpty()) {
            throw new NerException(
                ("Slot '%s' of the model store '%s' cannot go back to version %s, which was"
                        + " removed; deploy one that is there")
                    .formatted(slot, store, to));
          }
          SlotChange change =
              new SlotChange(
                  revision,
                  Instant.now(),
                  slot,
                  Action.ROLLBACK,
                  before.current().orElse(null),
                  to,
                  reason,
                  null);
          return new Outcome<>(state.withSlot(back, change), change);
        });
  }

  SlotChange retire(String slot, String reason) {
    VersionId.checkedName("slot", slot);
    Objects.requireNonNull(reason, "reason");
    return changes.make(
        (state, revision) -> {
          VersionId from = pointed(state, slot);
          SlotChange change =
              new SlotChange(
                  revision, Instant.now(), slot, Action.RETIRE, from, null, reason, null);
          return new Outcome<>(state.withSlot(state.slot(slot).withdrawn(), change), change);
        });
  }

  private VersionId pointed(StoreState state, String slot) {
    return state
        .slot(slot)
        .current()
        .orElseThrow(
            () ->
                new NerException(
                    "Slot '%s' of the model store '%s' points to nothing; deploy a version to it first"
                        .formatted(slot, store)));
  }

  private static String named(@Nullable VersionId id) {
    return id == null ? "nothing" : "version " + id;
  }
}
