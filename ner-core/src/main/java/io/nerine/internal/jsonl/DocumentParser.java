package io.nerine.internal.jsonl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.jsonl.LineRecord.RawSpan;
import io.nerine.text.CharSpan;
import java.io.IOException;
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

  /** What the offsets into one text mean. Reports what it refuses. */
  public interface Offsets {

    /**
     * Makes a span.
     *
     * @param place which one it is, for the report
     * @param start its first offset, as the file counts
     * @param end the offset behind it, as the file counts
     * @param type the name of its entity type, not blank
     * @param attributes what else is known of it
     * @return the span, or {@code null} if it was refused
     */
    @Nullable EntitySpan span(
        String place, int start, int end, String type, Map<String, String> attributes);

    /**
     * Makes a region, which may be empty.
     *
     * @param place which one it is, for the report
     * @param start its first offset, as the file counts
     * @param end the offset behind it, as the file counts
     * @return the region, or {@code null} if it was refused
     */
    @Nullable CharSpan region(String place, int start, int end);
  }

  /** Finds what offsets mean. */
  @FunctionalInterface
  public interface OffsetRule {

    /** Offsets in UTF-16 units, which are refused if they do not fit. */
    OffsetRule UTF16 = Utf16Offsets::new;

    /**
     * Applies the rule to a text.
     *
     * @param text the text
     * @param problems takes what is refused
     * @return what offsets into it mean
     */
    Offsets of(String text, Problems problems);
  }

  private final JsonNode record;
  private final Map<String, List<RawSpan>> spans;
  private final int line;
  private final Problems problems;

  private DocumentParser(LineRecord record, int line, Problems problems) {
    this.record = record.whole();
    this.spans = record.spans();
    this.line = line;
    this.problems = problems;
  }

  /**
   * Parses a line.
   *
   * @param lines the lines of the file, at the one to be parsed
   * @param rule what offsets mean
   * @param problems takes what is wrong
   * @return the document, without what is wrong in it; {@code null} if the line is blank, which is
   *     no problem, or too broken for one
   */
  public static @Nullable AnnotatedDocument parse(
      Utf8Lines lines, OffsetRule rule, Problems problems) {
    try {
      LineRecord record = record(lines, problems);
      if (record == null || record.whole().isMissingNode()) {
        return null;
      }
      return new DocumentParser(record, lines.number(), problems).document(rule);
    } catch (Utf8Lines.NotUtf8Exception e) {
      problems.add(e.problem(), "");
      return null;
    }
  }

  private static @Nullable LineRecord record(Utf8Lines lines, Problems problems)
      throws Utf8Lines.NotUtf8Exception {
    String decoded = isPlain(lines) ? null : lines.text();
    try (JsonParser parser =
        decoded == null ? Json.stream(lines.bytes(), 0, lines.length()) : Json.stream(decoded)) {
      return LineRecord.read(parser);
    } catch (JsonProcessingException e) {
      String line = decoded == null ? lines.text() : decoded;
      if (!line.isBlank()) {
        problems.add("broken JSON at " + reason(line, e), "a line holds one whole document");
      }
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("A line is read from memory", e);
    }
  }

  /** Whether the bytes can be parsed as they are. Those of UTF-16 can, but are not read. */
  private static boolean isPlain(Utf8Lines lines) {
    return lines.ascii() && lines.length() >= 2 && lines.bytes()[0] != 0 && lines.bytes()[1] != 0;
  }

  /** What is wrong with a line in the words and columns of the strict parser. */
  private static String reason(String line, JsonProcessingException found) {
    JsonProcessingException failure = found;
    try {
      Json.parse(line);
    } catch (JsonProcessingException e) {
      failure = e;
    }
    // Every line is parsed alone, so the parser's own line number is always 1.
    return Json.describe(failure).replaceFirst("^line \\d+, ", "");
  }

  private @Nullable AnnotatedDocument document(OffsetRule rule) {
    if (!record.isObject()) {
      problem(
          "expected an object such as {\"text\": \"...\"}, found %s".formatted(Json.kind(record)),
          "write one document a line");
      return null;
    }
    String id = id();
    String text = string("text");
    if (text == null) {
      if (absent("text")) {
        problem("field 'text' is missing", "add the text of the document");
      }
      return null;
    }
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(id, text);
    String language = string("language");
    if (language != null) {
      document.language(language);
    }
    split(document);
    boolean isExtraction = absent("spans") && !spans.containsKey("spans");
    if (!isExtraction && (spans.containsKey("entities") || !absent("entities"))) {
      problem("both 'spans' and 'entities' are there", "keep the one to be read");
    }
    Offsets offsets = rule.of(text, problems);
    spans(isExtraction ? "entities" : "spans", offsets).forEach(document::span);
    spans("rejectedSpans", offsets).forEach(document::rejectedSpan);
    reviewedTypes(document);
    reviewedRegions(document, offsets);
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        document.metadata(field.getKey(), Json.value(field.getValue()));
      }
    }
    return document.build();
  }

  private String id() {
    JsonNode id = record.path("id");
    String given = id.isIntegralNumber() ? id.asText() : string("id");
    return given == null ? "line-" + line : given;
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

  private List<EntitySpan> spans(String field, Offsets offsets) {
    List<RawSpan> found = spans.get(field);
    if (found == null) {
      if (!absent(field)) {
        array(field);
      }
      return List.of();
    }
    List<EntitySpan> read = new ArrayList<>(found.size());
    int number = 0;
    for (RawSpan element : found) {
      EntitySpan span = span(element, singular(field) + " " + ++number, offsets);
      if (span != null) {
        read.add(span);
      }
    }
    return read;
  }

  private @Nullable EntitySpan span(RawSpan span, String place, Offsets offsets) {
    if (span.whole() != null) {
      problem(
          "%s must be an object with 'start', 'end' and 'label', found %s"
              .formatted(place, Json.kind(span.whole())));
      return null;
    }
    Integer start = offset(span.start(), "start", place);
    Integer end = offset(span.end(), "end", place);
    String type = type(span.label(), span.type(), place);
    return start == null || end == null || type == null
        ? null
        : offsets.span(place, start, end, type, attributes(span.others()));
  }

  private @Nullable String type(JsonNode label, JsonNode type, String place) {
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

  private @Nullable Integer offset(JsonNode offset, String field, String place) {
    if (offset.isIntegralNumber() && offset.canConvertToInt()) {
      return offset.intValue();
    }
    problem(
        "%s needs '%s' as a whole number from 0 to %d, found %s"
            .formatted(place, field, Integer.MAX_VALUE, Json.kind(offset)));
    return null;
  }

  private static Map<String, String> attributes(Map<String, JsonNode> fields) {
    if (fields.isEmpty()) {
      return Map.of();
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    fields.forEach(
        (key, value) -> {
          if (!value.isNull()) {
            attributes.put(
                key, value.isTextual() ? value.textValue() : Json.line(Json.value(value)));
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

  private void reviewedRegions(AnnotatedDocument.Builder document, Offsets offsets) {
    if (absent("reviewedRegions")) {
      return;
    }
    List<CharSpan> regions = new ArrayList<>();
    int number = 0;
    for (JsonNode element : array("reviewedRegions")) {
      String place = "reviewed region " + ++number;
      Integer start = offset(element.path("start"), "start", place);
      Integer end = offset(element.path("end"), "end", place);
      CharSpan region = start == null || end == null ? null : offsets.region(place, start, end);
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
