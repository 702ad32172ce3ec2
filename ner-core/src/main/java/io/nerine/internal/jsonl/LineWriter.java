package io.nerine.internal.jsonl;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.Mentions;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes documents as lines of JSON, and tells what cannot be written so that it is read back. */
public final class LineWriter {

  private final AnnotatedDocument document;
  private final @Nullable OffsetMap offsets;

  private LineWriter(AnnotatedDocument document, OffsetEncoding unit) {
    this.document = document;
    this.offsets = unit == OffsetEncoding.UTF16 ? null : OffsetMap.of(document.text(), unit);
  }

  /**
   * Writes a document.
   *
   * @param document the document
   * @param unit what offsets are to count
   * @return its line, without a line break
   * @throws IllegalArgumentException if it has something that cannot be held
   */
  public static String line(AnnotatedDocument document, OffsetEncoding unit) {
    document
        .metadata()
        .forEach(
            (key, value) ->
                refuse(
                    metadataFault(
                        "Metadata '%s' of document '%s'".formatted(key, document.id()),
                        key,
                        value)));
    return Json.line(new LineWriter(document, unit).record());
  }

  /**
   * Tells why metadata cannot be held.
   *
   * @param place what to call it
   * @param key its key
   * @param value its value
   * @return the reason and the fix, or {@code null} if it can
   */
  public static @Nullable String metadataFault(String place, String key, @Nullable Object value) {
    if (DocumentParser.FIELDS.contains(key)) {
      return place + " has the name of a field of JSON Lines; rename it";
    }
    try {
      check(place, Collections.singletonMap(key, value));
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /**
   * Tells why an attribute cannot be held.
   *
   * @param document the document of the span
   * @param span the span
   * @param key the key of the attribute
   * @return the reason and the fix, or {@code null} if it can
   */
  public static @Nullable String attributeFault(
      AnnotatedDocument document, EntitySpan span, String key) {
    String place = "Attribute '%s' of span %d..%d".formatted(key, span.start(), span.end());
    if (DocumentParser.SPAN_FIELDS.contains(key)) {
      return place + " has the name of a field of JSON Lines; rename it";
    }
    if (key.equals(Utf16Offsets.MENTION)
        && !Mentions.same(
            String.valueOf(span.attributes().get(key)),
            document.text(),
            span.start(),
            span.end())) {
      return place + " is not the text of the span, as that of JSON Lines is; rename it";
    }
    try {
      Json.checkKey("Span %d..%d".formatted(span.start(), span.end()), key);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static void refuse(@Nullable String fault) {
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** What {@link Json} could not write, or not read back. */
  private static void check(String path, @Nullable Object value) {
    if (value instanceof Number number) {
      Json.finite(path, number);
    } else if (value instanceof List<?> list) {
      list.forEach(element -> check(path, element));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, element) -> {
            Json.checkKey(path, String.valueOf(key));
            check(path, element);
          });
    }
  }

  private Map<String, @Nullable Object> record() {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("id", document.id());
    record.put("text", document.text());
    document.language().ifPresent(language -> record.put("language", language));
    document.part().ifPresent(part -> record.put("split", part.name().toLowerCase(Locale.ROOT)));
    record.put("spans", document.spans().stream().map(this::fields).toList());
    document.reviewedTypes().ifPresent(types -> record.put("reviewedTypes", types));
    document
        .reviewedRegions()
        .ifPresent(
            regions -> record.put("reviewedRegions", regions.stream().map(this::range).toList()));
    if (!document.rejectedSpans().isEmpty()) {
      record.put("rejectedSpans", document.rejectedSpans().stream().map(this::fields).toList());
    }
    record.putAll(document.metadata());
    return record;
  }

  private Map<String, Object> fields(EntitySpan span) {
    Map<String, Object> fields = range(span.span());
    fields.put("label", span.type());
    // The span's own map has no order.
    new TreeMap<>(span.attributes())
        .forEach(
            (key, value) -> {
              refuse(attributeFault(document, span, key));
              fields.put(key, value);
            });
    return fields;
  }

  private Map<String, Object> range(CharSpan span) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("start", offsets == null ? span.start() : offsets.fromUtf16(span.start()));
    fields.put("end", offsets == null ? span.end() : offsets.fromUtf16(span.end()));
    return fields;
  }
}
