package io.nerine.deploy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store should hold, kept in the simplest way: lists and maps in memory. */
final class StoreModel {

  private final Map<String, Integer> lastNumbers = new TreeMap<>();
  private final Map<String, List<Integer>> versions = new TreeMap<>();
  private final Map<String, List<@Nullable String>> paths = new TreeMap<>();
  private final List<String> history = new ArrayList<>();

  StoreModel copy() {
    StoreModel copy = new StoreModel();
    copy.lastNumbers.putAll(lastNumbers);
    versions.forEach((name, numbers) -> copy.versions.put(name, new ArrayList<>(numbers)));
    paths.forEach((slot, path) -> copy.paths.put(slot, new ArrayList<>(path)));
    copy.history.addAll(history);
    return copy;
  }

  /**
   * Does what a line of {@link StoreScript} says.
   *
   * @return whether it can be done
   */
  boolean apply(String line) {
    String[] words = line.split(" ");
    return switch (words[0]) {
      case "add" -> add(words[1]);
      case "deploy" -> deploy(words[1], words[2]);
      case "swap" -> swap(words[1], words[2]);
      case "rollback" -> rollback(words[1]);
      case "retire" -> retire(words[1]);
      case "remove" -> remove(words[1]);
      case "gc" -> collect(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private boolean add(String name) {
    int number = lastNumbers.merge(name, 1, Integer::sum);
    versions.computeIfAbsent(name, key -> new ArrayList<>()).add(number);
    return true;
  }

  private boolean exists(String id) {
    String[] parts = id.split(":");
    return versions.getOrDefault(parts[0], List.of()).contains(Integer.parseInt(parts[1]));
  }

  private @Nullable String current(String slot) {
    List<@Nullable String> path = paths.getOrDefault(slot, List.of());
    return path.isEmpty() ? null : path.get(path.size() - 1);
  }

  private void point(String slot, @Nullable String to, String action) {
    history.add("%s %s %s -> %s".formatted(action, slot, current(slot), to));
    List<@Nullable String> path = paths.computeIfAbsent(slot, key -> new ArrayList<>());
    if (to != null
        && path.size() > 1
        && current(slot) == null
        && to.equals(path.get(path.size() - 2))) {
      path.remove(path.size() - 1);
    } else if (to == null || !to.equals(current(slot))) {
      path.add(to);
    }
  }

  private boolean deploy(String slot, String id) {
    if (!exists(id)) {
      return false;
    }
    point(slot, id, "deploy");
    return true;
  }

  private boolean swap(String slot, String other) {
    String first = current(slot);
    String second = current(other);
    if (first == null || second == null || slot.equals(other)) {
      return false;
    }
    point(slot, second, "swap");
    point(other, first, "swap");
    return true;
  }

  /** Back to the version before; emptiness on the way is no version. */
  private boolean rollback(String slot) {
    List<@Nullable String> path = new ArrayList<>(paths.getOrDefault(slot, List.of()));
    if (path.isEmpty()) {
      return false;
    }
    String from = path.remove(path.size() - 1);
    while (!path.isEmpty() && path.get(path.size() - 1) == null) {
      path.remove(path.size() - 1);
    }
    String to = path.isEmpty() ? null : path.get(path.size() - 1);
    if (to == null || !exists(to)) {
      return false;
    }
    history.add("rollback %s %s -> %s".formatted(slot, from, to));
    paths.put(slot, path);
    return true;
  }

  private boolean retire(String slot) {
    if (current(slot) == null) {
      return false;
    }
    point(slot, null, "retire");
    return true;
  }

  private boolean remove(String id) {
    if (!exists(id) || paths.keySet().stream().anyMatch(slot -> id.equals(current(slot)))) {
      return false;
    }
    String[] parts = id.split(":");
    versions.get(parts[0]).remove(Integer.valueOf(parts[1]));
    return true;
  }

  private boolean collect(int newest, int rollbacks) {
    Set<String> used = new HashSet<>();
    for (String slot : paths.keySet()) {
      // Where the slot may be after so many rollbacks.
      List<String> reachable =
          new ArrayList<>(paths.get(slot).stream().filter(id -> id != null).toList());
      int more = current(slot) == null ? 0 : 1;
      used.addAll(
          reachable.subList(Math.max(0, reachable.size() - rollbacks - more), reachable.size()));
    }
    versions.forEach(
        (name, numbers) -> {
          List<Integer> old =
              new ArrayList<>(numbers.subList(0, Math.max(0, numbers.size() - newest)));
          old.removeIf(number -> used.contains(name + ":" + number));
          numbers.removeAll(old);
        });
    return true;
  }

  /** {@return all of it as text} */
  String describe() {
    StringBuilder text = new StringBuilder();
    versions.forEach(
        (name, numbers) -> {
          if (!numbers.isEmpty()) {
            text.append(name).append(numbers).append('\n');
          }
        });
    paths.keySet().stream()
        .filter(slot -> current(slot) != null)
        .forEach(slot -> text.append(slot).append("=").append(current(slot)).append('\n'));
    history.forEach(change -> text.append(change).append('\n'));
    return text.toString();
  }

  /** {@return all of a store, in the same words} */
  static String describe(ModelStore store) {
    StringBuilder text = new StringBuilder();
    for (String name : store.models()) {
      text.append(name)
          .append(store.versions(name).stream().map(ModelVersion::number).toList())
          .append('\n');
    }
    store
        .slots()
        .forEach(
            (slot, version) -> text.append(slot).append("=").append(version.id()).append('\n'));
    for (SlotChange change : store.history()) {
      text.append(
          "%s %s %s -> %s\n"
              .formatted(
                  change.action().key(),
                  change.slot(),
                  change.from().orElse(null),
                  change.to().orElse(null)));
    }
    return text.toString();
  }
}
