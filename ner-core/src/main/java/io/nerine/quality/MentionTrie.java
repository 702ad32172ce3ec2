package io.nerine.quality;

import java.util.HashMap;
import java.util.Map;

/**
 * Sequences of words, for finding all of them in one pass over a text. Each node stands for a
 * sequence and has a number. Not thread-safe.
 */
final class MentionTrie {

  /** The node of the empty sequence. */
  static final int ROOT = 0;

  /** No node. */
  static final int NONE = -1;

  /** Longer mentions are not looked for elsewhere, which bounds the work that a place can take. */
  static final int MAX_WORDS = 16;

  private final Map<Long, Integer> edges = new HashMap<>();
  private int nodes = 1;

  private static long edge(int node, int word) {
    return (long) node << 32 | word;
  }

  /** {@return the node behind another by one word, or {@link #NONE}} */
  int next(int node, int word) {
    Integer next = edges.get(edge(node, word));
    return next == null ? NONE : next;
  }

  /** {@return the node behind another by one word, made if it is missing} */
  int extend(int node, int word) {
    Integer next = edges.putIfAbsent(edge(node, word), nodes);
    return next == null ? nodes++ : next;
  }

  /** {@return the number of nodes, which are numbered from 0} */
  int size() {
    return nodes;
  }
}
