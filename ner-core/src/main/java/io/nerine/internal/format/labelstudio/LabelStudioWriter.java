package io.nerine.internal.format.labelstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.WriteOptions;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonOutput;
import io.nerine.internal.format.JsonSafety;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.WrittenSpans;
import io.nerine.internal.format.files.Losses;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one array of tasks. */
final class LabelStudioWriter {

  private static final String MODEL = "nerine";

  private static final Set<FormatCapability> ALL = EnumSet.allOf(FormatCapability.class);

  private final Path target;
  private final OffsetEncoding unit;
  private final boolean minimal;
  private final boolean predictions;
  private final String textKey;
  private final String fromName;
  private final String toName;
  private final FormatLog log = new FormatLog();
  private final Losses losses;

  LabelStudioWriter(Path target, WriteOptions options, OffsetEncoding unit) {
    this.target = target;
    this.unit = options.offsets().orElse(unit);
    this.minimal = flag(options, LabelStudioFormat.MIN);
    this.predictions = flag(options, LabelStudioFormat.PREDICTIONS);
    this.textKey = options.option(LabelStudioFormat.TEXT_KEY).orElse("text");
    this.fromName = options.option(LabelStudioFormat.FROM_NAME).orElse("label");
    this.toName = options.option(LabelStudioFormat.TO_NAME).orElse("text");
    if (minimal && predictions) {
      throw new IllegalArgumentException(
          "Options '%s' and '%s' exclude each other: JSON_MIN holds no predictions"
              .formatted(LabelStudioFormat.MIN, LabelStudioFormat.PREDICTIONS));
    }
    Set<FormatCapability> held = EnumSet.copyOf(ALL);
    if (minimal) {
      held.remove(FormatCapability.SPAN_ATTRIBUTES);
    }
    this.losses = new Losses(held, log, target.toString());
  }

  private static boolean flag(WriteOptions options, String name) {
    return OptionChoice.flag(name, options.option(name));
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    JsonOutput.write(
        target, JsonOutput.Layout.ARRAY, documents, document -> List.of(record(document)));
    losses.report();
    return log.report();
  }

  private Map<String, @Nullable Object> record(AnnotatedDocument given) {
    losses.count(given);
    AnnotatedDocument document = JsonSafety.writable(given, losses);
    WrittenSpans spans = WrittenSpans.of(document, unit, losses);
    log.count(spans.in(document));
    return minimal ? minimal(document, spans) : task(document, spans);
  }

  private Map<String, @Nullable Object> task(AnnotatedDocument document, WrittenSpans spans) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put(textKey, document.text());
    NerineField.put(document, ALL, Set.of(textKey, NerineField.NAME), data, losses);
    nameTextKey(data);
    Map<String, @Nullable Object> task = new LinkedHashMap<>();
    number(document.id(), task);
    task.put("data", data);
    Map<String, Object> annotation = new LinkedHashMap<>();
    if (predictions) {
      annotation.put("model_version", MODEL);
    }
    annotation.put("result", results(spans));
    boolean reviewed = document.reviewedRegions().map(regions -> !regions.isEmpty()).orElse(true);
    boolean tagged = spans.size() > 0 || (reviewed && !predictions);
    task.put(predictions ? "predictions" : "annotations", tagged ? List.of(annotation) : List.of());
    return task;
  }

  /** Ids of tasks are numbers; any other id stands in the field that Nerine adds. */
  private static void number(String id, Map<String, @Nullable Object> task) {
    if (id.matches("0|[1-9][0-9]{0,17}")) {
      task.put("id", Long.valueOf(id));
    }
  }

  private void nameTextKey(Map<String, @Nullable Object> data) {
    boolean usual = textKey.equals("text") && toName.equals(textKey);
    if (!usual && data.get(NerineField.NAME) instanceof Map<?, ?> field) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      field.forEach((key, value) -> named.put(String.valueOf(key), value));
      named.put(TaskConversion.TEXT_FIELD, textKey);
      data.put(NerineField.NAME, named);
    }
  }

  private List<Map<String, Object>> results(WrittenSpans spans) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (WrittenSpans.Written tag : spans) {
      Map<String, Object> result = new LinkedHashMap<>();
      Map<String, String> rest = new TreeMap<>(tag.span().attributes());
      String id = rest.remove(EntitySpan.ID);
      if (id != null) {
        result.put("id", id);
      }
      result.put("from_name", fromName);
      result.put("to_name", toName);
      result.put("type", "labels");
      result.put("value", value(tag));
      String origin = rest.remove(ResultReader.ORIGIN);
      if (origin != null) {
        result.put(ResultReader.ORIGIN, origin);
      }
      score(rest, result);
      Map<String, Object> meta = meta(rest);
      if (!meta.isEmpty()) {
        result.put("meta", meta);
      }
      results.add(result);
    }
    return results;
  }

  private static Map<String, Object> meta(Map<String, String> rest) {
    Map<String, Object> meta = new LinkedHashMap<>();
    String note = rest.remove(EntitySpan.NOTE);
    if (note != null) {
      meta.put("text", List.of(note));
    }
    if (!rest.isEmpty()) {
      meta.put(NerineField.NAME, rest);
    }
    return meta;
  }

  /** Writes a score as a number, unless that changed how it is written. */
  private static void score(Map<String, String> rest, Map<String, Object> result) {
    String score = rest.get(ResultReader.SCORE);
    if (score == null || score.length() > 40) {
      return;
    }
    try {
      JsonNode number = Json.parse(score);
      if (number.isNumber()
          && RecordReading.text(number).equals(score)
          && Json.value(number) instanceof Number value) {
        result.put(ResultReader.SCORE, value);
        rest.remove(ResultReader.SCORE);
      }
    } catch (JsonProcessingException e) {
      // No number: it stays among the rest.
      return;
    }
  }

  private static Map<String, Object> value(WrittenSpans.Written tag) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("start", tag.start());
    value.put("end", tag.end());
    value.put("text", tag.mention());
    value.put("labels", List.of(tag.span().type()));
    return value;
  }

  private Map<String, @Nullable Object> minimal(AnnotatedDocument document, WrittenSpans spans) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    number(document.id(), record);
    record.put(textKey, document.text());
    List<Map<String, Object>> regions = new ArrayList<>();
    spans.forEach(tag -> regions.add(value(tag)));
    record.put(fromName, regions);
    Set<String> taken = new HashSet<>(MinimalConversion.BOOKKEEPING);
    taken.addAll(Set.of("id", "data", textKey, fromName, NerineField.NAME));
    document
        .metadata()
        .forEach(
            (key, value) -> {
              if (value instanceof List<?>) {
                // A list of objects may look like labels.
                taken.add(key);
              }
            });
    NerineField.put(document, ALL, taken, record, losses);
    nameTextKey(record);
    return record;
  }
}
