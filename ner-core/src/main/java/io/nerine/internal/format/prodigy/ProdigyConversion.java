package io.nerine.internal.format.prodigy;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import io.nerine.text.CharSpan;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes documents of Prodigy's tasks. */
final class ProdigyConversion implements RecordConversion {

  /** The fields of a task that mean something; all others are metadata. */
  static final Set<String> FIELDS =
      Set.of("text", "spans", "tokens", "answer", "relations", NerineField.NAME);

  /** The view whose questions are answered for one tag at a time. */
  static final String BINARY_VIEW = "ner";

  /** In a task that rejects one tag of a document that stands before it: the document's id. */
  static final String OF = "of";

  private final RecordReading reading;
  private final boolean keeps;

  /** The last document, to which rejected tags may follow. */
  private @Nullable Held held;

  private record Held(String id, String text, AnnotatedDocument.Builder document) {}

  ProdigyConversion(RecordReading reading) {
    this.reading = reading;
    this.keeps =
        OptionChoice.of(
                ProdigyFormat.UNANSWERED,
                reading.options().option(ProdigyFormat.UNANSWERED),
                List.of("skip", "keep"))
            .equals("keep");
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    JsonNode task = record.value();
    if (!task.path("text").isTextual()) {
      reading.error(
          record.place(),
          task.isObject() ? "a task without a 'text'" : "a record that is " + Json.kind(task),
          "export tasks of texts, one a line");
      return;
    }
    String answer = task.path("answer").asText("accept");
    switch (answer) {
      case "accept" -> accepted(record, documents);
      case "reject" -> rejected(record, documents);
      case "ignore" -> unanswered(record, "a task that was ignored", documents);
      default ->
          reading.error(
              record.place("/answer"),
              "answer '%s'".formatted(Json.abbreviated(answer)),
              "write accept, reject or ignore");
    }
  }

  @Override
  public void end(Consumer<AnnotatedDocument> documents) {
    if (held != null) {
      documents.accept(held.document.build());
      held = null;
    }
  }

  private void accepted(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    List<EntitySpan> spans = spans(record);
    AnnotatedDocument.Builder document = AnnotatedDocument.builder("", text(record)).spans(spans);
    boolean binary = record.value().path("_view_id").asText().equals(BINARY_VIEW);
    NerineField more = more(record);
    if (binary && !more.isThere()) {
      document.reviewedRegions(spans.stream().map(EntitySpan::span).sorted().distinct().toList());
    }
    hold(record, more, document, documents);
  }

  private void rejected(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    if (record.value().path("spans").size() != 1) {
      String found =
          "a task that was rejected, with %s tags"
              .formatted(record.value().path("spans").isEmpty() ? "no" : "several");
      unanswered(record, found, documents);
      return;
    }
    List<EntitySpan> spans = spans(record);
    NerineField more = more(record);
    Held before = held;
    if (before != null
        && more.string(OF).filter(before.id::equals).isPresent()
        && before.text.equals(text(record))) {
      spans.forEach(before.document::rejectedSpan);
      return;
    }
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder("", text(record)).reviewedRegions(List.<CharSpan>of());
    spans.forEach(document::rejectedSpan);
    hold(record, more, document, documents);
  }

  private void unanswered(JsonRecord record, String found, Consumer<AnnotatedDocument> documents) {
    if (!keeps) {
      reading.tally().info(record.place(), found, "left out");
      return;
    }
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder("", text(record))
            .reviewedRegions(List.<CharSpan>of())
            .metadata("answer", record.value().path("answer").asText());
    hold(record, more(record), document, documents);
  }

  /** Completes a document, gives the one before it and keeps it for what may follow. */
  private void hold(
      JsonRecord record,
      NerineField more,
      AnnotatedDocument.Builder document,
      Consumer<AnnotatedDocument> documents) {
    end(documents);
    String text = text(record);
    String id = more.id().orElseGet(record::defaultId);
    for (var field : record.value().properties()) {
      // A view that Nerine chose is no metadata; one that it kept is in its own field.
      boolean chosen = more.isThere() && field.getKey().equals("_view_id");
      if (!FIELDS.contains(field.getKey()) && !chosen) {
        document.metadata(field.getKey(), Json.value(field.getValue()));
      }
    }
    leaveOut(record, "tokens", "the tokens of a task");
    leaveOut(record, "relations", "relations between tags");
    document.id(id);
    more.addTo(document, text);
    held = new Held(id, text, document);
  }

  private void leaveOut(JsonRecord record, String field, String what) {
    if (!record.value().path(field).isEmpty()) {
      reading.tally().info(record.place("/" + field), what, "left out");
    }
  }

  private NerineField more(JsonRecord record) {
    return NerineField.in(record.value(), record.place("/" + NerineField.NAME), reading);
  }

  private List<EntitySpan> spans(JsonRecord record) {
    return new ProdigySpans(record, reading).read();
  }

  private static String text(JsonRecord record) {
    return record.value().path("text").textValue();
  }
}
