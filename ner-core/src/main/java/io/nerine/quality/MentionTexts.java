package io.nerine.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The different texts of all mentions, and as what types each is tagged how often. */
final class MentionTexts {

  private static final int[] NO_TYPES = {};

  private final MentionTrie trie = new MentionTrie();
  private final List<Mention> mentions = new ArrayList<>();
  private final List<Integer> nodes = new ArrayList<>();
  private Mention[] samples = new Mention[1024];

  /** By node: a type, how often, another type, how often, and so on. */
  private int[][] counts = new int[1024][];

  /** Adds a mention and gives it its node. */
  void add(Mention mention) {
    if (!mention.aligned() || mention.size() > MentionTrie.MAX_WORDS) {
      return;
    }
    int node = MentionTrie.ROOT;
    for (int i = mention.first(); i < mention.end(); i++) {
      node = trie.extend(node, mention.document().key(i));
    }
    mention.setNode(node);
    mentions.add(mention);
    if (node >= counts.length) {
      int capacity = Math.max(node + 1, counts.length * 2);
      counts = Arrays.copyOf(counts, capacity);
      samples = Arrays.copyOf(samples, capacity);
    }
    if (counts[node] == null) {
      counts[node] = new int[] {mention.type(), 1};
      samples[node] = mention;
      nodes.add(node);
    } else {
      count(node, mention.type());
    }
  }

  private void count(int node, int type) {
    int[] old = counts[node];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] == type) {
        old[i + 1]++;
        return;
      }
    }
    int[] wider = Arrays.copyOf(old, old.length + 2);
    wider[old.length] = type;
    wider[old.length + 1] = 1;
    counts[node] = wider;
  }

  MentionTrie trie() {
    return trie;
  }

  /** {@return the mentions that have a node, in order} */
  List<Mention> mentions() {
    return Collections.unmodifiableList(mentions);
  }

  /** {@return the nodes that are the text of a mention, in the order of their first} */
  List<Integer> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** {@return the text of a node as its first mention spells it} */
  String text(int node) {
    return samples[node].text();
  }

  /** {@return how often the text of a node is tagged, as whatever type} */
  int tagged(int node) {
    int sum = 0;
    int[] pairs = pairs(node);
    for (int i = 1; i < pairs.length; i += 2) {
      sum += pairs[i];
    }
    return sum;
  }

  /** {@return how often the text of a node is tagged as a type} */
  int tagged(int node, int type) {
    int[] pairs = pairs(node);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] == type) {
        return pairs[i + 1];
      }
    }
    return 0;
  }

  /** {@return the types that the text of a node is tagged as, the most frequent first} */
  List<Integer> types(int node) {
    int[] pairs = pairs(node);
    List<Integer> types = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      types.add(pairs[i]);
    }
    types.sort((one, other) -> Integer.compare(tagged(node, other), tagged(node, one)));
    return types;
  }

  private int[] pairs(int node) {
    return node < 0 || node >= counts.length || counts[node] == null ? NO_TYPES : counts[node];
  }

  /** {@return the node of some words, or {@link MentionTrie#NONE}} */
  int node(CheckedDocument document, int first, int end) {
    if (end - first > MentionTrie.MAX_WORDS) {
      return MentionTrie.NONE;
    }
    int node = MentionTrie.ROOT;
    for (int i = first; i < end && node != MentionTrie.NONE; i++) {
      node = trie.next(node, document.key(i));
    }
    return node;
  }
}
