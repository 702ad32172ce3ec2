package io.nerine.evaluation;

import java.util.Arrays;

/** A growing column of numbers, four bytes each. Not thread-safe. */
final class IntColumn {

  private int[] values = new int[16];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.addExact(size, (size >> 1) + 1));
    }
    values[size++] = value;
  }

  /** Gives back what was set aside for growth. */
  void trim() {
    values = Arrays.copyOf(values, size);
  }

  int get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
