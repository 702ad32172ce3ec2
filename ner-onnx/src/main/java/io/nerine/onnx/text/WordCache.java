package io.nerine.onnx.text;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the sub-word tokens of words, in bounded space and without a lock. Thread-safe.
 *
 * <p>The table is set-associative: a word has four places, and a new one takes the first of them,
 * moving the others on and the fourth out. Frequent words are put back by their next occurrence. A
 * look-up compares the word in place, so a hit allocates nothing.
 *
 * <p>Threads race on the table on purpose. Entries are immutable, with final fields, so a thread
 * sees a whole entry or none; the worst that a race does is to lose an entry or keep it twice.
 */
final class WordCache {

  private static final int WAYS = 4;

  private final @Nullable Entry[] table;
  private final int setMask;

  private static final class Entry {
    final int hash;
    final String word;
    final int[] ids;

    Entry(int hash, String word, int[] ids) {
      this.hash = hash;
      this.word = word;
      this.ids = ids;
    }
  }

  /**
   * Creates an empty cache.
   *
   * @param capacity the greatest number of words, a power of two, at least 4
   */
  WordCache(int capacity) {
    this.table = new @Nullable Entry[capacity];
    this.setMask = capacity / WAYS - 1;
  }

  int @Nullable [] get(String text, int start, int end) {
    int hash = hash(text, start, end);
    int set = (hash & setMask) * WAYS;
    for (int way = set; way < set + WAYS; way++) {
      Entry entry = table[way];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash
          && entry.word.length() == end - start
          && text.startsWith(entry.word, start)) {
        return entry.ids;
      }
    }
    return null;
  }

  void put(String word, int[] ids) {
    int hash = hash(word, 0, word.length());
    int set = (hash & setMask) * WAYS;
    for (int way = set + WAYS - 1; way > set; way--) {
      table[way] = table[way - 1];
    }
    table[set] = new Entry(hash, word, ids);
  }

  private static int hash(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    // The polynomial leaves the low bits of short words poor.
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }
}
