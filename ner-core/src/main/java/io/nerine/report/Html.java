package io.nerine.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes well-formed HTML: what is opened is closed in order, and every text and attribute value is
 * escaped. Not thread-safe.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param tag the element's name
   * @param attributes names and values by turns; an empty value gives the bare name
   * @return this
   */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /**
   * Closes the element that was opened last.
   *
   * @return this
   */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /**
   * Writes an element that holds a text.
   *
   * @param tag the element's name
   * @param text the text
   * @param attributes names and values by turns
   * @return this
   */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * Writes an element that has no end tag.
   *
   * @param tag the element's name
   * @param attributes names and values by turns
   * @return this
   */
  Html empty(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  private void start(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Attributes of <%s> must be names and values by turns".formatted(tag));
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]);
      if (!attributes[i + 1].isEmpty()) {
        out.append("=\"");
        escape(attributes[i + 1]);
        out.append('"');
      }
    }
    out.append('>');
  }

  /**
   * Writes a text.
   *
   * @param text the text
   * @return this
   */
  Html text(String text) {
    escape(text);
    return this;
  }

  /**
   * Writes what is HTML, CSS or a script of our own already.
   *
   * @param markup the markup
   * @return this
   */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\t', '\n' -> out.append(unit);
        default -> {
          if (Character.isHighSurrogate(unit)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(unit).append(text.charAt(++i));
          } else if (Character.isSurrogate(unit) || Character.isISOControl(unit)) {
            // No HTML document can hold these.
            out.append('\uFFFD');
          } else {
            out.append(unit);
          }
        }
      }
    }
  }

  /** {@return what was written} */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("<%s> is not closed".formatted(open.peek()));
    }
    return out.toString();
  }
}
