package io.nerine.internal.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.labelstudio.LabelStudioConversion.Chosen;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents of the records of JSON_MIN, one an annotation: the data of the task, the results
 * under the names of their tags, and what the tool notes.
 */
final class MinimalConversion implements RecordConversion {

  /** What the tool notes; nothing of it is data. */
  static final Set<String> BOOKKEEPING =
      Set.of("annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement");

  private final RecordReading reading;
  private final Chosen chosen;
  private final boolean predictions;
  private boolean refused;
  private @Nullable String lastTask;

  MinimalConversion(RecordReading reading, Chosen chosen, boolean predictions) {
    this.reading = reading;
    this.chosen = chosen;
    this.predictions = predictions;
  }

  /** Whether a value is a list of labelled regions. */
  static boolean isLabels(JsonNode value) {
    JsonNode first = value.path(0);
    return first.isObject()
        && (first.has("start") || first.has("globalOffsets"))
        && Regions.labels(first).isArray();
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    if (predictions || chosen == Chosen.GROUND_TRUTH) {
      refuse(record);
      return;
    }
    JsonNode value = record.value();
    NerineField more = NerineField.in(value, record.place("/" + NerineField.NAME), reading);
    String key = new TextKey(record, reading).find(data(value), "", more);
    if (key == null || repeats(record)) {
      return;
    }
    String text = value.get(key).textValue();
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(more.id().orElseGet(() -> id(record)), text);
    Regions regions = new Regions(text, reading);
    for (var field : value.properties()) {
      String name = field.getKey();
      if (isLabels(field.getValue())) {
        int index = 0;
        for (JsonNode region : field.getValue()) {
          String place = record.place("/%s/%d".formatted(name, index++));
          regions.read(region, place, annotator(value)).forEach(document::span);
        }
      } else if (BOOKKEEPING.contains(name)) {
        reading.tally().info(record.place(), TaskConversion.BOOKKEEPING, TaskConversion.LEFT_OUT);
      } else if (!name.equals(key) && !name.equals("id") && !name.equals(NerineField.NAME)) {
        document.metadata(name, Json.value(field.getValue()));
      }
    }
    more.addTo(document, text);
    documents.accept(document.build());
  }

  private void refuse(JsonRecord record) {
    if (!refused) {
      refused = true;
      reading.error(
          record.place(),
          "a JSON_MIN export, which holds neither predictions nor which annotation is ground truth",
          "export the project as JSON");
    }
  }

  /** The fields that may be data. */
  private static ObjectNode data(JsonNode value) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    value
        .properties()
        .forEach(
            field -> {
              if (!BOOKKEEPING.contains(field.getKey()) && !field.getKey().equals("id")) {
                data.set(field.getKey(), field.getValue());
              }
            });
    return data;
  }

  /** Whether a record is a further annotation of the task before it, of which one is read. */
  private boolean repeats(JsonRecord record) {
    JsonNode id = record.value().path("id");
    String task = id.isIntegralNumber() || id.isTextual() ? id.asText() : null;
    boolean repeats = chosen == Chosen.FIRST && task != null && task.equals(lastTask);
    lastTask = task;
    if (repeats && record.value().has("annotation_id")) {
      reading
          .tally()
          .info(record.place(), "another annotation of the same task", "left out, see the options");
      return true;
    }
    return false;
  }

  private String id(JsonRecord record) {
    JsonNode id = record.value().path("id");
    String task = id.isIntegralNumber() || id.isTextual() ? id.asText() : record.defaultId();
    JsonNode own = record.value().path("annotation_id");
    return chosen == Chosen.ALL && own.isValueNode() && !own.isNull()
        ? task + "/" + own.asText()
        : task;
  }

  private static Map<String, String> annotator(JsonNode record) {
    JsonNode annotator = record.path("annotator");
    return annotator.isNumber() || annotator.isTextual()
        ? Map.of(EntitySpan.ANNOTATOR, annotator.asText())
        : Map.of();
  }
}
