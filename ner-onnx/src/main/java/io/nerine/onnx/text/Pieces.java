package io.nerine.onnx.text;

import java.util.Arrays;

/**
 * The sub-word tokens of a text with the place of each. They are in text order; a token can be
 * empty, and several can share a place, as the bytes of one character do. Not thread-safe.
 */
final class Pieces {

  private int[] ids = new int[16];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int size;

  /**
   * Adds a token.
   *
   * @param id its id
   * @param start the offset of its first UTF-16 unit
   * @param end the offset behind its last UTF-16 unit
   */
  void add(int id, int start, int end) {
    if (size == ids.length) {
      int capacity = size + (size >> 1);
      ids = Arrays.copyOf(ids, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    ids[size] = id;
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  int size() {
    return size;
  }

  /** {@return the ids; the array may be longer than there are tokens} */
  int[] ids() {
    return ids;
  }

  int start(int piece) {
    return starts[piece];
  }

  int end(int piece) {
    return ends[piece];
  }
}
