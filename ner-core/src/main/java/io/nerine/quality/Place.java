package io.nerine.quality;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.text.CharSpan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a {@link Finding} points: a document, or a span of it. Immutable. */
public final class Place {

  /** How much of the text an excerpt shows on each side of the span. */
  private static final int CONTEXT = 32;

  /** How much of a long span an excerpt shows at each of its ends. */
  private static final int SHOWN_END = 40;

  private final DatasetPart part;
  private final String documentId;
  private final @Nullable CharSpan span;
  private final String excerpt;

  private Place(DatasetPart part, String documentId, @Nullable CharSpan span, String excerpt) {
    this.part = part;
    this.documentId = documentId;
    this.span = span;
    this.excerpt = excerpt;
  }

  /** {@return a whole document as a place} */
  static Place of(DatasetPart part, AnnotatedDocument document) {
    String text = document.text();
    String excerpt = text.length() <= 2 * CONTEXT ? text : cut(text, 0, 2 * CONTEXT) + "...";
    return new Place(part, document.id(), null, oneLine(excerpt));
  }

  /** {@return a span of a document as a place} */
  static Place of(DatasetPart part, AnnotatedDocument document, CharSpan span) {
    return new Place(part, document.id(), span, excerpt(document.text(), span));
  }

  /** {@return which part of the data the document belongs to; what is no other part is train} */
  public DatasetPart part() {
    return part;
  }

  /** {@return the identity of the document in its part} */
  public String documentId() {
    return documentId;
  }

  /** {@return the span in UTF-16 units; empty where the whole document is meant} */
  public Optional<CharSpan> span() {
    return Optional.ofNullable(span);
  }

  /**
   * Returns some text to recognise the place by.
   *
   * @return the span in brackets with up to 32 characters on either side, or the beginning of the
   *     document; on one line, a long span without its middle
   */
  public String excerpt() {
    return excerpt;
  }

  private static String excerpt(String text, CharSpan span) {
    int from = Math.max(0, span.start() - CONTEXT);
    int to = Math.min(text.length(), span.end() + CONTEXT);
    String inside =
        span.length() <= 2 * SHOWN_END
            ? text.substring(span.start(), span.end())
            : cut(text, span.start(), span.start() + SHOWN_END)
                + "..."
                + cut(text, span.end() - SHOWN_END, span.end());
    return oneLine(
        (from > 0 ? "..." : "")
            + cut(text, from, span.start())
            + "["
            + inside
            + "]"
            + cut(text, span.end(), to)
            + (to < text.length() ? "..." : ""));
  }

  /** A stretch of the text that does not begin or end within a surrogate pair. */
  private static String cut(String text, int from, int to) {
    int start = from > 0 && from < text.length() && isInsidePair(text, from) ? from + 1 : from;
    int end = to > start && to < text.length() && isInsidePair(text, to) ? to - 1 : to;
    return text.substring(start, Math.max(start, end));
  }

  private static boolean isInsidePair(String text, int offset) {
    return Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
  }

  /** Line breaks, tabs and other controls would spoil a terminal. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            codePoint ->
                line.appendCodePoint(
                    switch (Character.getType(codePoint)) {
                      case Character.CONTROL,
                          Character.LINE_SEPARATOR,
                          Character.PARAGRAPH_SEPARATOR ->
                          codePoint == '\n' ? '⏎' : ' ';
                      case Character.SURROGATE -> '\uFFFD';
                      default -> codePoint;
                    }));
    return line.toString();
  }

  /** The place as maps and strings, for a report. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("part", Names.of(part));
    map.put("document", documentId);
    if (span != null) {
      map.put("start", span.start());
      map.put("end", span.end());
    }
    map.put("excerpt", excerpt);
    return map;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place that
        && part == that.part
        && documentId.equals(that.documentId)
        && Objects.equals(span, that.span)
        && excerpt.equals(that.excerpt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(part, documentId, span);
  }

  /** {@return part, document and span, such as {@code train t-17 14..23}} */
  @Override
  public String toString() {
    String where = Names.of(part) + " " + documentId;
    return span == null ? where : where + " " + span.start() + ".." + span.end();
  }
}
