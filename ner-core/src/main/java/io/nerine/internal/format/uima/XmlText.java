package io.nerine.internal.format.uima;

import io.nerine.internal.format.files.WrittenText;

/** Texts as attributes of XML hold them. */
final class XmlText {

  private XmlText() {}

  /**
   * Replaces what no XML can hold.
   *
   * @param text any text
   * @return the text, as long, with U+FFFD for NUL, U+FFFE, U+FFFF and unpaired surrogates
   */
  static String holdable(String text) {
    return WrittenText.encodable(text)
        .replace('\u0000', '\uFFFD')
        .replace('\uFFFE', '\uFFFD')
        .replace('\uFFFF', '\uFFFD');
  }

  /**
   * Adds an attribute.
   *
   * @param out where to
   * @param name its name
   * @param value its value, which XML can hold
   */
  static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '"' -> out.append("&quot;");
        default -> {
          // Parsers make spaces of white space in attributes, and of two more in XML 1.1.
          if (c < ' ' || (c >= '\u007F' && c <= '\u009F') || c == '\u2028') {
            out.append("&#").append((int) c).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
