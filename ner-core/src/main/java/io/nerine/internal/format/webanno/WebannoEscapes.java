package io.nerine.internal.format.webanno;

import java.util.ArrayList;
import java.util.List;

/**
 * What WebAnno puts a backslash before, as INCEpTION reads and writes it: in values the characters
 * that the format uses itself, in texts control characters and the backslash.
 */
final class WebannoEscapes {

  private static final String IN_VALUES = "\\[]|_;*";

  private WebannoEscapes() {}

  /**
   * Writes a value.
   *
   * @param value the value
   * @return the value as it stands in a column
   */
  static String value(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\t' -> escaped.append("\\t");
        case '\n' -> escaped.append("\\n");
        case '-' -> escaped.append(value.startsWith("->", i) ? "\\-" : "-");
        default -> {
          if (IN_VALUES.indexOf(c) >= 0) {
            escaped.append('\\');
          }
          escaped.append(c);
        }
      }
    }
    return escaped.toString();
  }

  /**
   * Reads a value.
   *
   * @param value the value as it stands in a column
   * @return the value
   */
  static String valueOf(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); ) {
      char c = value.charAt(i++);
      char next = i < value.length() ? value.charAt(i) : 0;
      if (c == '\\' && (IN_VALUES.indexOf(next) >= 0 || "tn-".indexOf(next) >= 0)) {
        plain.append(next == 't' ? '\t' : next == 'n' ? '\n' : next);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /**
   * Takes a column apart at a separator that no backslash stands before.
   *
   * @param column the column
   * @param separator the separator
   * @return its values, still escaped; at least one
   */
  static List<String> split(String column, char separator) {
    List<String> values = new ArrayList<>(1);
    int from = 0;
    boolean escaped = false;
    for (int i = 0; i < column.length(); i++) {
      char c = column.charAt(i);
      if (c == separator && !escaped) {
        values.add(column.substring(from, i));
        from = i + 1;
      }
      escaped = c == '\\' && !escaped;
    }
    values.add(column.substring(from));
    return values;
  }

  /**
   * Writes a text without line feeds.
   *
   * @param text the text
   * @return the text as it stands behind {@code #Text=}
   */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> escaped.append("\\t");
        case '\n' -> escaped.append("\\n");
        case '\f' -> escaped.append("\\f");
        case '\r' -> escaped.append("\\r");
        case '\b' -> escaped.append("\\b");
        case '\\' -> escaped.append("\\\\");
        default -> {
          if (isBareControl(c)) {
            escaped.append('\\');
          }
          escaped.append(c);
        }
      }
    }
    return escaped.toString();
  }

  private static boolean isBareControl(char c) {
    return c < ' ' && (c <= 7 || c >= 14);
  }

  /**
   * Reads a text.
   *
   * @param text the text as it stands behind {@code #Text=}
   * @param java whether characters are escaped as in Java, as up to version 3.1
   * @return the text
   */
  static String textOf(String text, boolean java) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      i += text.charAt(i) == '\\' ? escape(text, i, java, plain) : plain(text, i, plain);
    }
    return plain.toString();
  }

  private static int plain(String text, int at, StringBuilder plain) {
    plain.append(text.charAt(at));
    return 1;
  }

  /** Reads what a backslash begins, and tells how many characters that are. */
  private static int escape(String text, int at, boolean java, StringBuilder plain) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    int unit = java && next == 'u' ? hex(text, at + 2) : -1;
    if (unit >= 0) {
      plain.append((char) unit);
      return 6;
    }
    int named = "tnfrb\\".indexOf(next);
    if (named >= 0) {
      plain.append("\t\n\f\r\b\\".charAt(named));
      return 2;
    }
    boolean escaped = at + 1 < text.length() && isBareControl(next);
    if (escaped || (java && (next == '"' || next == '\'' || next == '/'))) {
      plain.append(next);
      return 2;
    }
    return plain(text, at, plain);
  }

  private static int hex(String text, int from) {
    if (from + 4 > text.length()) {
      return -1;
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = 16 * unit + digit;
    }
    return unit;
  }
}
