package io.nerine.internal.jsonl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses one line of a JSON Lines file and notes everything that is wrong in it. */
public final class DocumentParser {

  /** The top-level fields that mean something; all others are metadata. */
  public static final Set<String> FIELDS =
      Set.of(
          "id",
          "text",
          "language",
          "split",
          "spans",
          "entities",
          "reviewedTypes",
          "reviewedRegions",
          "rejectedSpans");

  /** The fields of a span that mean something; all others are attributes. */
  public static final Set<String> SPAN_FIELDS = Set.of("start", "end", "label", "type");

  /** Takes what is wrong in a line. */
  @FunctionalInterface
  public interface Problems {

    /**
     * Takes a problem.
     *
     * @param found what was found and, if so, expected
     * @param fix what to change; empty if that is clear
     */
    void add(String found, String fix);
  }

  private final JsonNode record;
  private final int line;
  private final Problems problems;
  private int count;

  private DocumentParser(JsonNode record, int line, Problems problems) {
    this.record = record;
    this.line = line;
    this.problems = problems;
  }

  /**
   * Parses a line.
   *
   * @param json the line
   * @param line its number, from 1
   * @param problems takes what is wrong
   * @return the document, or {@code null} if anything is wrong
   */
  public static @Nullable AnnotatedDocument parse(String json, int line, Problems problems) {
    JsonNode record;
    try {
      record = Json.parse(json);
    } catch (JsonProcessingException e) {
      // Every line is parsed alone, so the parser's own line number is always 1.
      problems.add(
          "broken JSON at %s".formatted(Json.describe(e).replaceFirst("^line \\d+, ", "")),
          "a line holds one whole document");
      return null;
    }
    if (!record.isObject()) {
      problems.add(
          "expected an object such as {\"text\": \"...\"}, found %s".formatted(Json.kind(record)),
          "write one document a line");
      return null;
    }
    return new DocumentParser(record, line, problems).document();
  }

  private @Nullable AnnotatedDocument document() {
    String id = id();
    String text = string("text");
    if (text == null && absent("text")) {
      problem("field 'text' is missing", "add the text of the document");
    }
    if (id == null || text == null) {
      return null;
    }
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(id, text);
    String language = string("language");
    if (language != null) {
      document.language(language);
    }
    split(document);
    if (!absent("spans") && !absent("entities")) {
      problem("both 'spans' and 'entities' are there", "keep the one to be read");
    }
    spans(absent("spans") ? "entities" : "spans", text).forEach(document::span);
    spans("rejectedSpans", text).forEach(document::rejectedSpan);
    reviewedTypes(document);
    reviewedRegions(document, text);
    record
        .properties()
        .forEach(
            field -> {
              if (!FIELDS.contains(field.getKey())) {
                document.metadata(field.getKey(), Json.value(field.getValue()));
              }
            });
    return count == 0 ? document.build() : null;
  }

  private @Nullable String id() {
    if (absent("id")) {
      return "line-" + line;
    }
    JsonNode id = record.get("id");
    if (id.isIntegralNumber()) {
      return id.asText();
    }
    return string("id");
  }

  private void split(AnnotatedDocument.Builder document) {
    String split = string("split");
    if (split == null) {
      return;
    }
    switch (split.toLowerCase(Locale.ROOT)) {
      case "train" -> document.part(DatasetPart.TRAIN);
      case "dev" -> document.part(DatasetPart.DEV);
      case "test" -> document.part(DatasetPart.TEST);
      default ->
          problem(
              "field 'split' must be train, dev or test, found '%s'"
                  .formatted(Json.abbreviated(split)));
    }
  }

  private List<EntitySpan> spans(String field, String text) {
    List<EntitySpan> spans = new ArrayList<>();
    int number = 0;
    for (JsonNode element : array(field)) {
      number++;
      String place = "%s %d".formatted(singular(field), number);
      if (!element.isObject()) {
        problem(
            "%s must be an object with 'start', 'end' and 'label', found %s"
                .formatted(place, Json.kind(element)));
        continue;
      }
      CharSpan range = range(element, place, text, 1);
      String type = type(element, place);
      if (range != null && type != null) {
        spans.add(new EntitySpan(range.start(), range.end(), type, attributes(element)));
      }
    }
    return spans;
  }

