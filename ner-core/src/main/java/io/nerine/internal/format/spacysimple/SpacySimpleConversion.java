package io.nerine.internal.format.spacysimple;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes documents of pairs and objects. */
final class SpacySimpleConversion implements RecordConversion {

  private static final Set<String> TAG_FIELDS = Set.of("start", "end", "label", "text");

  /** The fields of an object that hold its text and tags. */
  private static final Set<String> FIELDS = Set.of("text", "entities", "ents", "spans");

  /** What a fourth element of a tag is: an identity in a knowledge base, as displaCy names it. */
  private static final String KNOWLEDGE_BASE_ID = "kb_id";

  private final RecordReading reading;

  SpacySimpleConversion(RecordReading reading) {
    this.reading = reading;
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    JsonNode value = record.value();
    if (value.isNull()) {
      reading.tally().info(record.place(), "a text that was not annotated", "left out");
    } else if (value.isArray() && value.path(0).isTextual()) {
      documents.accept(pair(record));
    } else if (value.path("text").isTextual()) {
      documents.accept(object(record));
    } else {
      reading.error(
          record.place(),
          value.isObject() ? "an object without a 'text'" : "a record that is " + Json.kind(value),
          "write [\"text\", {\"entities\": [[start, end, \"TYPE\"]]}]");
    }
  }

  private AnnotatedDocument pair(JsonRecord record) {
    String text = record.value().get(0).textValue();
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(record.defaultId(), text);
    JsonNode annotations = record.value().path(1);
    SpanReader spans = reading.spans(text);
    if (annotations.isObject()) {
      tags(annotations, record, "/1", spans, document);
      annotations
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!FIELDS.contains(field)) {
                  String found = "annotations other than entities: " + Json.abbreviated(field);
                  reading.tally().info(record.place("/1"), found, "left out");
                }
              });
    } else if (annotations.isArray()) {
      list(annotations, record, "/1", spans, document, "");
    } else {
      reading.error(
          record.place("/1"),
          "annotations that are " + Json.kind(annotations),
          "write {\"entities\": [[start, end, \"TYPE\"]]}");
    }
    return document.build();
  }

  private AnnotatedDocument object(JsonRecord record) {
    JsonNode value = record.value();
    String text = value.get("text").textValue();
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(record.defaultId(), text);
    tags(value, record, "", reading.spans(text), document);
    value
        .properties()
        .forEach(
            field -> {
              if (!FIELDS.contains(field.getKey())) {
                document.metadata(field.getKey(), Json.value(field.getValue()));
              }
            });
    return document.build();
  }

  private void tags(
      JsonNode annotations,
      JsonRecord record,
      String pointer,
      SpanReader spans,
      AnnotatedDocument.Builder document) {
    for (String field : new String[] {"entities", "ents", "spans"}) {
      JsonNode tags = annotations.path(field);
      String place = pointer + "/" + field;
      if (tags.isObject() && field.equals("spans")) {
        // Groups of spans, for a span categoriser.
        for (var group : tags.properties()) {
          list(
              group.getValue(),
              record,
              place + "/" + group.getKey(),
              spans,
              document,
              group.getKey());
        }
      } else if (!tags.isMissingNode() && !tags.isNull()) {
        list(tags, record, place, spans, document, "");
      }
    }
  }

  private void list(
      JsonNode tags,
      JsonRecord record,
      String pointer,
      SpanReader spans,
      AnnotatedDocument.Builder document,
      String group) {
    if (!tags.isArray()) {
      reading.error(
          record.place(pointer),
          "tags that are " + Json.kind(tags),
          "write [[start, end, \"TYPE\"]]");
      return;
    }
    if (tags.path(0).isTextual()) {
      reading.error(
          record.place(pointer),
          "tags of tokens in place of offsets",
          "convert them in Python: spacy.training.biluo_tags_to_offsets(doc, tags)");
      return;
    }
    int index = 0;
    for (JsonNode tag : tags) {
      String place = record.place(pointer + "/" + index++);
      Optional<EntitySpan> span =
          tag.isObject() ? tagged(tag, place, spans) : reading.triple(tag, place, spans);
      String identity = tag.path(3).isNull() ? "" : tag.path(3).asText();
      span.map(read -> with(read, KNOWLEDGE_BASE_ID, identity))
          .map(read -> with(read, "group", group))
          .ifPresent(document::span);
    }
  }

  private Optional<EntitySpan> tagged(JsonNode tag, String place, SpanReader spans) {
    if (tag.has("start_token")) {
      reading.error(
          place, "a tag that counts tokens", "write 'start' and 'end' as offsets of characters");
      return Optional.empty();
    }
    long[] offsets = reading.offsets(tag, "start", "end", place);
    String type = offsets == null ? null : reading.type(tag, "label", place);
    if (offsets == null || type == null) {
      return Optional.empty();
    }
    String mention = reading.string(tag, "text", place);
    return spans.read(
        place, offsets[0], offsets[1], type, mention, RecordReading.attributes(tag, TAG_FIELDS));
  }

  private static EntitySpan with(EntitySpan span, String key, String value) {
    if (value.isEmpty()) {
      return span;
    }
    Map<String, String> attributes = new LinkedHashMap<>(span.attributes());
    attributes.putIfAbsent(key, value);
    return new EntitySpan(span.start(), span.end(), span.type(), attributes);
  }
}
