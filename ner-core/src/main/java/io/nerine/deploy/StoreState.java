package io.nerine.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a store knows at one moment. Immutable.
 *
 * @param revision how many changes led here
 * @param models the models by name
 * @param slots the slots by name, also those that point to nothing
 * @param history the changes of slots, oldest first
 */
record StoreState(
    long revision,
    NavigableMap<String, Model> models,
    NavigableMap<String, Slot> slots,
    List<SlotChange> history) {

  /** Of each slot; enough for years of deployments, little enough to be read at once. */
  static final int KEPT_CHANGES = 1_000;

  static final int KEPT_POSITIONS = 100;

  static final StoreState EMPTY = new StoreState(0, new TreeMap<>(), new TreeMap<>(), List.of());

  StoreState {
    models = Collections.unmodifiableNavigableMap(new TreeMap<>(models));
    slots = Collections.unmodifiableNavigableMap(new TreeMap<>(slots));
    history = List.copyOf(history);
  }

  /**
   * The versions of a model.
   *
   * @param lastNumber the greatest number that was ever given
   * @param versions the versions that are there, by number
   */
  record Model(int lastNumber, NavigableMap<Integer, ModelVersion> versions) {

    static final Model NEW = new Model(0, new TreeMap<>());

    Model {
      versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
    }

    Model with(ModelVersion version) {
      NavigableMap<Integer, ModelVersion> more = new TreeMap<>(versions);
      more.put(version.number(), version);
      return new Model(Math.max(lastNumber, version.number()), more);
    }

    /** {@return which versions there are, behind "there"} */
    String numbers() {
      return versions.isEmpty()
          ? "is none"
          : "are " + String.join(", ", versions.keySet().stream().map(String::valueOf).toList());
    }

    Model without(int number) {
      NavigableMap<Integer, ModelVersion> fewer = new TreeMap<>(versions);
      fewer.remove(number);
      return new Model(lastNumber, fewer);
    }
  }

  /**
   * Where a slot points and pointed.
   *
   * @param positions the versions that rolling back leads through, the newest last; no version
   *     follows itself
   * @param retired whether the slot points to nothing, and rolling back to the newest position
   */
  record Slot(List<VersionId> positions, boolean retired) {

    static final Slot NEW = new Slot(List.of(), true);

    Slot {
      positions = List.copyOf(positions);
    }

    Optional<VersionId> current() {
      return retired ? Optional.empty() : Optional.of(positions.get(positions.size() - 1));
    }

    Slot pointingTo(VersionId version) {
      List<VersionId> more = new ArrayList<>(positions);
      if (more.isEmpty() || !more.get(more.size() - 1).equals(version)) {
        more.add(version);
      }
      return new Slot(more.subList(Math.max(0, more.size() - KEPT_POSITIONS), more.size()), false);
    }

    Slot withdrawn() {
      return new Slot(positions, true);
    }

    /** {@return the slot one step back, if there is a step} */
    Optional<Slot> back() {
      if (retired) {
        return positions.isEmpty() ? Optional.empty() : Optional.of(new Slot(positions, false));
      }
      return positions.size() < 2
          ? Optional.empty()
          : Optional.of(new Slot(positions.subList(0, positions.size() - 1), false));
    }

    /** {@return the versions that the slot points to, or may after so many steps back} */
    List<VersionId> within(int steps) {
      int reached = Math.min(positions.size(), retired ? steps : steps + 1);
      return positions.subList(positions.size() - reached, positions.size());
    }
  }

  Optional<ModelVersion> version(VersionId id) {
    Model model = models.get(id.name());
    return model == null ? Optional.empty() : Optional.ofNullable(model.versions.get(id.number()));
  }

  Slot slot(String name) {
    return slots.getOrDefault(name, Slot.NEW);
  }

  Model model(String name) {
    return models.getOrDefault(name, Model.NEW);
  }

  /** {@return the state without some versions, whose numbers are not given again} */
  StoreState without(List<ModelVersion> removed) {
    NavigableMap<String, Model> changed = new TreeMap<>(models);
    for (ModelVersion version : removed) {
      changed.computeIfPresent(version.name(), (name, model) -> model.without(version.number()));
    }
    return new StoreState(revision, changed, slots, history);
  }

  StoreState withModel(String name, Model model) {
    NavigableMap<String, Model> changed = new TreeMap<>(models);
    changed.put(name, model);
    return new StoreState(revision, changed, slots, history);
  }

  /** Changes a slot and writes that down. */
  StoreState withSlot(Slot slot, SlotChange change) {
    NavigableMap<String, Slot> changed = new TreeMap<>(slots);
    changed.put(change.slot(), slot);
    List<SlotChange> more = new ArrayList<>(history);
    more.add(change);
    forgetOldest(more, change.slot());
    return new StoreState(revision, models, changed, more);
  }

  private static void forgetOldest(List<SlotChange> history, String slot) {
    int count = 0;
    @Nullable SlotChange oldest = null;
    for (SlotChange change : history) {
      if (change.slot().equals(slot)) {
        oldest = oldest == null ? change : oldest;
        count++;
      }
    }
    if (count > KEPT_CHANGES && oldest != null) {
      history.remove(oldest);
    }
  }

  StoreState withRevision(long next) {
    return new StoreState(next, models, slots, history);
  }
}
