package io.nerine.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Texts that are equal or nearly so, in groups. Immutable.
 *
 * <pre>{@code
 * NearDuplicates twins = NearDuplicates.of(texts);
 * for (List<Integer> group : twins.groups()) {
 *   System.out.println(group + " say the same");
 * }
 * }</pre>
 *
 * <p>The similarity of two texts is that of Jaccard: the shingles they share over the shingles that
 * either has. Shingles are pairs of neighbouring words, or runs of three characters where one of
 * the two texts has fewer than 20 words; the edges of the text count as well. A text of fewer than
 * 20 words and one of 40 or more are not compared and have similarity 0. Before, letters are put
 * into lower case and compatibility form (NFKC), and white space, punctuation and invisible format
 * characters are left out, so that texts that differ in these alone have similarity 1. A character
 * of a script written without spaces, such as Han, is a word by itself. At the default similarity
 * of 0.8 a sentence may have one word in about fifteen replaced, and a single word is like another
 * only if they differ in these details or are long.
 *
 * <p>Candidates are found by MinHash signatures (Broder, "On the resemblance and containment of
 * documents", 1997) in bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter
 * 3), and then compared as said above, so no pair is listed that is less similar. A pair just at
 * the threshold is missed with a probability of 1 in 200, a more similar one less often; texts of
 * the same words never are. Time grows with the characters, and memory with the texts by at most
 * half a kilobyte each, whatever they hold: where hundreds of texts made from one template are
 * candidates for each other, each is compared with a few of them, so that some pairs are missed.
 * The same texts give the same groups on every machine.
 */
public final class NearDuplicates {

  /** The similarity above which texts are near-duplicates unless told otherwise. */
  public static final double DEFAULT_SIMILARITY = 0.8;

  private static final double LEAST_SIMILARITY = 0.5;

  private final double threshold;
  private final List<Pair> pairs;
  private final List<List<Integer>> groups;

  /**
   * Two texts that were compared and found similar enough.
   *
   * @param first the index of the earlier text
   * @param second the index of the later text
   * @param similarity their similarity, from the threshold to 1
   */
  public record Pair(int first, int second, double similarity) {

    /**
     * Creates the pair.
     *
     * @throws IllegalArgumentException unless {@code 0 <= first < second} and the similarity is 0
     *     to 1
     */
    public Pair {
      if (first < 0 || second <= first || !(similarity >= 0 && similarity <= 1)) {
        throw new IllegalArgumentException(
            "A pair needs 0 <= first < second and a similarity of 0 to 1, found %d, %d and %s"
                .formatted(first, second, similarity));
      }
    }
  }

  private NearDuplicates(double threshold, List<Pair> pairs, List<List<Integer>> groups) {
    this.threshold = threshold;
    this.pairs = pairs;
    this.groups = groups;
  }

  /**
   * Finds the texts that are similar by {@value #DEFAULT_SIMILARITY} or more.
   *
   * @param texts the texts; may be empty, and hold any characters
   * @return the groups
   */
  public static NearDuplicates of(List<String> texts) {
    return of(texts, DEFAULT_SIMILARITY);
  }

  /**
   * Finds the texts that are similar by a measure of one's own.
   *
   * @param texts the texts; may be empty, and hold any characters
   * @param similarity the least similarity of near-duplicates, 0.5 to 1
   * @return the groups
   * @throws IllegalArgumentException if the similarity lies outside
   */
  public static NearDuplicates of(List<String> texts, double similarity) {
    Objects.requireNonNull(texts, "texts");
    DuplicateSearch search = new DuplicateSearch(List.copyOf(texts), checked(similarity));
    List<Pair> pairs = new ArrayList<>(search.find());
    pairs.sort(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second));
    List<List<Integer>> groups = search.groups().stream().filter(set -> set.size() > 1).toList();
    return new NearDuplicates(
        similarity,
        Collections.unmodifiableList(pairs),
        groups.stream().map(List::copyOf).toList());
  }

  static double checked(double similarity) {
    if (!(similarity >= LEAST_SIMILARITY && similarity <= 1)) {
      throw new IllegalArgumentException("similarity must be 0.5 to 1, found " + similarity);
    }
    return similarity;
  }

  /**
   * Compares two texts as the search does.
   *
   * @param one a text
   * @param other another text
   * @return their similarity, 0 to 1; 1 for two texts without any character that counts
   */
  public static double similarity(String one, String other) {
    return Shingles.of(Objects.requireNonNull(one, "one"))
        .similarity(Shingles.of(Objects.requireNonNull(other, "other")));
  }

  /** {@return the least similarity of near-duplicates, 0.5 to 1} */
  public double threshold() {
    return threshold;
  }

  /**
   * Returns the texts that are near-duplicates of each other, directly or through others.
   *
   * @return groups of two or more indexes of texts, ascending, by their first index; no index is in
   *     two groups
   */
  public List<List<Integer>> groups() {
    return groups;
  }

  /**
   * Returns the pairs that hold the groups together: for a group of <i>n</i> texts <i>n</i> - 1
   * pairs that connect them, since the number of all pairs grows with the square of <i>n</i>.
   *
   * @return the pairs, by their first index, then by their second
   */
  public List<Pair> pairs() {
    return pairs;
  }

  @Override
  public String toString() {
    return "NearDuplicates[%d groups, similarity %s]".formatted(groups.size(), threshold);
  }
}
