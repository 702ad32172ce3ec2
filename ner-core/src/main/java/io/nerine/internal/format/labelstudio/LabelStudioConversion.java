package io.nerine.internal.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import java.util.List;
import java.util.function.Consumer;

/** Tells tasks of the full export from those of the minimal one. */
final class LabelStudioConversion implements RecordConversion {

  /** Which annotations of a task are read. */
  enum Chosen {
    FIRST,
    ALL,
    GROUND_TRUTH
  }

  private final RecordReading reading;
  private final TaskConversion tasks;
  private final MinimalConversion minimal;

  LabelStudioConversion(RecordReading reading) {
    this.reading = reading;
    List<String> names = List.of("first", "all", "ground-truth");
    String name =
        OptionChoice.of(
            LabelStudioFormat.ANNOTATIONS,
            reading.options().option(LabelStudioFormat.ANNOTATIONS),
            names);
    Chosen chosen = Chosen.values()[names.indexOf(name)];
    boolean predictions =
        OptionChoice.flag(
            LabelStudioFormat.PREDICTIONS, reading.options().option(LabelStudioFormat.PREDICTIONS));
    this.tasks = new TaskConversion(reading, chosen, predictions);
    this.minimal = new MinimalConversion(reading, chosen, predictions);
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    JsonNode value = record.value();
    if (!value.isObject()) {
      reading.error(
          record.place(),
          "a record that is " + Json.kind(value),
          "export the project as JSON or JSON_MIN");
    } else if (value.path("data").isObject()) {
      tasks.convert(record, documents);
    } else {
      minimal.convert(record, documents);
    }
  }
}
