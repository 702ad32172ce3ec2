package io.nerine.internal.format.tokens;

import java.util.Optional;

/** How tags are spelled, whatever their scheme. */
public enum TagNotation {
  /** {@code B-PER}; the type may be missing. */
  DASH,
  /** {@code B_PER}. */
  UNDERSCORE,
  /** {@code PER}: the tag is the type. */
  TYPE,
  /** {@code (PER*}, {@code *)}, {@code (PER)} and {@code *}, as in CoNLL-2012. */
  BRACKETS;

  private static final String LETTERS = "BIESMLUWbiesmluw";

  /**
   * Judges tags of one file.
   *
   * @param tags some of its tags
   * @return the notation of most; empty if all stand for no entity
   */
  public static Optional<TagNotation> of(Iterable<String> tags) {
    int dashed = 0;
    int underscored = 0;
    int brackets = 0;
    int types = 0;
    boolean bare = false;
    for (String tag : tags) {
      if (isOutside(tag)) {
        continue;
      }
      if (isBracket(tag)) {
        brackets++;
      } else if (hasPrefix(tag, '-')) {
        dashed++;
      } else if (hasPrefix(tag, '_')) {
        underscored++;
      } else if (tag.length() == 1 && isLetter(tag.charAt(0))) {
        bare = true;
      } else {
        types++;
      }
    }
    // Prefixes are no accident; a tag without one among them is.
    if (dashed > 0 && dashed >= underscored) {
      return Optional.of(DASH);
    }
    if (underscored > types) {
      return Optional.of(UNDERSCORE);
    }
    if (brackets > types) {
      return Optional.of(BRACKETS);
    }
    if (types > 0) {
      return Optional.of(TYPE);
    }
    return bare ? Optional.of(DASH) : Optional.empty();
  }

  /** {@return whether a tag says that its token is in no entity} */
  public static boolean isOutside(String tag) {
    return tag.equals("O")
        || tag.equals("o")
        || tag.equals("_")
        || tag.equals("-")
        || tag.equals("*")
        || tag.isBlank();
  }

  /** {@return whether a tag has a prefix of one of the schemes, with or without a type} */
  public static boolean isPrefixed(String tag) {
    return hasPrefix(tag, '-')
        || hasPrefix(tag, '_')
        || (tag.length() == 1 && isLetter(tag.charAt(0)));
  }

  /** {@return whether a tag opens or closes a bracket} */
  public static boolean isBracket(String tag) {
    return (tag.startsWith("(") && tag.length() > 2 && (tag.endsWith("*") || tag.endsWith(")")))
        || tag.equals("*)");
  }

  /** {@return whether a character is the prefix of a scheme, in any case} */
  static boolean isLetter(char letter) {
    return LETTERS.indexOf(letter) >= 0;
  }

  private static boolean hasPrefix(String tag, char separator) {
    return tag.length() > 1 && tag.charAt(1) == separator && isLetter(tag.charAt(0));
  }
}
