package io.nerine.internal.format.inline;

import java.util.Map;

/** Characters that stand as references such as &amp;lt; and &amp;#10;. */
final class References {

  private static final Map<String, String> NAMED =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

  private static final int LONGEST = 10;

  private References() {}

  /**
   * Replaces the five references of XML and those of numbers. Every other {@code &} stays.
   *
   * @param text the text
   * @return the text that it stands for
   */
  static String decoded(String text) {
    int at = text.indexOf('&');
    if (at < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int copied = 0;
    for (; at >= 0; at = text.indexOf('&', at)) {
      int end = end(text, at);
      String characters = end < 0 ? "" : characters(text.substring(at + 1, end));
      if (characters.isEmpty()) {
        at++;
      } else {
        decoded.append(text, copied, at).append(characters);
        at = end + 1;
        copied = at;
      }
    }
    return decoded.append(text, copied, text.length()).toString();
  }

  /** The offset of the semicolon that ends a reference; negative if none is near. */
  private static int end(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST + 1);
    for (int i = from + 1; i < limit; i++) {
      if (text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static String characters(String name) {
    if (!name.startsWith("#") || name.length() < 2) {
      return NAMED.getOrDefault(name, "");
    }
    boolean hexadecimal = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    int point = 0;
    for (int i = hexadecimal ? 2 : 1; i < name.length(); i++) {
      char c = name.charAt(i);
      int digit = c < 128 ? Character.digit(c, hexadecimal ? 16 : 10) : -1;
      if (digit < 0) {
        return "";
      }
      point = point * (hexadecimal ? 16 : 10) + digit;
      if (point > Character.MAX_CODE_POINT) {
        return "";
      }
    }
    return name.length() == (hexadecimal ? 2 : 1) ? "" : Character.toString(point);
  }

  /**
   * Writes a text so that it is read back, in one line.
   *
   * @param out where to
   * @param text the text
   */
  static void encode(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '"' -> out.append("&quot;");
        case '\n', '\r' -> number(out, c);
        default -> {
          if (Character.isSurrogate(c) && !isPaired(text, i)) {
            number(out, c);
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  /** Writes a character as the number that it has. */
  static void number(StringBuilder out, char c) {
    out.append("&#").append((int) c).append(';');
  }

  private static boolean isPaired(String text, int i) {
    return (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1)))
        || (i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i)));
  }
}
