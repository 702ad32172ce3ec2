package io.nerine.internal.format.doccano;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonProbe;
import io.nerine.internal.format.JsonRecords;
import io.nerine.internal.format.RecordDocuments;
import io.nerine.internal.format.RecordReading;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What doccano exports and imports for sequence labelling, as JSON Lines or one array: {@code
 * {"id": 1, "text": "...", "label": [[0, 2, "ORG"]]}}, or {@code entities} as objects with {@code
 * start_offset} and {@code end_offset}. Offsets count code points; a project in grapheme mode
 * counts graphemes, which the options have to say. Relations and categories are left out; comments,
 * meta data and the name of the approver stay as metadata. Thread-safe.
 */
public final class DoccanoFormat implements DocumentFormat {

  static final String TEXT_FIELD = "text-field";
  static final String LABEL_FIELD = "label-field";
  static final String LAYOUT = "layout";
  static final String ENTITIES = "entities";

  /** Where doccano and those who write for it put the text, the likeliest first. */
  static final List<String> TEXT_FIELDS = List.of("text", "data", "column_data");

  /** Where they put the tags. */
  static final List<String> LABEL_FIELDS =
      List.of("label", "labels", "entities", "column_label", "annotations");

  /** Creates the format. */
  public DoccanoFormat() {}

  @Override
  public String name() {
    return "doccano";
  }

  @Override
  public String description() {
    return "doccano's JSON Lines and JSON for sequence labelling, with or without relations";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(FormatCapability.SPAN_ATTRIBUTES));
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.CODE_POINT;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.of(
        TEXT_FIELD,
        "the field that holds the text; text, data or column_data by default",
        LABEL_FIELD,
        "the field that holds the tags; label, labels, entities, column_label or annotations"
            + " by default");
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.of(
        LAYOUT, "lines (default) for JSON Lines, array for one JSON array",
        ENTITIES, "true writes tags as objects with ids, as projects with relations take them");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    JsonProbe json = JsonProbe.of(probe);
    if (json.any(DoccanoFormat::hasOwnTags)) {
      return FormatMatch.CERTAIN;
    }
    boolean untagged =
        json.any(
            record ->
                hasText(record)
                    && (isEmptyArray(record, "label") || isEmptyArray(record, "labels")));
    if (untagged) {
      return FormatMatch.LIKELY;
    }
    // Others write triples in a field of this name as well.
    return json.any(record -> hasText(record) && isTriple(record.at("/entities/0")))
        ? FormatMatch.POSSIBLE
        : FormatMatch.NONE;
  }

  private static boolean hasText(JsonNode record) {
    return TEXT_FIELDS.stream().anyMatch(field -> record.path(field).isTextual());
  }

  private static boolean hasOwnTags(JsonNode record) {
    return hasText(record)
        && LABEL_FIELDS.stream()
            .anyMatch(
                field -> {
                  JsonNode tag = record.path(field).path(0);
                  return tag.has("start_offset") || (!field.equals("entities") && isTriple(tag));
                });
  }

  private static boolean isTriple(JsonNode tag) {
    return tag.isArray()
        && tag.path(0).isIntegralNumber()
        && tag.path(1).isIntegralNumber()
        && tag.path(2).isTextual();
  }

  private static boolean isEmptyArray(JsonNode record, String field) {
    return record.path(field).isArray() && record.path(field).isEmpty();
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    RecordReading reading = new RecordReading(input, options, offsets());
    return RecordDocuments.reader(
        input, JsonRecords.of(input, reading.log()), new DoccanoConversion(reading), reading);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new DoccanoWriter(target, capabilities(), options, offsets()).write(documents);
  }
}
