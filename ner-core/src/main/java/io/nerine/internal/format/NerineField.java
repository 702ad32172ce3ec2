package io.nerine.internal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.format.FormatCapability;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.Losses;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The object that JSON of another tool carries in the field {@value #NAME}: what a document has and
 * the tool has no field for. The tools keep fields that they do not know. Its offsets count UTF-16
 * units, whatever the file around it counts.
 */
public final class NerineField {

  /** The name of the field. */
  public static final String NAME = "nerine";

  private static final Set<String> SPAN_FIELDS = Set.of("start", "end", "label", "text", NAME);

  private final JsonNode field;
  private final String place;
  private final RecordReading reading;

  private NerineField(JsonNode field, String place, RecordReading reading) {
    this.field = field;
    this.place = place;
    this.reading = reading;
  }

  /**
   * Adds the metadata of a document to its record, and to the field what the record has no other
   * place for.
   *
   * @param document the document
   * @param parts what of ids, languages, parts, review marks and rejected tags is to be in the
   *     field; metadata always are
   * @param taken the fields that mean something in such a record; metadata of these names goes into
   *     the field
   * @param record the record
   * @param losses takes rejected tags that begin or end inside a character, which are left out
   */
  public static void put(
      AnnotatedDocument document,
      Set<FormatCapability> parts,
      Set<String> taken,
      Map<String, @Nullable Object> record,
      Losses losses) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    document
        .metadata()
        .forEach((key, value) -> (taken.contains(key) ? kept : record).put(key, value));
    Map<String, @Nullable Object> field = beyond(document, parts, losses);
    if (!kept.isEmpty()) {
      field.put("metadata", kept);
    }
    if (!field.isEmpty()) {
      record.put(NAME, field);
    }
  }

  private static Map<String, @Nullable Object> beyond(
      AnnotatedDocument document, Set<FormatCapability> parts, Losses losses) {
    Map<String, @Nullable Object> field = new LinkedHashMap<>();
    if (parts.contains(FormatCapability.IDS)) {
      field.put("id", document.id());
    }
    if (parts.contains(FormatCapability.LANGUAGES)) {
      document.language().ifPresent(language -> field.put("language", language));
    }
    if (parts.contains(FormatCapability.PARTS)) {
      document.part().ifPresent(part -> field.put("split", part.name().toLowerCase(Locale.ROOT)));
    }
    if (parts.contains(FormatCapability.REVIEW_MARKS)) {
      marks(document, field);
    }
    if (parts.contains(FormatCapability.REJECTED_SPANS)) {
      List<Map<String, @Nullable Object>> rejected = new ArrayList<>();
      WrittenSpans.of(document, document.rejectedSpans(), OffsetEncoding.UTF16, losses)
          .forEach(tag -> rejected.add(fields(tag)));
      if (!rejected.isEmpty()) {
        field.put("rejectedSpans", rejected);
      }
    }
    return field;
  }

  private static void marks(AnnotatedDocument document, Map<String, @Nullable Object> field) {
    document.reviewedTypes().ifPresent(types -> field.put("reviewedTypes", List.copyOf(types)));
    document
        .reviewedRegions()
        .ifPresent(
            regions ->
                field.put("reviewedRegions", regions.stream().map(NerineField::range).toList()));
  }

  private static Map<String, @Nullable Object> range(CharSpan span) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("start", span.start());
    fields.put("end", span.end());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(WrittenSpans.Written tag) {
    Map<String, @Nullable Object> fields = range(tag.span().span());
    fields.put("label", tag.span().type());
    // A text that is edited in the tool moves what stands behind, which this tells.
    fields.put("text", tag.mention());
    if (!tag.span().attributes().isEmpty()) {
      fields.put(NAME, new TreeMap<>(tag.span().attributes()));
    }
    return fields;
  }

  /**
   * Finds the field in an object.
   *
   * @param object the object that may have it
   * @param place where the field stands, if it is there
   * @param reading how the file is read
   * @return the field, which may be empty
   */
  public static NerineField in(JsonNode object, String place, RecordReading reading) {
    JsonNode field = object.path(NAME);
    if (!field.isObject() && !field.isMissingNode()) {
      reading.error(
          place, "field '%s' is %s".formatted(NAME, Json.kind(field)), "write it as an object");
    }
    return new NerineField(field, place, reading);
  }

  /**
   * Takes an object for the field.
   *
   * @param field the object, or a missing node
   * @param place where it stands
   * @param reading how the file is read
   * @return the field
   */
  public static NerineField of(JsonNode field, String place, RecordReading reading) {
    return new NerineField(field, place, reading);
  }

  /** {@return whether there is anything in it} */
  public boolean isThere() {
    return field.isObject();
  }

  /** {@return the id that it states, if it does} */
  public Optional<String> id() {
    return string("id");
  }

  /**
   * Reads a string in it.
   *
   * @param name the name
   * @return the string, if it is there
   */
  public Optional<String> string(String name) {
    return Optional.ofNullable(reading.string(field, name, place));
  }

  /**
   * Adds all but the id to a document.
   *
   * @param document the document
   * @param text its text
   */
  public void addTo(AnnotatedDocument.Builder document, String text) {
    if (!isThere()) {
      return;
    }
    String language = reading.string(field, "language", place);
    if (language != null) {
      document.language(language);
    }
    String split = reading.string(field, "split", place);
    if (split != null) {
      part(split).ifPresent(document::part);
    }
    types(document);
    regions(document, text);
    rejected(document, text);
    field
        .path("metadata")
        .properties()
        .forEach(entry -> document.metadata(entry.getKey(), Json.value(entry.getValue())));
  }

  private Optional<DatasetPart> part(String split) {
    for (DatasetPart part : DatasetPart.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(split)) {
        return Optional.of(part);
      }
    }
    reading.error(
        place, "split '%s'".formatted(Json.abbreviated(split)), "write train, dev or test");
    return Optional.empty();
  }

  private void types(AnnotatedDocument.Builder document) {
    if (!field.has("reviewedTypes")) {
      return;
    }
    List<String> types = new ArrayList<>();
    for (JsonNode type : field.get("reviewedTypes")) {
      if (type.isTextual()) {
        types.add(type.textValue());
      } else {
        reading.error(place, "a reviewed type that is " + Json.kind(type), "write it as a string");
      }
    }
    document.reviewedTypes(types);
  }

  private void regions(AnnotatedDocument.Builder document, String text) {
    if (!field.has("reviewedRegions")) {
      return;
    }
    List<CharSpan> regions = new ArrayList<>();
    for (JsonNode region : field.get("reviewedRegions")) {
      long[] offsets = reading.offsets(region, "start", "end", place);
      if (offsets == null) {
        continue;
      }
      if (offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > text.length()) {
        reading.error(
            place,
            "reviewed region %d..%d of a text of %d UTF-16 units"
                .formatted(offsets[0], offsets[1], text.length()),
            "correct its offsets");
      } else {
        regions.add(new CharSpan((int) offsets[0], (int) offsets[1]));
      }
    }
    document.reviewedRegions(regions);
  }

  private void rejected(AnnotatedDocument.Builder document, String text) {
    SpanReader spans =
        new SpanReader(
            reading.file(), text, OffsetEncoding.UTF16, reading.options(), reading.log());
    for (JsonNode span : field.path("rejectedSpans")) {
      long[] offsets = reading.offsets(span, "start", "end", place);
      String type = offsets == null ? null : reading.type(span, "label", place);
      if (offsets == null || type == null) {
        continue;
      }
      Map<String, String> attributes =
          new LinkedHashMap<>(RecordReading.attributes(span, SPAN_FIELDS));
      attributes.putAll(RecordReading.attributes(span.path(NAME), Set.of()));
      spans
          .read(
              place, offsets[0], offsets[1], type, reading.string(span, "text", place), attributes)
          .ifPresent(document::rejectedSpan);
    }
  }
}
