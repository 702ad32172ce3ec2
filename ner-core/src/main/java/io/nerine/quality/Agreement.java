package io.nerine.quality;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far two annotators agree on the documents that both tagged.
 *
 * @param first the name of one annotator
 * @param second the name of the other, which sorts behind
 * @param documents the number of documents that both tagged
 * @param words the number of words in them
 * @param firstMentions the number of mentions that the first tagged
 * @param secondMentions the number of mentions that the second tagged
 * @param sameMentions the number of mentions that both tagged with the same start, end and type
 * @param kappa Cohen's kappa over the words ("A coefficient of agreement for nominal scales",
 *     1960): the label of a word is the type of the tag that covers it, of the first where several
 *     do, or none. 1 is full agreement, 0 what chance gives; 1 where both give all words one label.
 *     Words without a tag are agreed on so easily that it is higher than a kappa of mentions would
 *     be
 */
public record Agreement(
    String first,
    String second,
    int documents,
    long words,
    long firstMentions,
    long secondMentions,
    long sameMentions,
    double kappa) {

  /**
   * Returns the exact F1 of one annotator's mentions against the other's, which is the same both
   * ways; the usual measure where the number of things not tagged is not defined (Hripcsak and
   * Rothschild, "Agreement, the F-measure, and reliability in information retrieval", 2005).
   *
   * @return 0 to 1; 1 where neither tagged anything
   */
  public double f1() {
    long all = firstMentions + secondMentions;
    return all == 0 ? 1 : 2.0 * sameMentions / all;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", first);
    map.put("second", second);
    map.put("documents", documents);
    map.put("words", words);
    map.put("firstMentions", firstMentions);
    map.put("secondMentions", secondMentions);
    map.put("sameMentions", sameMentions);
    map.put("f1", Figures.rounded(f1()));
    map.put("kappa", Figures.rounded(kappa));
    return map;
  }
}
