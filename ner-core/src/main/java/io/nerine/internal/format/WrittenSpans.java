package io.nerine.internal.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.format.files.Losses;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The tags of a document that a JSON file can state, with offsets in its unit. Immutable. */
public final class WrittenSpans implements Iterable<WrittenSpans.Written> {

  private final List<Written> spans;

  /**
   * A tag.
   *
   * @param span the tag
   * @param start its first offset in the unit of the file
   * @param end its second offset in the unit of the file
   * @param mention its text
   */
  public record Written(EntitySpan span, int start, int end, String mention) {}

  private WrittenSpans(List<Written> spans) {
    this.spans = Collections.unmodifiableList(spans);
  }

  /**
   * Converts the offsets of a document's tags. A tag that begins or ends inside a character is left
   * out, since no reader could say where it is.
   *
   * @param document the document
   * @param unit what the offsets of the file count
   * @param losses takes what is left out
   * @return the other tags, in order
   */
  public static WrittenSpans of(AnnotatedDocument document, OffsetEncoding unit, Losses losses) {
    return of(document, document.spans(), unit, losses);
  }

  /**
   * Converts the offsets of tags.
   *
   * @param document the document
   * @param spans tags of it
   * @param unit what the offsets of the file count
   * @param losses takes what is left out
   * @return the tags that do not begin or end inside a character, in order
   */
  public static WrittenSpans of(
      AnnotatedDocument document, List<EntitySpan> spans, OffsetEncoding unit, Losses losses) {
    if (spans.isEmpty()) {
      return new WrittenSpans(List.of());
    }
    // Code points tell surrogate pairs, which is all that UTF-16 units can cut.
    OffsetMap map =
        OffsetMap.of(
            document.text(), unit == OffsetEncoding.UTF16 ? OffsetEncoding.CODE_POINT : unit);
    List<Written> written = new ArrayList<>(spans.size());
    for (EntitySpan span : spans) {
      int start = map.fromUtf16(span.start());
      int end = map.fromUtf16(span.end());
      if (map.toUtf16(start) != span.start() || map.toUtf16(end) != span.end()) {
        losses.warning(
            document,
            "a tag that begins or ends inside a character",
            "left out",
            "move it to the edge of a character");
        continue;
      }
      boolean same = unit == OffsetEncoding.UTF16;
      written.add(
          new Written(
              span, same ? span.start() : start, same ? span.end() : end, document.textOf(span)));
    }
    return new WrittenSpans(written);
  }

  /**
   * Returns the document as it is written, to be counted.
   *
   * @param document the document
   * @return the document with these tags only
   */
  public AnnotatedDocument in(AnnotatedDocument document) {
    return spans.size() == document.spans().size()
        ? document
        : document.toBuilder()
            .clearSpans()
            .spans(spans.stream().map(Written::span).toList())
            .build();
  }

  /** {@return how many there are} */
  public int size() {
    return spans.size();
  }

  /** {@return the tags as many tools have them: start, end and type} */
  public List<List<Object>> triples() {
    List<List<Object>> triples = new ArrayList<>(spans.size());
    spans.forEach(tag -> triples.add(List.of(tag.start(), tag.end(), tag.span().type())));
    return triples;
  }

  @Override
  public Iterator<Written> iterator() {
    return spans.iterator();
  }
}
