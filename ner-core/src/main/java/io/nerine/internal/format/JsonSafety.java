package io.nerine.internal.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.format.files.Losses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what JSON has no form for: numbers that are not finite, keys with unpaired surrogates. */
public final class JsonSafety {

  private static final String ACTION = "left out";

  private JsonSafety() {}

  /**
   * Returns a document without the metadata and attributes that JSON cannot hold.
   *
   * @param document the document
   * @param losses takes what is left out
   * @return the document itself, or a copy without them
   */
  public static AnnotatedDocument writable(AnnotatedDocument document, Losses losses) {
    boolean metadata = holds(document.metadata());
    boolean attributes =
        document.spans().stream().allMatch(JsonSafety::holds)
            && document.rejectedSpans().stream().allMatch(JsonSafety::holds);
    if (metadata && attributes) {
      return document;
    }
    AnnotatedDocument.Builder writable = AnnotatedDocument.builder(document.id(), document.text());
    document.language().ifPresent(writable::language);
    document.part().ifPresent(writable::part);
    document.reviewedTypes().ifPresent(writable::reviewedTypes);
    document.reviewedRegions().ifPresent(writable::reviewedRegions);
    document
        .metadata()
        .forEach(
            (key, value) -> {
              if (holds(key) && holds(value)) {
                writable.metadata(key, value);
              } else {
                losses.warning(
                    document,
                    "metadata with a key or number that JSON cannot hold",
                    ACTION,
                    "rename the key, or write the number as a string");
              }
            });
    document.spans().forEach(span -> writable.span(writable(document, span, losses)));
    document
        .rejectedSpans()
        .forEach(span -> writable.rejectedSpan(writable(document, span, losses)));
    return writable.build();
  }

  /**
   * Returns a document with another text.
   *
   * @param document the document
   * @param text a text of the same length
   * @return the same document otherwise
   */
  public static AnnotatedDocument copy(AnnotatedDocument document, String text) {
    AnnotatedDocument.Builder copy = begun(document, text).spans(document.spans());
    document.rejectedSpans().forEach(copy::rejectedSpan);
    document.metadata().forEach(copy::metadata);
    return copy.build();
  }

  private static AnnotatedDocument.Builder begun(AnnotatedDocument document, String text) {
    AnnotatedDocument.Builder begun = AnnotatedDocument.builder(document.id(), text);
    document.language().ifPresent(begun::language);
    document.part().ifPresent(begun::part);
    document.reviewedTypes().ifPresent(begun::reviewedTypes);
    document.reviewedRegions().ifPresent(begun::reviewedRegions);
    return begun;
  }

  private static EntitySpan writable(AnnotatedDocument document, EntitySpan span, Losses losses) {
    if (holds(span)) {
      return span;
    }
    losses.warning(
        document, "an attribute with a key that JSON cannot hold", ACTION, "rename the key");
    Map<String, String> attributes = new HashMap<>(span.attributes());
    attributes.keySet().removeIf(key -> !holds(key));
    return new EntitySpan(span.start(), span.end(), span.type(), attributes);
  }

  private static boolean holds(EntitySpan span) {
    return span.attributes().keySet().stream().allMatch(JsonSafety::holds);
  }

  /** A parser may refuse unpaired surrogates in keys, even as escapes. */
  private static boolean holds(String key) {
    return key.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static boolean holds(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Double.isFinite(((Number) value).doubleValue());
    }
    if (value instanceof List<?> list) {
      return list.stream().allMatch(element -> holds(element));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .allMatch(entry -> holds(String.valueOf(entry.getKey())) && holds(entry.getValue()));
    }
    return true;
  }
}
