package io.nerine.internal.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.labelstudio.LabelStudioConversion.Chosen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes documents of the tasks of a full export. */
final class TaskConversion implements RecordConversion {

  /** In the field that Nerine adds: the key of the text, where it is not the usual one. */
  static final String TEXT_FIELD = "textKey";

  static final String LEFT_OUT = "left out";

  /** What the tool notes of its own work, for the report. */
  static final String BOOKKEEPING =
      "what Label Studio notes of tasks and annotations, such as times";

  private static final Set<String> TASK_FIELDS =
      Set.of("id", "data", "annotations", "completions", "predictions", "drafts", "meta");

  private static final String STATUS_PREDICTED = "predicted";

  private final RecordReading reading;
  private final Chosen chosen;
  private final boolean predictions;

  TaskConversion(RecordReading reading, Chosen chosen, boolean predictions) {
    this.reading = reading;
    this.chosen = chosen;
    this.predictions = predictions;
  }

  /** One annotation or prediction of a task, and where it stands in it. */
  record Annotation(JsonNode value, String pointer) {}

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    noteRest(record);
    List<Annotation> annotations = chosen(record);
    for (Annotation annotation : annotations) {
      AnnotatedDocument document = document(record, annotation);
      if (document != null) {
        documents.accept(document);
      }
    }
    if (!annotations.isEmpty()) {
      return;
    }
    // A task that Nerine wrote says itself what was reviewed in it.
    AnnotatedDocument untagged =
        record.value().path("data").has(NerineField.NAME) && !predictions
            ? document(record, new Annotation(record.value().path("annotations").path(0), ""))
            : null;
    if (untagged != null) {
      documents.accept(untagged);
    } else {
      String what = predictions ? "a task without prediction" : "a task without annotation";
      reading.tally().info(record.place(), what, LEFT_OUT);
    }
  }

  private List<Annotation> chosen(JsonRecord record) {
    List<Annotation> candidates = new ArrayList<>();
    for (String field : results(record.value())) {
      int index = 0;
      for (JsonNode value : record.value().path(field)) {
        Annotation annotation = new Annotation(value, "/%s/%d".formatted(field, index++));
        if (isReadable(record, annotation)) {
          candidates.add(annotation);
        }
      }
    }
    List<Annotation> truths =
        candidates.stream().filter(one -> one.value.path("ground_truth").asBoolean()).toList();
    List<Annotation> read =
        switch (chosen) {
          case ALL -> candidates;
          case GROUND_TRUTH -> truths;
          case FIRST -> (truths.isEmpty() ? candidates : truths).stream().limit(1).toList();
        };
    for (int left = candidates.size() - read.size(); left > 0; left--) {
      reading
          .tally()
          .info(record.place(), "another annotation of the same task", "left out, see the options");
    }
    return read;
  }

  private List<String> results(JsonNode task) {
    if (predictions) {
      return List.of("predictions");
    }
    return List.of(task.has("annotations") ? "annotations" : "completions");
  }

  private boolean isReadable(JsonRecord record, Annotation annotation) {
    String place = record.place(annotation.pointer);
    if (!annotation.value.isObject()) {
      reading.error(
          place,
          "an annotation that is " + Json.kind(annotation.value),
          "export the project as JSON, with predictions if they are to be read");
      return false;
    }
    if (annotation.value.path("was_cancelled").asBoolean()
        || annotation.value.path("skipped").asBoolean()) {
      reading.tally().info(place, "an annotation that was cancelled", LEFT_OUT);
      return false;
    }
    return true;
  }

  private void noteRest(JsonRecord record) {
    JsonNode task = record.value();
    if (!task.path("drafts").isEmpty()) {
      reading.tally().info(record.place("/drafts"), "drafts", LEFT_OUT);
    }
    if (!predictions && !task.path("predictions").isEmpty()) {
      reading.tally().info(record.place("/predictions"), "predictions", LEFT_OUT);
    }
    task.fieldNames()
        .forEachRemaining(
            field -> {
              if (!TASK_FIELDS.contains(field)) {
                reading.tally().info(record.place(), BOOKKEEPING, LEFT_OUT);
              }
            });
  }

  private @Nullable AnnotatedDocument document(JsonRecord record, Annotation annotation) {
    JsonNode task = record.value();
    JsonNode data = task.get("data");
    NerineField more = NerineField.in(data, record.place("/data/" + NerineField.NAME), reading);
    ResultReader results = new ResultReader(record, annotation, reading);
    String key = new TextKey(record, reading).find(data, results.target(), more);
    if (key == null) {
      return null;
    }
    String text = data.get(key).textValue();
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(more.id().orElseGet(() -> id(record, annotation)), text);
    results.read(key, text, attributes(annotation.value)).forEach(document::span);
    data.properties()
        .forEach(
            field -> {
              if (!field.getKey().equals(key) && !field.getKey().equals(NerineField.NAME)) {
                document.metadata(field.getKey(), Json.value(field.getValue()));
              }
            });
    if (!task.path("meta").isEmpty() && !data.has("meta")) {
      document.metadata("meta", Json.value(task.get("meta")));
    }
    more.addTo(document, text);
    return document.build();
  }

  private String id(JsonRecord record, Annotation annotation) {
    JsonNode id = record.value().path("id");
    String task = id.isIntegralNumber() || id.isTextual() ? id.asText() : record.defaultId();
    JsonNode own = annotation.value.path("id");
    return chosen != Chosen.ALL
        ? task
        : task
            + "/"
            + (own.isIntegralNumber() || own.isTextual()
                ? own.asText()
                : annotation.pointer.substring(annotation.pointer.lastIndexOf('/') + 1));
  }

  /** What is known of all tags of an annotation. */
  private Map<String, String> attributes(JsonNode annotation) {
    Map<String, String> attributes = new LinkedHashMap<>();
    JsonNode by = annotation.path(predictions ? "model_version" : "completed_by");
    if (by.isObject()) {
      by = by.path(by.path("email").isTextual() ? "email" : "id");
    }
    if (by.isNumber() || by.isTextual()) {
      attributes.put(EntitySpan.ANNOTATOR, by.asText());
    }
    if (predictions) {
      attributes.put(EntitySpan.STATUS, STATUS_PREDICTED);
      if (annotation.path("score").isNumber()) {
        attributes.put(ResultReader.SCORE, RecordReading.text(annotation.get("score")));
      }
    }
    return attributes;
  }
}
