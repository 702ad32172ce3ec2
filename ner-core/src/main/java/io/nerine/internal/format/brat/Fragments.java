package io.nerine.internal.format.brat;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts in which a tag is written.
 *
 * @param parts the parts, ascending
 * @param stated whether the tag's own attribute says so
 */
record Fragments(List<Part> parts, boolean stated) {

  private static final Pattern PART = Pattern.compile("(\\d{1,9})-(\\d{1,9})(;|$)");

  /**
   * A part.
   *
   * @param start the offset of its first UTF-16 unit
   * @param end the offset behind its last UTF-16 unit
   */
  record Part(int start, int end) {}

  /**
   * Returns the fragments of a tag: those of its attribute if they fit it, else it is cut at line
   * breaks, as brat does.
   */
  static Fragments of(EntitySpan span, String text) {
    String attribute = span.attributes().get(Discontinuity.FRAGMENTS);
    List<Part> stated = attribute == null ? List.of() : parse(attribute, span, text);
    return stated.isEmpty() ? new Fragments(cut(span, text), false) : new Fragments(stated, true);
  }

  private static List<Part> parse(String attribute, EntitySpan span, String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(attribute);
    int at = 0;
    int last = -1;
    boolean gap = false;
    while (matcher.find() && matcher.start() == at) {
      Part part = new Part(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (part.start <= last || part.end <= part.start || part.end > span.end()) {
        return List.of();
      }
      gap |= last >= 0 && !LineBreaks.areAllBetween(text, last, part.start);
      parts.add(part);
      last = part.end;
      at = matcher.end();
    }
    boolean fits =
        at == attribute.length()
            && !attribute.endsWith(";")
            && gap
            && parts.get(0).start == span.start()
            && last == span.end()
            && parts.stream().allMatch(part -> isEdge(text, part.start) && isEdge(text, part.end));
    return fits ? parts : List.of();
  }

  /** {@return whether brat cannot hold the tag, since a line break is at its edge} */
  boolean refused(String text) {
    return parts.stream()
        .anyMatch(part -> LineBreaks.RUN.matcher(text).region(part.start, part.end).find());
  }

  private static boolean isEdge(String text, int offset) {
    return offset == 0
        || offset == text.length()
        || !Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
  }

  private static List<Part> cut(EntitySpan span, String text) {
    List<Part> parts = new ArrayList<>();
    Matcher breaks = LineBreaks.RUN.matcher(text).region(span.start(), span.end());
    int start = span.start();
    while (breaks.find()) {
      if (breaks.start() == start || breaks.end() == span.end()) {
        // Cutting would move the edge of the tag.
        return List.of(new Part(span.start(), span.end()));
      }
      parts.add(new Part(start, breaks.start()));
      start = breaks.end();
    }
    parts.add(new Part(start, span.end()));
    return parts;
  }
}
