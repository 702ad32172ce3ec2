package io.nerine.internal.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.labelstudio.TaskConversion.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the results of one annotation. */
final class ResultReader {

  /** Attribute: how sure a model was. */
  static final String SCORE = "score";

  /** Attribute: whether a person or a model set the tag, in the words of the tool. */
  static final String ORIGIN = "origin";

  private static final Set<String> TYPES = Set.of("labels", "hypertextlabels", "paragraphlabels");

  private final JsonRecord record;
  private final Annotation annotation;
  private final RecordReading reading;
  private final String target;

  ResultReader(JsonRecord record, Annotation annotation, RecordReading reading) {
    this.record = record;
    this.annotation = annotation;
    this.reading = reading;
    this.target = firstTarget(annotation);
  }

  /** The name of the tag that the first region lies in; empty if there is none. */
  String target() {
    return target;
  }

  private static String firstTarget(Annotation annotation) {
    for (JsonNode result : annotation.value().path("result")) {
      if (isRegion(result)) {
        return result.path("to_name").asText("");
      }
    }
    return "";
  }

  private static boolean isRegion(JsonNode result) {
    return TYPES.contains(result.path("type").asText());
  }

  /**
   * Reads the regions and notes the other results.
   *
   * @param key the key of the text in the data of the task
   * @param text the text
   * @param common what is known of all tags
   * @return the tags
   */
  List<EntitySpan> read(String key, String text, Map<String, String> common) {
    JsonNode results = annotation.value().path("result");
    if (!results.isArray() && !annotation.value().isMissingNode()) {
      reading.error(
          record.place(annotation.pointer()),
          "results that are " + Json.kind(results),
          "write 'result' as an array");
    }
    Regions regions = new Regions(text, reading);
    List<EntitySpan> read = new ArrayList<>();
    int index = 0;
    for (JsonNode result : results) {
      String place = record.place("%s/result/%d".formatted(annotation.pointer(), index++));
      if (!isRegion(result)) {
        String type = Json.abbreviated(result.path("type").asText("unknown"));
        reading.tally().info(place, "results of type '%s'".formatted(type), "left out");
      } else if (isElsewhere(result, key)) {
        reading
            .log()
            .warning(
                reading.file(),
                place,
                "a region of the text '%s', not '%s'"
                    .formatted(result.path("to_name").asText(), key),
                "left out",
                "read that text by the option '%s'".formatted(LabelStudioFormat.TEXT_KEY));
      } else {
        read.addAll(regions.read(result.path("value"), place, attributes(result, common)));
      }
    }
    return read;
  }

  /** Whether a region lies in another text of the task. */
  private boolean isElsewhere(JsonNode result, String key) {
    String other = result.path("to_name").asText("");
    return !other.equals(key)
        && !other.equals(target)
        && record.value().path("data").path(other).isTextual();
  }

  private static Map<String, String> attributes(JsonNode result, Map<String, String> common) {
    Map<String, String> attributes = new LinkedHashMap<>(common);
    for (String field : new String[] {EntitySpan.ID, SCORE, ORIGIN}) {
      JsonNode value = result.path(field);
      if (value.isValueNode() && !value.isNull()) {
        attributes.put(field, RecordReading.text(value));
      }
    }
    JsonNode meta = result.path("meta");
    JsonNode note = meta.path("text");
    if (note.isTextual()) {
      attributes.put(EntitySpan.NOTE, note.textValue());
    } else if (note.isArray() && !note.isEmpty()) {
      attributes.put(
          EntitySpan.NOTE,
          StreamSupport.stream(note.spliterator(), false)
              .map(RecordReading::text)
              .collect(Collectors.joining("\n")));
    }
    attributes.putAll(RecordReading.attributes(meta, Set.of("text", NerineField.NAME)));
    attributes.putAll(RecordReading.attributes(meta.path(NerineField.NAME), Set.of()));
    return attributes;
  }
}
