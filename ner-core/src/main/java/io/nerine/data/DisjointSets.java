package io.nerine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers from 0, in sets that are joined one by one. The first number names its set. */
final class DisjointSets {

  private final int[] parent;

  DisjointSets(int size) {
    this.parent = new int[size];
    for (int i = 0; i < size; i++) {
      parent[i] = i;
    }
  }

  /** {@return the first number of the set} */
  int first(int number) {
    int at = number;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** {@return whether the two were in different sets} */
  boolean join(int one, int other) {
    int first = first(one);
    int second = first(other);
    parent[Math.max(first, second)] = Math.min(first, second);
    return first != second;
  }

  /** {@return all sets, by their first number, each ascending} */
  List<List<Integer>> sets() {
    Map<Integer, List<Integer>> sets = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      sets.computeIfAbsent(first(i), first -> new ArrayList<>()).add(i);
    }
    return List.copyOf(sets.values());
  }
}
