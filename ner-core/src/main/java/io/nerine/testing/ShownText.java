package io.nerine.testing;

/** Text as a failure message shows it: in one line, whatever it holds. */
final class ShownText {

  /** UTF-16 units of a text that are quoted; the rest is told by its length. */
  private static final int LONGEST_QUOTE = 80;

  private ShownText() {}

  /**
   * {@return the text as a Java string literal, cut if it is long} What a reader could not see is
   * escaped.
   */
  static String quoted(String text) {
    int end = text.length() <= LONGEST_QUOTE ? text.length() : whole(text, LONGEST_QUOTE);
    StringBuilder shown = new StringBuilder("\"");
    for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
      append(shown, text.codePointAt(i));
    }
    shown.append('"');
    if (end < text.length()) {
      shown.append("... (").append(text.length()).append(" UTF-16 units)");
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int character) {
    switch (character) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      case '"' -> shown.append("\\\"");
      case '\\' -> shown.append("\\\\");
      default -> {
        if (isVisible(character)) {
          shown.appendCodePoint(character);
        } else {
          for (char unit : Character.toChars(character)) {
            shown.append("\\u%04X".formatted((int) unit));
          }
        }
      }
    }
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      default -> character == ' ' || !Character.isSpaceChar(character);
    };
  }

  /** {@return the offset, or the one before if a surrogate pair would be cut} */
  static int whole(String text, int offset) {
    return offset > 0
            && offset < text.length()
            && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset))
        ? offset - 1
        : offset;
  }

  /** {@return the unit, or a space for line breaks and other controls, which tear a message} */
  static char readable(String text, int index) {
    char unit = text.charAt(index);
    return Character.isISOControl(unit) || Character.isWhitespace(unit) ? ' ' : unit;
  }
}
