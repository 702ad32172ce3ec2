package io.nerine.internal.format.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes documents of doccano's records. */
final class DoccanoConversion implements RecordConversion {

  private static final Set<String> ENTITY_FIELDS =
      Set.of("id", "label", "start_offset", "end_offset", "start", "end", "user");

  private final RecordReading reading;
  private final List<String> textFields;
  private final List<String> labelFields;

  DoccanoConversion(RecordReading reading) {
    this.reading = reading;
    this.textFields =
        reading
            .options()
            .option(DoccanoFormat.TEXT_FIELD)
            .map(List::of)
            .orElse(DoccanoFormat.TEXT_FIELDS);
    this.labelFields =
        reading
            .options()
            .option(DoccanoFormat.LABEL_FIELD)
            .map(List::of)
            .orElse(DoccanoFormat.LABEL_FIELDS);
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    JsonNode value = record.value();
    if (!value.isObject()) {
      reading.error(
          record.place(), "a record that is " + Json.kind(value), "write {\"text\": \"...\"}");
      return;
    }
    String textField = first(textFields, value, JsonNode::isTextual);
    if (textField == null) {
      reading.error(
          record.place(),
          "no text in the fields " + String.join(", ", textFields),
          "add it, or name its field by the option '%s'".formatted(DoccanoFormat.TEXT_FIELD));
      return;
    }
    documents.accept(document(record, textField, first(labelFields, value, JsonNode::isArray)));
  }

  private AnnotatedDocument document(
      JsonRecord record, String textField, @Nullable String labelField) {
    JsonNode value = record.value();
    String text = value.get(textField).textValue();
    NerineField more = NerineField.in(value, record.place("/" + NerineField.NAME), reading);
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(more.id().orElseGet(() -> id(record)), text);
    if (labelField != null) {
      SpanReader spans = reading.spans(text);
      int index = 0;
      for (JsonNode tag : value.get(labelField)) {
        String place = record.place("/%s/%d".formatted(labelField, index++));
        tag(tag, place, spans).ifPresent(document::span);
      }
    }
    Set<String> read = new HashSet<>(Set.of("id", NerineField.NAME, textField));
    if (labelField != null) {
      read.add(labelField);
    }
    leaveOut(record, "relations", "relations between tags", read);
    leaveOut(record, "cats", "categories of the whole text", read);
    value
        .properties()
        .forEach(
            field -> {
              if (!read.contains(field.getKey())) {
                document.metadata(field.getKey(), Json.value(field.getValue()));
              }
            });
    more.addTo(document, text);
    return document.build();
  }

  private void leaveOut(JsonRecord record, String field, String what, Set<String> read) {
    read.add(field);
    if (!record.value().path(field).isEmpty()) {
      reading.tally().info(record.place("/" + field), what, "left out");
    }
  }

  private static String id(JsonRecord record) {
    JsonNode id = record.value().path("id");
    return id.isIntegralNumber() || id.isTextual() ? id.asText() : record.defaultId();
  }

  private Optional<EntitySpan> tag(JsonNode tag, String place, SpanReader spans) {
    if (!tag.isObject()) {
      return reading.triple(tag, place, spans);
    }
    boolean own = tag.has("start_offset");
    long[] offsets =
        reading.offsets(tag, own ? "start_offset" : "start", own ? "end_offset" : "end", place);
    if (offsets == null) {
      return Optional.empty();
    }
    JsonNode label = tag.path("label");
    if (!label.isTextual()) {
      reading.error(
          place,
          "a tag whose label is " + Json.kind(label),
          "export the texts of labels, not their numbers (JSONL with text labels)");
      return Optional.empty();
    }
    Map<String, String> attributes =
        new LinkedHashMap<>(RecordReading.attributes(tag, ENTITY_FIELDS));
    put(attributes, EntitySpan.ID, tag.path("id"));
    put(attributes, EntitySpan.ANNOTATOR, tag.path("user"));
    return spans.read(place, offsets[0], offsets[1], label.textValue(), null, attributes);
  }

  private static void put(Map<String, String> attributes, String key, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      attributes.put(key, value.asText());
    }
  }

  private interface Kind {
    boolean fits(JsonNode value);
  }

  private static @Nullable String first(List<String> fields, JsonNode record, Kind kind) {
    for (String field : fields) {
      if (kind.fits(record.path(field))) {
        return field;
      }
    }
    return null;
  }
}
