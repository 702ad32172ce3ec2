package io.nerine.deploy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change of a slot, as the history of a {@link ModelStore} keeps it. Immutable. */
public final class SlotChange {

  /** What was done to a slot. */
  public enum Action {
    /** A version was put into the slot. */
    DEPLOY("deploy"),
    /** The slot got the version of another slot, which got this one's. */
    SWAP("swap"),
    /** The slot went back to the version before. */
    ROLLBACK("rollback"),
    /** The slot was emptied. */
    RETIRE("retire");

    private final String key;

    Action(String key) {
      this.key = key;
    }

    /** {@return the name in files and on the command line} */
    public String key() {
      return key;
    }
  }

  private final long revision;
  private final Instant time;
  private final String slot;
  private final Action action;
  private final @Nullable VersionId from;
  private final @Nullable VersionId to;
  private final String reason;
  private final @Nullable GateResult gate;

  SlotChange(
      long revision,
      Instant time,
      String slot,
      Action action,
      @Nullable VersionId from,
      @Nullable VersionId to,
      String reason,
      @Nullable GateResult gate) {
    this.revision = revision;
    this.time = Objects.requireNonNull(time, "time");
    this.slot = Objects.requireNonNull(slot, "slot");
    this.action = Objects.requireNonNull(action, "action");
    this.from = from;
    this.to = to;
    this.reason = Objects.requireNonNull(reason, "reason");
    this.gate = gate;
  }

  /** {@return the {@link ModelStore#revision()} that the change led to; a swap is one revision} */
  public long revision() {
    return revision;
  }

  /** {@return when it was done, by the clock of the machine that did it} */
  public Instant time() {
    return time;
  }

  /** {@return the slot} */
  public String slot() {
    return slot;
  }

  /** {@return what was done} */
  public Action action() {
    return action;
  }

  /** {@return where the slot pointed before; empty if to nothing} */
  public Optional<VersionId> from() {
    return Optional.ofNullable(from);
  }

  /** {@return where the slot pointed after; empty if to nothing} */
  public Optional<VersionId> to() {
    return Optional.ofNullable(to);
  }

  /** {@return why; of a swap, with which slot; empty if nothing was said} */
  public String reason() {
    return reason;
  }

  /** {@return how the version compared with the one before, if a gate asked for that} */
  public Optional<GateResult> gate() {
    return Optional.ofNullable(gate);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SlotChange that
        && revision == that.revision
        && time.equals(that.time)
        && slot.equals(that.slot)
        && action == that.action
        && Objects.equals(from, that.from)
        && Objects.equals(to, that.to)
        && reason.equals(that.reason)
        && Objects.equals(gate, that.gate);
  }

  @Override
  public int hashCode() {
    return Objects.hash(revision, slot);
  }

  @Override
  public String toString() {
    return "%s %s %s: %s -> %s%s"
        .formatted(
            time,
            action.key(),
            slot,
            from == null ? "nothing" : from,
            to == null ? "nothing" : to,
            reason.isEmpty() ? "" : " (" + reason + ")");
  }
}
