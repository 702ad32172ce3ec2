package io.nerine.evaluation;

import io.nerine.exception.DataFormatException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A scheme by which tags such as {@code B-Site} mark entities of several words, read strictly: tags
 * that are illegal in it mark nothing. The rules are those of seqeval 1.2.2 (Nakayama, 2018).
 */
public enum SequenceScheme {
  /** {@code I}, and {@code B} only where an entity follows one of its type at once. */
  IOB1("IOB", "OI? II! BI? IB= BB=", "BI= II=", "II! IO? IB? BO? BI! BB="),
  /** {@code B} for the first word, {@code I} for the others; also known as BIO. */
  IOB2("IOB", "*B?", "BI= II=", "IO? II! IB? BO? BI! BB?"),
  /** {@code I}, and {@code E} only where an entity of the same type follows at once. */
  IOE1("IOE", "OI? II! EI? EE=", "II= IE=", "II! IO? IE! EI= EE="),
  /** {@code E} for the last word, {@code I} for the others. */
  IOE2("IOE", "OI? OE? EI? EE? II! IE!", "IE= II=", "E*?"),
  /** {@code B}, {@code I}, {@code E}, and {@code S} for a single word; also known as BIOES. */
  IOBES("IOBES", "*B? *S?", "BI= BE= II= IE=", "S*? E*?"),
  /** {@code B}, {@code I}, {@code L} for the last word, and {@code U} for a single word. */
  BILOU("BILOU", "*B? *U?", "BI= BL= II= IL=", "U*? L*?");

  /** Sets of prefixes that name a scheme, as sorted letters. */
  private static final Set<String> IOB2_PREFIXES = Set.of("BIO", "BI", "BO", "B");

  private static final Set<String> IOE2_PREFIXES = Set.of("EIO", "EI", "EO", "E");
  private static final Set<String> IOBES_PREFIXES =
      Set.of("BEIOS", "BEIS", "BEIO", "BEOS", "BEI", "BES", "BEO", "BE", "S");
  private static final Set<String> BILOU_PREFIXES =
      Set.of("BILOU", "BILU", "BILO", "BLOU", "BIL", "BLU", "BLO", "BL", "U");

  /** Three letters and a space. */
  private static final int RULE_LENGTH = 4;

  private final String prefixes;
  private final String starts;
  private final String insides;
  private final String ends;

  /**
   * Rules are triples: the prefix before, this prefix ({@code *} for any), and whether the types
   * must be the same ({@code =}), must differ ({@code !}) or do not matter ({@code ?}).
   */
  SequenceScheme(String prefixes, String starts, String insides, String ends) {
    this.prefixes = prefixes;
    this.starts = starts;
    this.insides = insides;
    this.ends = ends;
  }

  /**
   * Finds the scheme of tags by the prefixes that they use, as seqeval does.
   *
   * @param sequences tags, a list a sentence
   * @return {@link #IOB2}, {@link #IOE2}, {@link #IOBES} or {@link #BILOU}
   * @throws DataFormatException if the prefixes are those of none of these
   */
  public static SequenceScheme detect(List<List<String>> sequences) {
    Set<Character> found = new TreeSet<>();
    for (List<String> tags : sequences) {
      for (String tag : tags) {
        found.add(tag.isEmpty() ? '?' : tag.charAt(0));
      }
    }
    StringBuilder letters = new StringBuilder();
    found.forEach(letters::append);
    String set = letters.toString();
    if (IOB2_PREFIXES.contains(set)) {
      return IOB2;
    }
    if (IOE2_PREFIXES.contains(set)) {
      return IOE2;
    }
    if (IOBES_PREFIXES.contains(set)) {
      return IOBES;
    }
    if (BILOU_PREFIXES.contains(set)) {
      return BILOU;
    }
    throw new DataFormatException(
        ("The prefixes of the tags, %s, are not those of IOB2, IOE2, IOBES or BILOU; name the"
                + " scheme")
            .formatted(found));
  }

  boolean allows(char prefix) {
    return prefixes.indexOf(prefix) >= 0;
  }

  String prefixes() {
    return prefixes;
  }

  boolean starts(SequenceTag before, SequenceTag tag) {
    return matches(starts, before, tag);
  }

  boolean continues(SequenceTag before, SequenceTag tag) {
    return matches(insides, before, tag);
  }

  boolean endsBefore(SequenceTag before, SequenceTag tag) {
    return matches(ends, before, tag);
  }

  private static boolean matches(String rules, SequenceTag before, SequenceTag tag) {
    for (int rule = 0; rule < rules.length(); rule += RULE_LENGTH) {
      char types = rules.charAt(rule + 2);
      if (isEither(rules.charAt(rule), before.prefix())
          && isEither(rules.charAt(rule + 1), tag.prefix())
          && (types == '?' || (types == '=') == before.type().equals(tag.type()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEither(char rule, char prefix) {
    return rule == '*' || rule == prefix;
  }
}
