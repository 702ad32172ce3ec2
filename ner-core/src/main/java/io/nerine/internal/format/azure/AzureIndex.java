package io.nerine.internal.format.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatProblem;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.JsonRecords;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.files.DocumentIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@value #NAME} beside a labels file: for each text file the id of its document and all
 * that Azure has no field for, one a line.
 */
final class AzureIndex {

  static final String NAME = DocumentIndex.NAME;

  static final String FILE = "file";
  static final String SPANS = "spans";

  private final RecordReading reading;
  private final Map<String, JsonRecord> entries = new HashMap<>();

  private AzureIndex(RecordReading reading) {
    this.reading = reading;
  }

  static AzureIndex read(Path folder, RecordReading reading) {
    AzureIndex index = new AzureIndex(reading);
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return index;
    }
    FormatLog log = new FormatLog();
    try (JsonRecords records = JsonRecords.of(file, log)) {
      for (Optional<JsonRecord> next = records.next(); next.isPresent(); next = records.next()) {
        JsonNode name = next.get().value().path(FILE);
        if (!name.isTextual() || index.entries.putIfAbsent(name.textValue(), next.get()) != null) {
          log.error(
              file.toString(),
              next.get().place(),
              name.isTextual() ? "a file that was named before" : "no string '%s'".formatted(FILE),
              "left out",
              "name each text file once");
        }
      }
    }
    for (FormatProblem problem : log.report().problems()) {
      reading.log().add(problem);
    }
    return index;
  }

  private JsonNode entry(String location) {
    JsonRecord record = entries.get(location);
    return record == null ? MissingNode.getInstance() : record.value();
  }

  /** What is said of a text file. */
  NerineField of(String location) {
    JsonRecord record = entries.get(location);
    String place = record == null ? "" : NAME + " " + record.place();
    return NerineField.of(entry(location), place, reading);
  }

  /** Whether the document has no language, not even that of the project. */
  boolean saysNoLanguage(String location) {
    return entry(location).path("language").isNull();
  }

  /** Gives tags the attributes that are kept for them, if they are still there. */
  AnnotatedDocument withAttributes(String location, AnnotatedDocument document) {
    Map<String, Deque<Map<String, String>>> kept = new HashMap<>();
    for (JsonNode span : entry(location).path(SPANS)) {
      String key = span.path("start") + " " + span.path("end") + " " + span.path("label").asText();
      kept.computeIfAbsent(key, any -> new ArrayDeque<>())
          .add(RecordReading.attributes(span.path(NerineField.NAME), Set.of()));
    }
    if (kept.isEmpty()) {
      return document;
    }
    List<EntitySpan> spans = new ArrayList<>();
    for (EntitySpan span : document.spans()) {
      Deque<Map<String, String>> found = kept.get(key(span));
      spans.add(
          found == null || found.isEmpty()
              ? span
              : new EntitySpan(span.start(), span.end(), span.type(), found.remove()));
    }
    return document.toBuilder().clearSpans().spans(spans).build();
  }

  /** Where a tag lies and of which type it is, to find it again. */
  private static String key(EntitySpan span) {
    return span.start() + " " + span.end() + " " + span.type();
  }
}
