package io.nerine.internal.format.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.RecordReading;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the regions of documents and the labels in them. */
final class RegionReader {

  /** More than any text has; keeps sums of hostile offsets in range. */
  private static final long FAR = 1L << 40;

  private static final List<String> REGION_FIELDS = List.of("entities", "extractors");
  private static final List<String> TYPE_FIELDS = List.of("category", "extractorName", "entity");

  private final Set<String> categories;
  private final RecordReading reading;

  RegionReader(Set<String> categories, RecordReading reading) {
    this.categories = categories;
    this.reading = reading;
  }

  /** A region as the file counts. */
  private record Region(long start, long end, JsonNode labels, String pointer) {}

  /**
   * Adds the tags of a document and which parts of it were reviewed.
   *
   * @return false if the text is not the one that was labelled, which was reported
   */
  boolean read(JsonRecord record, String text, AnnotatedDocument.Builder document) {
    List<Region> regions = regions(record);
    LineEnds changed = changed(regions, text);
    String labelled = changed == null ? text : changed.labelled();
    if (changed != null && !accepts(record, changed, text)) {
      return false;
    }
    SpanReader spans = reading.spans(labelled);
    Offsets offsets = new Offsets(labelled, reading.unit());
    List<CharSpan> reviewed = new ArrayList<>();
    for (Region region : regions) {
      if (region.end > offsets.length()) {
        reading
            .tally()
            .warning(
                record.place(region.pointer),
                "a region that reaches behind the end of its text",
                "cut",
                "verify its tags: the text may not be the one that was labelled");
      }
      labels(record, region, spans)
          .forEach(
              span ->
                  (changed == null ? Optional.of(span) : changed.moved(span))
                      .ifPresent(document::span));
      reviewed.add(offsets.utf16(region));
    }
    reviewed.removeIf(region -> region.length() == 0);
    boolean whole = reviewed.stream().anyMatch(region -> region.length() == labelled.length());
    if (!whole && !reviewed.isEmpty()) {
      document.reviewedRegions(reviewed);
    }
    return true;
  }

  private List<Region> regions(JsonRecord record) {
    List<Region> regions = new ArrayList<>();
    for (String field : REGION_FIELDS) {
      JsonNode array = record.value().path(field);
      if (!array.isArray() && !array.isMissingNode() && !array.isNull()) {
        reading.error(
            record.place("/" + field),
            "regions that are " + Json.kind(array),
            "write them as an array");
        continue;
      }
      int index = 0;
      for (JsonNode region : array) {
        String pointer = "/%s/%d".formatted(field, index++);
        long[] offsets =
            reading.offsets(region, "regionOffset", "regionLength", record.place(pointer));
        if (offsets != null) {
          regions.add(region(offsets, region.path("labels"), pointer));
        }
      }
    }
    return regions;
  }

  private static Region region(long[] offsets, JsonNode labels, String pointer) {
    long start = Math.max(0, Math.min(offsets[0], FAR));
    long end = start + Math.max(0, Math.min(offsets[1], FAR));
    return new Region(start, end, labels, pointer);
  }

  /** The one region of a text has its length, so another length tells that it was changed. */
  private @Nullable LineEnds changed(List<Region> regions, String text) {
    if (regions.size() != 1 || regions.get(0).start != 0 || regions.get(0).end == length(text)) {
      return null;
    }
    long length = regions.get(0).end;
    return LineEnds.lost(text)
        .filter(ends -> length(ends.labelled()) == length)
        .or(() -> LineEnds.gained(text).filter(ends -> length(ends.labelled()) == length))
        .orElse(null);
  }

  private long length(String text) {
    return new Offsets(text, reading.unit()).length();
  }

  private boolean accepts(JsonRecord record, LineEnds changed, String text) {
    String found =
        "a text of %d characters that had %d when it was labelled; its line ends were changed %s"
            .formatted(length(text), length(changed.labelled()), changed.change());
    String fix = "restore the line ends";
    if (reading.options().strict()) {
      reading.error(record.place(), found, fix + ", or read leniently, which moves the tags");
      return false;
    }
    reading.log().warning(reading.file(), record.place(), found, "tags moved to fit", fix);
    return true;
  }

  private List<EntitySpan> labels(JsonRecord record, Region region, SpanReader spans) {
    List<EntitySpan> read = new ArrayList<>();
    int index = 0;
    if (!region.labels.isArray() && !region.labels.isMissingNode()) {
      reading.error(
          record.place(region.pointer),
          "labels that are " + Json.kind(region.labels),
          "write them as an array");
      return read;
    }
    for (JsonNode label : region.labels) {
      String place = record.place("%s/labels/%d".formatted(region.pointer, index++));
      long[] offsets = reading.offsets(label, "offset", "length", place);
      String type = offsets == null ? null : type(label, place);
      if (offsets == null || type == null) {
        continue;
      }
      long start = Math.max(-1, Math.min(offsets[0], FAR));
      long end = start + Math.max(-FAR, Math.min(offsets[1], FAR));
      if (start < region.start || end > region.end) {
        reading
            .tally()
            .warning(
                place,
                "a label outside of its region",
                "read, from the start of the text as all are",
                "widen the region, or the service passes over the label");
      }
      spans.read(place, start, end, type, null, Map.of()).ifPresent(read::add);
    }
    return read;
  }

  private @Nullable String type(JsonNode label, String place) {
    for (String field : TYPE_FIELDS) {
      if (label.path(field).isTextual()) {
        String type = label.get(field).textValue();
        if (!categories.isEmpty() && !categories.contains(type)) {
          reading
              .tally()
              .warning(
                  place,
                  "the category '%s', which the project does not declare"
                      .formatted(Json.abbreviated(type)),
                  "read",
                  "declare it, without which Azure refuses the file");
        }
        return type;
      }
    }
    return reading.type(label, TYPE_FIELDS.get(0), place);
  }

  /** The offsets of one text. */
  private static final class Offsets {

    private final int length;
    private final @Nullable OffsetMap map;

    Offsets(String text, OffsetEncoding unit) {
      this.map = unit == OffsetEncoding.UTF16 ? null : OffsetMap.of(text, unit);
      this.length = map == null ? text.length() : map.length();
    }

    int length() {
      return length;
    }

    CharSpan utf16(Region region) {
      return new CharSpan(utf16(region.start), utf16(region.end));
    }

    /** An offset inside a character is taken for the start of that character. */
    private int utf16(long offset) {
      int within = (int) Math.min(offset, length);
      while (map != null) {
        try {
          return map.toUtf16(within);
        } catch (IllegalArgumentException e) {
          within--;
        }
      }
      return within;
    }
  }
}
