package io.nerine.internal.format;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the records of a JSON file stand in it, as far as its beginning tells. */
enum JsonShape {
  /** Elements of an array at the top. */
  ARRAY,
  /** One a line. */
  LINES,
  /** One after the other, over any number of lines. */
  VALUES;

  /** Says why bytes are not UTF-8 at first sight; null if they may be. */
  static @Nullable String wrongEncoding(byte[] head) {
    if (head.length < 2) {
      return null;
    }
    int mark = ((head[0] & 0xFF) << 8) | (head[1] & 0xFF);
    // JSON begins with an ASCII character, one half of which is zero in UTF-16.
    return mark == 0xFFFE || mark == 0xFEFF || head[0] == 0 || head[1] == 0
        ? "the file is UTF-16, UTF-32 or no text"
        : null;
  }

  /** Decodes the beginning of a file, without its byte order mark. */
  static String text(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Judges the beginning of a file. */
  static JsonShape of(String head) {
    int first = significant(head, 0);
    if (first == head.length()) {
      return LINES;
    }
    char opening = head.charAt(first);
    if (opening == '[' && !startsString(head, significant(head, first + 1))) {
      return ARRAY;
    }
    if (opening != '{' && opening != '[') {
      return LINES;
    }
    int end = lineEnd(head, first);
    int next = significant(head, end);
    if (next == head.length() || closes(head, first, end)) {
      return LINES;
    }
    // A first line that is broken is followed by one that begins like it, not indented.
    boolean likeIt = head.charAt(next) == opening && head.charAt(next - 1) != ' ';
    return likeIt ? LINES : VALUES;
  }

  private static boolean startsString(String head, int at) {
    return at < head.length() && head.charAt(at) == '"';
  }

  /** The first character at or behind an offset that is no white space. */
  static int significant(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static int lineEnd(String head, int from) {
    int end = from;
    while (end < head.length() && head.charAt(end) != '\n' && head.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** Whether as many brackets are closed as opened. */
  private static boolean closes(String head, int from, int end) {
    int depth = 0;
    boolean quoted = false;
    for (int i = from; i < end; i++) {
      switch (head.charAt(i)) {
        case '"' -> quoted = !quoted;
        case '\\' -> i++;
        case '{', '[' -> depth += quoted ? 0 : 1;
        case '}', ']' -> depth -= quoted ? 0 : 1;
        default -> {}
      }
    }
    return depth <= 0;
  }
}
