package io.nerine.rules;

import java.util.Arrays;

/**
 * Numbers words from 0 in the order of their first appearance. A hash table with open addressing in
 * which hash and value of a word stand side by side, so that looking one up costs one cache line;
 * the characters, in an array of their own, are not looked at. Not thread-safe while words are
 * added.
 */
final class WordTable {

  /** The value of a word that the table does not hold. */
  static final long UNKNOWN = 0;

  private char[] pool = new char[1 << 12];
  private int[] starts = new int[1 << 9];
  private int size;

  /**
   * By turns the hash of a word, 0 where there is none, and its value: in the lower half its number
   * and 1, in the upper half where the entries begin that it begins.
   */
  private long[] table = new long[1 << 10];

  /** {@return the number of words} */
  int size() {
    return size;
  }

  /** {@return the number of a word, which is added if it is new} */
  int add(char[] word, int length) {
    long hash = hash(word, 0, length);
    int slot = slot(hash);
    while (table[slot] != 0) {
      int number = number(table[slot + 1]);
      if (table[slot] == hash && is(number, word, length)) {
        return number;
      }
      slot = next(slot);
    }
    if (starts.length < size + 2) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    int start = starts[size];
    if (pool.length < start + length) {
      pool = Arrays.copyOf(pool, Math.max(2 * pool.length, start + length));
    }
    System.arraycopy(word, 0, pool, start, length);
    starts[size + 1] = start + length;
    size++;
    table[slot] = hash;
    table[slot + 1] = size;
    if (4 * size > table.length) {
      rehash();
    }
    return size - 1;
  }

  /**
   * Looks a word up by its hash of 64 bits alone: what is found may, rarely, be another word, see
   * {@link #is}.
   *
   * @return its value, or {@link #UNKNOWN}
   */
  long find(char[] word, int length) {
    long hash = hash(word, 0, length);
    int slot = slot(hash);
    while (table[slot] != 0 && table[slot] != hash) {
      slot = next(slot);
    }
    return table[slot] == 0 ? UNKNOWN : table[slot + 1];
  }

  static int number(long value) {
    return (int) value - 1;
  }

  static int root(long value) {
    return (int) (value >>> 32);
  }

  /** Puts where the entries begin that each word begins beside its number. */
  void setRoots(int[] rootByNumber) {
    for (int slot = 0; slot < table.length; slot += 2) {
      if (table[slot] != 0) {
        int number = number(table[slot + 1]);
        table[slot + 1] = ((long) rootByNumber[number] << 32) | (number + 1);
      }
    }
  }

  /** {@return whether a number is that of a word} */
  boolean is(int number, char[] word, int length) {
    int start = starts[number];
    return starts[number + 1] - start == length
        && Arrays.equals(pool, start, start + length, word, 0, length);
  }

  /** {@return the word of a number} */
  String word(int number) {
    return new String(pool, starts[number], starts[number + 1] - starts[number]);
  }

  private int slot(long hash) {
    return 2 * ((int) hash & (table.length / 2 - 1));
  }

  private int next(int slot) {
    return (slot + 2) & (table.length - 1);
  }

  private void rehash() {
    long[] old = table;
    table = new long[2 * old.length];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        int slot = slot(old[i]);
        while (table[slot] != 0) {
          slot = next(slot);
        }
        table[slot] = old[i];
        table[slot + 1] = old[i + 1];
      }
    }
  }

  private static long hash(char[] chars, int start, int end) {
    long hash = 0;
    for (int i = start; i < end; i++) {
      hash = (hash ^ chars[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return hash == 0 ? 1 : hash;
  }
}
