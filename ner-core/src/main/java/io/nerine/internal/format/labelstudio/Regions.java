package io.nerine.internal.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.EntitySpan;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.RecordReading;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads regions of one text: the values that have a start, an end and labels. */
final class Regions {

  /** The fields that hold labels of texts, by the tag of the labelling interface. */
  private static final List<String> LABEL_FIELDS = List.of("labels", "hypertextlabels");

  /**
   * What the tool's browser part changes in the text of a region: line breaks become a backslash
   * and an n, runs of white space become one blank.
   */
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]++|\\\\[nr]");

  /** A longer text is no mention, and not worth the time. */
  private static final int MOST_CHARACTERS = 10_000;

  private final String text;
  private final RecordReading reading;
  private final SpanReader spans;
  private @Nullable OffsetMap map;

  Regions(String text, RecordReading reading) {
    this.text = text;
    this.reading = reading;
    this.spans = reading.spans(text);
  }

  /** The labels of a region; a missing node if it has none. */
  static JsonNode labels(JsonNode value) {
    for (String field : LABEL_FIELDS) {
      if (value.path(field).isArray()) {
        return value.get(field);
      }
    }
    return value.path(LABEL_FIELDS.get(0));
  }

  /**
   * Reads a region.
   *
   * @param value the object with start, end, text and labels
   * @param place where it stands
   * @param attributes what else is known of it
   * @return a tag for each label
   */
  List<EntitySpan> read(JsonNode value, String place, Map<String, String> attributes) {
    List<EntitySpan> read = new ArrayList<>();
    long[] offsets = offsets(value, place);
    if (offsets == null) {
      return read;
    }
    JsonNode labels = labels(value);
    if (!labels.isArray() || labels.isEmpty()) {
      reading.error(place, "a region without labels", "label it, or delete it");
    }
    String mention = mention(value, offsets);
    for (JsonNode label : labels) {
      if (!label.isTextual()) {
        reading.error(place, "a label that is " + Json.kind(label), "write it as a string");
        continue;
      }
      spans
          .read(place, offsets[0], offsets[1], label.textValue(), mention, attributes)
          .ifPresent(read::add);
    }
    return read;
  }

  private long @Nullable [] offsets(JsonNode value, String place) {
    if (value.path("globalOffsets").isObject()) {
      return reading.offsets(value.get("globalOffsets"), "start", "end", place);
    }
    if (value.path("start").isTextual() || value.has("startOffset")) {
      reading.error(
          place,
          "a region of a hypertext or dialogue, whose offsets count in its parts",
          "export it with 'globalOffsets', or label it as plain text with the Text tag");
      return null;
    }
    return reading.offsets(value, "start", "end", place);
  }

  /** The text that a region states, as it stands in the text where they differ in space only. */
  private @Nullable String mention(JsonNode value, long[] offsets) {
    if (!value.path("text").isTextual()) {
      return null;
    }
    String stated = value.get("text").textValue();
    String covered = covered(offsets[0], offsets[1]);
    if (covered == null || covered.equals(stated) || covered.length() > MOST_CHARACTERS) {
      return stated;
    }
    return withoutSpace(covered).equals(withoutSpace(stated)) ? covered : stated;
  }

  private static String withoutSpace(String text) {
    return SPACE.matcher(text).replaceAll("");
  }

  private @Nullable String covered(long start, long end) {
    if (map == null) {
      map = OffsetMap.of(text, reading.unit());
    }
    if (start < 0 || end < start || end > map.length()) {
      return null;
    }
    if (reading.unit() == OffsetEncoding.UTF16) {
      return text.substring((int) start, (int) end);
    }
    // Each offset up to the length of graphemes, code points and bytes may lie inside a character.
    try {
      return text.substring(map.toUtf16((int) start), map.toUtf16((int) end));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
