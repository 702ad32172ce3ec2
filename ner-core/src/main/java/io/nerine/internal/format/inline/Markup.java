package io.nerine.internal.format.inline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tag in a text.
 *
 * @param kind what it does
 * @param name its name
 * @param attributes its attributes, decoded
 * @param start the offset of its {@code <}
 * @param end the offset behind its {@code >}
 */
record Markup(Kind kind, String name, Map<String, String> attributes, int start, int end) {

  private static final int LONGEST_NAME = 100;
  private static final String COMMENT = "<!--";
  private static final String COMMENT_END = "-->";

  /** What a tag does. */
  enum Kind {
    OPEN,
    CLOSE,
    /** {@code <name/>}. */
    EMPTY,
    COMMENT
  }

  /** Finds the tags of one text, in linear time. */
  static final class Scanner {

    private final String text;
    private int at;
    private boolean commentsEnded;

    Scanner(String text) {
      this.text = text;
    }

    /** {@return the next tag, or null if there is no more} */
    @Nullable Markup next() {
      for (int open = text.indexOf('<', at); open >= 0; open = text.indexOf('<', open + 1)) {
        Markup markup = text.startsWith(COMMENT, open) ? comment(open) : tag(open);
        if (markup != null) {
          at = markup.end;
          return markup;
        }
      }
      at = text.length();
      return null;
    }

    private @Nullable Markup comment(int open) {
      int end = commentsEnded ? -1 : text.indexOf(COMMENT_END, open + COMMENT.length());
      // Else each of many beginnings would look for an end that is not there.
      commentsEnded = end < 0;
      return end < 0
          ? null
          : new Markup(Kind.COMMENT, "", Map.of(), open, end + COMMENT_END.length());
    }

    private @Nullable Markup tag(int open) {
      boolean closing = open + 1 < text.length() && text.charAt(open + 1) == '/';
      int name = open + (closing ? 2 : 1);
      int i = nameEnd(text, name);
      if (i == name) {
        return null;
      }
      Map<String, String> attributes = new LinkedHashMap<>();
      int end = closing ? spaceEnd(i) : attributes(i, attributes);
      boolean empty = !closing && end > 0 && end < text.length() && text.charAt(end) == '/';
      end += empty ? 1 : 0;
      if (end < 0 || end >= text.length() || text.charAt(end) != '>') {
        return null;
      }
      Kind kind = closing ? Kind.CLOSE : empty ? Kind.EMPTY : Kind.OPEN;
      return new Markup(kind, text.substring(name, i), attributes, open, end + 1);
    }

    /** The offset behind attributes and space; negative if they are none. */
    private int attributes(int from, Map<String, String> attributes) {
      int i = from;
      while (true) {
        int name = spaceEnd(i);
        int nameEnd = nameEnd(text, name);
        if (nameEnd == name) {
          return name;
        }
        int equals = spaceEnd(nameEnd);
        int quote = equals < text.length() ? spaceEnd(equals + 1) : equals;
        if (name == i || quote >= text.length() || text.charAt(equals) != '=') {
          return -1;
        }
        int end = valueEnd(quote);
        if (end < 0) {
          return -1;
        }
        attributes.put(
            text.substring(name, nameEnd), References.decoded(text.substring(quote + 1, end)));
        i = end + 1;
      }
    }

    /** The offset of the closing quote. A value has no {@code <}, which keeps time linear. */
    private int valueEnd(int quote) {
      char mark = text.charAt(quote);
      if (mark != '"' && mark != '\'') {
        return -1;
      }
      for (int i = quote + 1; i < text.length() && text.charAt(i) != '<'; i++) {
        if (text.charAt(i) == mark) {
          return i;
        }
      }
      return -1;
    }

    private int spaceEnd(int from) {
      int i = from;
      while (i < text.length() && text.charAt(i) <= ' ') {
        i++;
      }
      return i;
    }
  }

  /** {@return the offset behind a name; the same if there is none} */
  static int nameEnd(String text, int from) {
    int i = from;
    while (i < text.length() && i - from < LONGEST_NAME) {
      int point = text.codePointAt(i);
      boolean first = Character.isLetter(point) || point == '_';
      boolean other =
          Character.isLetterOrDigit(point)
              || Character.getType(point) == Character.NON_SPACING_MARK
              || point == '-'
              || point == '.'
              || point == ':';
      if (!first && (i == from || !other)) {
        break;
      }
      i += Character.charCount(point);
    }
    return i;
  }

  /** {@return whether all of a text is one name} */
  static boolean isName(String text) {
    return !text.isEmpty() && nameEnd(text, 0) == text.length();
  }
}