  private @Nullable String type(JsonNode span, String place) {
    JsonNode label = span.path("label");
    JsonNode type = span.path("type");
    if (!label.isMissingNode() && !type.isMissingNode() && !label.equals(type)) {
      problem(place + " has a 'label' and another 'type'", "keep the one to be read");
      return null;
    }
    JsonNode found = label.isMissingNode() ? type : label;
    if (!found.isTextual() || found.textValue().isBlank()) {
      problem(
          "%s needs a 'label', the name of its entity type as a string, found %s"
              .formatted(place, found.isTextual() ? "a blank one" : Json.kind(found)));
      return null;
    }
    return found.textValue();
  }

  private @Nullable CharSpan range(JsonNode element, String place, String text, int shortest) {
    Integer start = offset(element, "start", place);
    Integer end = offset(element, "end", place);
    if (start == null || end == null) {
      return null;
    }
    if (start < 0 || end - shortest < start) {
      problem(
          "%s has start %d and end %d".formatted(place, start, end),
          "0 <= start %s end is needed, with the end exclusive"
              .formatted(shortest == 0 ? "<=" : "<"));
      return null;
    }
    if (end > text.length()) {
      problem(
          "%s (%d..%d) reaches outside the text of %d UTF-16 units"
              .formatted(place, start, end, text.length()),
          "offsets count UTF-16 units, not bytes or code points, with the end exclusive");
      return null;
    }
    return new CharSpan(start, end);
  }

  private @Nullable Integer offset(JsonNode element, String field, String place) {
    JsonNode offset = element.path(field);
    if (offset.isIntegralNumber() && offset.canConvertToInt()) {
      return offset.intValue();
    }
    problem(
        "%s needs '%s' as a whole number from 0 to %d, found %s"
            .formatted(place, field, Integer.MAX_VALUE, Json.kind(offset)));
    return null;
  }

  private static Map<String, String> attributes(JsonNode span) {
    if (span.size() <= 3) {
      // Nearly all spans: no field beside start, end and label.
      return Map.of();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    span.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (!SPAN_FIELDS.contains(field.getKey()) && !value.isNull()) {
                attributes.put(
                    field.getKey(),
                    value.isTextual() ? value.textValue() : Json.line(Json.value(value)));
              }
            });
    return attributes;
  }

  private void reviewedTypes(AnnotatedDocument.Builder document) {
    if (absent("reviewedTypes")) {
      return;
    }
    List<String> types = new ArrayList<>();
    for (JsonNode type : array("reviewedTypes")) {
      if (type.isTextual()) {
        types.add(type.textValue());
      } else {
        problem("'reviewedTypes' must hold strings, found " + Json.kind(type));
      }
    }
    document.reviewedTypes(types);
  }

  private void reviewedRegions(AnnotatedDocument.Builder document, String text) {
    if (absent("reviewedRegions")) {
      return;
    }
    List<CharSpan> regions = new ArrayList<>();
    int number = 0;
    for (JsonNode element : array("reviewedRegions")) {
      CharSpan region = range(element, "reviewed region " + ++number, text, 0);
      if (region != null) {
        regions.add(region);
      }
    }
    document.reviewedRegions(regions);
  }

  private Iterable<JsonNode> array(String field) {
    if (absent(field)) {
      return List.of();
    }
    JsonNode array = record.get(field);
    if (!array.isArray()) {
      problem("field '%s' must be an array, found %s".formatted(field, Json.kind(array)));
      return List.of();
    }
    return array;
  }

  private @Nullable String string(String field) {
    if (absent(field)) {
      return null;
    }
    JsonNode string = record.get(field);
    if (!string.isTextual()) {
      problem("field '%s' must be a string, found %s".formatted(field, Json.kind(string)));
      return null;
    }
    return string.textValue();
  }

  private boolean absent(String field) {
    return !record.hasNonNull(field);
  }

  private void problem(String found) {
    problem(found, "");
  }

  private void problem(String found, String fix) {
    count++;
    problems.add(found, fix);
  }

  private static String singular(String field) {
    return switch (field) {
      case "entities" -> "entity";
      case "rejectedSpans" -> "rejected span";
      default -> "span";
    };
  }
}
