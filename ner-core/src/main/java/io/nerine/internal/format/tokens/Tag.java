package io.nerine.internal.format.tokens;

import java.util.Locale;

/**
 * One tag, taken apart.
 *
 * @param text the tag as it is written
 * @param letter its prefix in upper case; {@code O} for no entity, {@code ?} if it is no tag
 * @param type the type that it names; empty if none
 */
record Tag(String text, char letter, String type) {

  static final Tag OUTSIDE = new Tag("O", 'O', "");

  private static final char UNKNOWN = '?';

  Tag {
    type = type.isBlank() ? "" : type;
  }

  static Tag parse(String text, TagNotation notation) {
    if (notation == TagNotation.BRACKETS) {
      return bracket(text);
    }
    if (TagNotation.isOutside(text)) {
      return new Tag(text, 'O', "");
    }
    if (notation == TagNotation.TYPE) {
      return new Tag(text, 'I', text);
    }
    char separator = notation == TagNotation.DASH ? '-' : '_';
    boolean prefixed =
        TagNotation.isLetter(text.charAt(0)) && (text.length() == 1 || text.charAt(1) == separator);
    if (!prefixed) {
      return new Tag(text, UNKNOWN, "");
    }
    String type = text.length() > 2 ? text.substring(2) : "";
    return new Tag(text, text.substring(0, 1).toUpperCase(Locale.ROOT).charAt(0), type);
  }

  private static Tag bracket(String text) {
    if (text.equals("*")) {
      return new Tag(text, 'I', "");
    }
    if (text.equals("*)")) {
      return new Tag(text, 'E', "");
    }
    if (TagNotation.isBracket(text)) {
      boolean closes = text.endsWith(")");
      int end = text.length() - (text.endsWith("*)") ? 2 : 1);
      return new Tag(text, closes ? 'S' : 'B', text.substring(1, end));
    }
    return new Tag(text, TagNotation.isOutside(text) ? 'O' : UNKNOWN, "");
  }

  boolean outside() {
    return letter == 'O';
  }

  boolean unknown() {
    return letter == UNKNOWN;
  }

  /** {@return whether an entity begins here in any case} */
  boolean begins() {
    return letter == 'B' || letter == 'S' || letter == 'U' || letter == 'W';
  }

  /** {@return whether an entity ends here in any case} */
  boolean ends() {
    return letter == 'E' || letter == 'L' || letter == 'S' || letter == 'U' || letter == 'W';
  }
}
