package io.nerine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** One search for near-duplicates: equal texts first, then by characters and by words. */
final class DuplicateSearch {

  /** With how many texts of a bucket another one is compared; more would be quadratic. */
  private static final int LEADERS = 8;

  /** By how many standard deviations the estimate may be too low before a pair is let go. */
  private static final double DEVIATIONS = 3.5;

  /** Shingles that are kept for texts likely to be compared again, 8 bytes each. */
  private static final long CACHED_SHINGLES = 4_000_000;

  private final List<String> texts;
  private final double threshold;
  private final MinHash minHash;
  private final double leastEstimate;
  private final DisjointSets sets;
  private final List<NearDuplicates.Pair> pairs = new ArrayList<>();

  private long comparisons;

  /** The number of words of each text; -1 for one that is equal to an earlier one. */
  private final int[] words;

  DuplicateSearch(List<String> texts, double threshold) {
    this.texts = texts;
    this.threshold = threshold;
    this.minHash = new MinHash(threshold);
    this.leastEstimate =
        threshold - DEVIATIONS * Math.sqrt(threshold * (1 - threshold) / minHash.places());
    this.sets = new DisjointSets(texts.size());
    this.words = new int[texts.size()];
  }

  /** {@return pairs that connect each group} */
  List<NearDuplicates.Pair> find() {
    joinEqualTexts();
    // Two texts of which neither is short are compared by words, though both may be in here.
    Buckets byCharacters = new Buckets(Shingles::ofCharacters, words -> words < Shingles.SHORT);
    Buckets byWords = new Buckets(Shingles::ofWords, words -> true);
    for (int i = 0; i < texts.size(); i++) {
      if (words[i] < 0) {
        continue;
      }
      Shingles shingles = Shingles.of(texts.get(i));
      words[i] = shingles.words();
      if (shingles.canBeLikeShort()) {
        byCharacters.add(i, shingles);
      }
      if (!shingles.isShort()) {
        byWords.add(i, shingles);
      }
    }
    byCharacters.join();
    byWords.join();
    return pairs;
  }

  List<List<Integer>> groups() {
    return sets.sets();
  }

  /** {@return how often two texts were compared, by their signatures at least} */
  long comparisons() {
    return comparisons;
  }

  private void joinEqualTexts() {
    Map<String, Integer> firstOfText = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      Integer first = firstOfText.putIfAbsent(texts.get(i), i);
      if (first != null) {
        words[i] = -1;
        sets.join(first, i);
        pairs.add(new NearDuplicates.Pair(first, i, 1));
      }
    }
  }

  /** What is kept of a text: the keys of its bands, and the low bytes of its signature. */
  private static final class Member {
    private final int text;
    private final int[] keys;
    private final byte[] sketch;

    Member(int text, MinHash minHash, int[] signature) {
      this.text = text;
      this.keys = minHash.keys(signature);
      this.sketch = new byte[signature.length];
      for (int place = 0; place < sketch.length; place++) {
        sketch[place] = (byte) signature[place];
      }
    }
  }

  /** Texts that are compared by one kind of shingle, by what their bands have in common. */
  private final class Buckets {

    private final Function<Shingles, long[]> kind;

    /** Whether a pair is compared by this kind, by the words of the one that has fewer. */
    private final IntPredicate comparable;

    private final List<Member> members = new ArrayList<>();
    private final int[] signature = new int[minHash.places()];
    private final Map<Integer, long[]> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cached;

    Buckets(Function<Shingles, long[]> kind, IntPredicate comparable) {
      this.kind = kind;
      this.comparable = comparable;
    }

    void add(int text, Shingles shingles) {
      minHash.sign(kind.apply(shingles), signature);
      members.add(new Member(text, minHash, signature));
    }

    void join() {
      long[] order = new long[members.size()];
      for (int key = 0; key < minHash.keys(); key++) {
        for (int i = 0; i < order.length; i++) {
          order[i] = (long) members.get(i).keys[key] << 32 | i;
        }
        Arrays.sort(order);
        for (int start = 0, end; start < order.length; start = end) {
          end = start + 1;
          while (end < order.length && order[end] >>> 32 == order[start] >>> 32) {
            end++;
          }
          joinBucket(order, start, end);
        }
      }
    }

    private void joinBucket(long[] order, int start, int end) {
      Member[] leaders = new Member[Math.min(LEADERS, end - start)];
      int count = 0;
      for (int at = start; at < end; at++) {
        Member member = members.get((int) order[at]);
        boolean found = false;
        for (int i = 0; i < count && !found; i++) {
          found = areJoined(leaders[i], member);
        }
        if (!found && count < leaders.length) {
          leaders[count++] = member;
        }
      }
    }

    private boolean areJoined(Member leader, Member member) {
      int first = leader.text;
      int second = member.text;
      if (sets.first(first) == sets.first(second)) {
        return true;
      }
      comparisons++;
      if (!comparable.test(Math.min(words[first], words[second]))
          || estimate(leader.sketch, member.sketch) < leastEstimate) {
        return false;
      }
      double similarity = Shingles.jaccard(shingles(first), shingles(second));
      if (similarity < threshold) {
        return false;
      }
      sets.join(first, second);
      pairs.add(new NearDuplicates.Pair(first, second, similarity));
      return true;
    }

    private static double estimate(byte[] one, byte[] other) {
      int equal = 0;
      for (int place = 0; place < one.length; place++) {
        equal += one[place] == other[place] ? 1 : 0;
      }
      return (double) equal / one.length;
    }

    private long[] shingles(int text) {
      long[] known = cache.get(text);
      if (known != null) {
        return known;
      }
      long[] shingles = kind.apply(Shingles.of(texts.get(text)));
      cache.put(text, shingles);
      cached += shingles.length;
      Iterator<long[]> eldest = cache.values().iterator();
      while (cached > CACHED_SHINGLES && cache.size() > 2) {
        cached -= eldest.next().length;
        eldest.remove();
      }
      return shingles;
    }
  }
}
