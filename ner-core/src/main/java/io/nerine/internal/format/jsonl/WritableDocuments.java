package io.nerine.internal.format.jsonl;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.internal.jsonl.LineWriter;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves out of documents the little that JSON Lines cannot hold, and reports it. */
final class WritableDocuments {

  private final String file;
  private final OffsetEncoding unit;
  private final FormatLog log;

  WritableDocuments(String file, OffsetEncoding unit, FormatLog log) {
    this.file = file;
    this.unit = unit;
    this.log = log;
  }

  AnnotatedDocument of(AnnotatedDocument document) {
    if (unit == OffsetEncoding.UTF16 && isPlain(document)) {
      return document;
    }
    return new Copy(document).written();
  }

  /** Whether there is nothing in a document that could be refused. */
  private static boolean isPlain(AnnotatedDocument document) {
    return document.metadata().isEmpty()
        && document.spans().stream().allMatch(span -> span.attributes().isEmpty())
        && document.rejectedSpans().stream().allMatch(span -> span.attributes().isEmpty());
  }

  /** One document, copied as far as it can be written. */
  private final class Copy {

    private final AnnotatedDocument document;
    private final @Nullable OffsetMap offsets;

    Copy(AnnotatedDocument document) {
      this.document = document;
      this.offsets = unit == OffsetEncoding.UTF16 ? null : OffsetMap.of(document.text(), unit);
    }

    AnnotatedDocument written() {
      AnnotatedDocument.Builder copy = AnnotatedDocument.builder(document.id(), document.text());
      document.language().ifPresent(copy::language);
      document.part().ifPresent(copy::part);
      writable(document.spans()).forEach(copy::span);
      writable(document.rejectedSpans()).forEach(copy::rejectedSpan);
      document.reviewedTypes().ifPresent(copy::reviewedTypes);
      document
          .reviewedRegions()
          .ifPresent(regions -> copy.reviewedRegions(regions.stream().filter(this::fits).toList()));
      document
          .metadata()
          .forEach(
              (key, value) -> {
                String place = "metadata '%s'".formatted(key);
                if (!refused(LineWriter.metadataFault(place, key, value))) {
                  copy.metadata(key, value);
                }
              });
      return copy.build();
    }

    private List<EntitySpan> writable(List<EntitySpan> spans) {
      List<EntitySpan> writable = new ArrayList<>();
      for (EntitySpan span : spans) {
        if (fits(span.span())) {
          writable.add(new EntitySpan(span.start(), span.end(), span.type(), attributes(span)));
        }
      }
      return writable;
    }

    private Map<String, String> attributes(EntitySpan span) {
      Map<String, String> attributes = new LinkedHashMap<>();
      span.attributes()
          .forEach(
              (key, value) -> {
                if (!refused(LineWriter.attributeFault(document, span, key))) {
                  attributes.put(key, value);
                }
              });
      return attributes;
    }

    private boolean fits(CharSpan span) {
      if (offsets == null
          || (offsets.toUtf16(offsets.fromUtf16(span.start())) == span.start()
              && offsets.toUtf16(offsets.fromUtf16(span.end())) == span.end())) {
        return true;
      }
      return !refused(
          "%d..%d begins or ends inside a character; count UTF-16 units"
              .formatted(span.start(), span.end()));
    }

    private boolean refused(@Nullable String fault) {
      if (fault == null) {
        return false;
      }
      int fix = fault.lastIndexOf("; ");
      log.warning(
          file,
          "document '%s'".formatted(document.id()),
          fault.substring(0, fix),
          "left out",
          fault.substring(fix + 2));
      return true;
    }
  }
}
