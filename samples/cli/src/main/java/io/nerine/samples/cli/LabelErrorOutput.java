package io.nerine.samples.cli;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.improve.LabelError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes suspicious labels, one JSON record a line: {@code id}, {@code kind}, {@code score}, {@code
 * start} and {@code end} of the place, {@code context}, {@code current} and {@code suggested} tags.
 */
final class LabelErrorOutput {

  /** How many UTF-16 units of the text are shown on either side. */
  private static final int CONTEXT = 40;

  private LabelErrorOutput() {}

  static void write(List<LabelError> errors, Dataset dataset, PendingFile file) {
    Map<String, String> texts = new HashMap<>();
    for (AnnotatedDocument document : dataset.documents()) {
      texts.put(document.id(), document.text());
    }
    try {
      for (LabelError error : errors) {
        String text = Objects.requireNonNull(texts.get(error.documentId()));
        String line = ExtractionOutput.JSON.writeValueAsString(record(error, text));
        file.out().write(line.getBytes(StandardCharsets.UTF_8));
        file.out().write('\n');
      }
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  private static Map<String, Object> record(LabelError error, String text) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", error.documentId());
    record.put("kind", error.kind().name());
    record.put("score", error.score());
    record.put("start", error.start());
    record.put("end", error.end());
    record.put(
        "context",
        text.substring(
            Math.max(0, error.start() - CONTEXT), Math.min(text.length(), error.end() + CONTEXT)));
    record.put("current", error.current().stream().map(tag -> fields(tag, text)).toList());
    record.put("suggested", error.suggested().stream().map(tag -> fields(tag, text)).toList());
    return record;
  }

  private static Map<String, Object> fields(EntitySpan tag, String text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("start", tag.start());
    fields.put("end", tag.end());
    fields.put("label", tag.type());
    fields.put("text", text.substring(tag.start(), tag.end()));
    String confidence = tag.attributes().get(EntitySpan.CONFIDENCE);
    if (confidence != null) {
      fields.put("confidence", Double.valueOf(confidence));
    }
    return fields;
  }
}
