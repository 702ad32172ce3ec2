package io.nerine.rules;

import java.util.Arrays;

/**
 * A trie over numbered words: which sequences of words begin an entry, and which entries end there.
 * Its edges stand in one hash table with open addressing. Not thread-safe while entries are added.
 *
 * <p>A place in the trie is a node's number, doubled, and 1 where an entry ends, so that a search
 * need not look at a node to know.
 */
final class WordTrie {

  static final int NONE = 0;

  /** The entry that no entry ends at. */
  static final int NO_ENTRY = -1;

  /** The node of the entries that begin with a word; 0 where there are none. */
  private int[] first = new int[1 << 9];

  /** By turns node and word of an edge, 0 where there is none, and the place it leads to. */
  private long[] edges = new long[1 << 10];

  private int edgeCount;

  /**
   * A bit for each hash of an edge (Bloom, 1970, with one hash function): most pairs of words that
   * a text asks for are no edge, and the bits fit the processor's cache where the edges do not.
   */
  private long[] filter = new long[1];

  /** The last entry that ends at a node and 1, 0 if none does. */
  private int[] entries = new int[1 << 10];

  private int nodes;

  /** {@return the place behind a place and a word, or {@link #NONE}} */
  int next(int place, int word) {
    int hash = hash(key(place >> 1, word));
    boolean possible = (filter[(hash >>> 6) & (filter.length - 1)] & (1L << hash)) != 0;
    return possible ? (int) edges[slot(place >> 1, word) + 1] : NONE;
  }

  static boolean endsEntry(int place) {
    return (place & 1) != 0;
  }

  /** {@return the last entry that ends at a place, or {@link #NO_ENTRY}} */
  int entry(int place) {
    return entries[place >> 1] - 1;
  }

  /**
   * Returns the place of a sequence of words, which is made if it is new.
   *
   * @param words {@code [length]} the numbers of the words, at least one
   * @return the place
   */
  int place(int[] words) {
    int node = addFirst(words[0]);
    for (int i = 1; i < words.length; i++) {
      node = addNext(node, words[i]);
    }
    return node << 1;
  }

  /** Makes an entry the last one that ends at a place. */
  void end(int place, int entry) {
    entries[place >> 1] = entry + 1;
  }

  /**
   * Ends the building.
   *
   * @param words the number of words
   * @return {@code [words]} the place of the entries that begin with a word, or {@link #NONE}
   */
  int[] freeze(int words) {
    // Eight to sixteen bits an edge.
    filter = new long[Math.max(1, Integer.highestOneBit(edgeCount) * 16 / Long.SIZE)];
    for (int slot = 0; slot < edges.length; slot += 2) {
      if (edges[slot] != 0) {
        int hash = hash(edges[slot]);
        filter[(hash >>> 6) & (filter.length - 1)] |= 1L << hash;
        edges[slot + 1] = flagged((int) edges[slot + 1] >> 1);
      }
    }
    int[] roots = new int[words];
    for (int word = 0; word < Math.min(words, first.length); word++) {
      roots[word] = first[word] == 0 ? NONE : flagged(first[word]);
    }
    first = new int[0];
    return roots;
  }

  private int flagged(int node) {
    return (node << 1) | (entries[node] == 0 ? 0 : 1);
  }

  private int addFirst(int word) {
    if (word >= first.length) {
      first = Arrays.copyOf(first, Math.max(2 * first.length, word + 1));
    }
    if (first[word] == 0) {
      first[word] = newNode();
    }
    return first[word];
  }

  private int addNext(int node, int word) {
    int slot = slot(node, word);
    if (edges[slot] != 0) {
      return (int) edges[slot + 1] >> 1;
    }
    int target = newNode();
    edges[slot] = key(node, word);
    edges[slot + 1] = (long) target << 1;
    edgeCount++;
    if (4 * edgeCount > edges.length) {
      rehash();
    }
    return target;
  }

  private int newNode() {
    nodes++;
    if (nodes == entries.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    return nodes;
  }

  /** Never 0, since no node is. */
  private static long key(int node, int word) {
    return ((long) node << 32) | word;
  }

  private int slot(int node, int word) {
    long key = key(node, word);
    int slot = 2 * (hash(key) & (edges.length / 2 - 1));
    while (edges[slot] != 0 && edges[slot] != key) {
      slot = (slot + 2) & (edges.length - 1);
    }
    return slot;
  }

  private void rehash() {
    long[] old = edges;
    edges = new long[2 * old.length];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        int slot = slot((int) (old[i] >>> 32), (int) old[i]);
        edges[slot] = old[i];
        edges[slot + 1] = old[i + 1];
      }
    }
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static int hash(long key) {
    long mixed = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) (mixed ^ (mixed >>> 31));
  }
}
