package io.nerine.internal.format.labelstudio;

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
 * What Label Studio exports of texts with labels, as JSON and as JSON_MIN, and imports as JSON.
 * Offsets count UTF-16 units and are verified against the text that each region states.
 * Thread-safe.
 *
 * <p>Of several annotations of a task the one marked as ground truth is read, else the first; those
 * that were cancelled never are. The option {@code annotations} chooses otherwise; {@code all}
 * makes a document of each, with the id of the task, a slash and the id of the annotation. A task
 * without annotation was not tagged and is left out. A region with several labels is several tags.
 * Regions of hypertext are read by their global offsets, if the text has no mark-up. Relations,
 * choices and other results, drafts, and what the tool notes of tasks and annotations, such as when
 * and how long, are left out and noted.
 */
public final class LabelStudioFormat implements DocumentFormat {

  static final String ANNOTATIONS = "annotations";
  static final String PREDICTIONS = "predictions";
  static final String TEXT_KEY = "text-key";
  static final String MIN = "min";
  static final String FROM_NAME = "from-name";
  static final String TO_NAME = "to-name";

  private static final List<String> RESULTS =
      List.of("annotations", "completions", "predictions", "drafts");

  /** Creates the format. */
  public LabelStudioFormat() {}

  @Override
  public String name() {
    return "label-studio";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("labelstudio");
  }

  @Override
  public String description() {
    return "Label Studio's JSON export of labelled texts, full or JSON_MIN";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return EnumSet.allOf(FormatCapability.class);
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.UTF16;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.of(
        ANNOTATIONS,
            "first (default) reads one annotation of a task, ground truth before others; all reads"
                + " each as a document; ground-truth reads no others",
        PREDICTIONS, "true reads the predictions of models in place of annotations",
        TEXT_KEY, "the key of the text in the data of a task; found by itself by default");
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.of(
        MIN, "true writes JSON_MIN, which Label Studio does not import as annotated",
        PREDICTIONS, "true writes tags as predictions, for people to correct",
        TEXT_KEY, "the key of the text in the data of a task; text by default",
        FROM_NAME, "the name of the Labels tag in the labelling interface; label by default",
        TO_NAME, "the name of the Text tag in the labelling interface; text by default");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    JsonProbe json = JsonProbe.of(probe);
    if (json.any(LabelStudioFormat::isTask) || json.any(LabelStudioFormat::isMinimal)) {
      return FormatMatch.CERTAIN;
    }
    if (json.any(record -> record.has("annotation_id") && record.has("lead_time"))) {
      return FormatMatch.LIKELY;
    }
    return json.any(record -> record.at("/data/text").isTextual())
        ? FormatMatch.POSSIBLE
        : FormatMatch.NONE;
  }

  private static boolean isTask(JsonNode record) {
    return record.path("data").isObject()
        && RESULTS.stream().anyMatch(results -> record.path(results).isArray());
  }

  private static boolean isMinimal(JsonNode record) {
    return record.properties().stream()
        .anyMatch(field -> MinimalConversion.isLabels(field.getValue()));
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    RecordReading reading = new RecordReading(input, options, offsets());
    LabelStudioConversion conversion = new LabelStudioConversion(reading);
    return RecordDocuments.reader(input, JsonRecords.of(input, reading.log()), conversion, reading);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new LabelStudioWriter(target, options, offsets()).write(documents);
  }
}
