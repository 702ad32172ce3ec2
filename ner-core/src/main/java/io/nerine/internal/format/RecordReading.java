package io.nerine.internal.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.Tally;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the records of one file are read: by which options, in which unit, and where problems go. Not
 * thread-safe.
 */
public final class RecordReading {

  private static final String LEFT_OUT = "left out";

  private final String file;
  private final ReadOptions options;
  private final OffsetEncoding unit;
  private final FormatLog log = new FormatLog();
  private final Tally tally;

  /**
   * Creates the reading of a file.
   *
   * @param file the file
   * @param options how to read
   * @param unit the unit of offsets where the options do not give it
   */
  public RecordReading(Path file, ReadOptions options, OffsetEncoding unit) {
    this.file = file.toString();
    this.options = options;
    this.unit = options.offsets().orElse(unit);
    this.tally = new Tally(log, this.file);
  }

  /** {@return the file, for the report} */
  public String file() {
    return file;
  }

  /** {@return the options} */
  public ReadOptions options() {
    return options;
  }

  /** {@return what offsets count} */
  public OffsetEncoding unit() {
    return unit;
  }

  /** {@return where problems go} */
  public FormatLog log() {
    return log;
  }

  /** {@return where what many records have is counted; reported at the end} */
  public Tally tally() {
    return tally;
  }

  /**
   * Reports something wrong that is left out.
   *
   * @param place where it stands
   * @param found what was found
   * @param fix what to change
   */
  public void error(String place, String found, String fix) {
    log.error(file, place, found, LEFT_OUT, fix);
  }

  /**
   * Returns a reader for the spans of a text.
   *
   * @param text the text
   * @return the reader
   */
  public SpanReader spans(String text) {
    return new SpanReader(file, text, unit, options, log);
  }

  /**
   * Reads a field that has to be a string, if it is there.
   *
   * @param object the object that has it
   * @param field its name
   * @param place where the object stands
   * @return the string; null if it is absent, null or, which is reported, something else
   */
  public @Nullable String string(JsonNode object, String field, String place) {
    JsonNode value = object.path(field);
    if (value.isTextual()) {
      return value.textValue();
    }
    if (!value.isMissingNode() && !value.isNull()) {
      error(place, "field '%s' is %s".formatted(field, Json.kind(value)), "write it as a string");
    }
    return null;
  }

  /**
   * Reads the type of a tag.
   *
   * @param tag the object that states it
   * @param field the name of the field
   * @param place where the object stands
   * @return the type; null if it is no string, which was reported
   */
  public @Nullable String type(JsonNode tag, String field, String place) {
    JsonNode type = tag.path(field);
    if (type.isTextual()) {
      return type.textValue();
    }
    error(
        place,
        "a tag whose '%s' is %s".formatted(field, Json.kind(type)),
        "write the name of its type there, as a string");
    return null;
  }

  /**
   * Reads a span that stands as an array of start, end and type.
   *
   * @param span the array
   * @param place where it stands
   * @param spans the reader of its text
   * @return the span, or empty if it was left out and reported
   */
  public Optional<EntitySpan> triple(JsonNode span, String place, SpanReader spans) {
    boolean fits =
        span.isArray()
            && span.size() >= 3
            && isOffset(span.get(0))
            && isOffset(span.get(1))
            && span.get(2).isTextual();
    if (!fits) {
      error(
          place,
          "a tag that is %s"
              .formatted(span.isArray() ? Json.abbreviated(span.toString()) : Json.kind(span)),
          "write it as [start, end, \"TYPE\"]");
      return Optional.empty();
    }
    return spans.read(
        place,
        span.get(0).longValue(),
        span.get(1).longValue(),
        span.get(2).textValue(),
        null,
        Map.of());
  }

  /** Whether a value can be an offset; whether the text reaches to it is not asked. */
  public static boolean isOffset(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  /**
   * Reads two offsets that an object states.
   *
   * @param object the object
   * @param start the name of its first offset
   * @param end the name of its second offset
   * @param place where it stands
   * @return the offsets as the file counts; null if one is no whole number, which was reported
   */
  public long @Nullable [] offsets(JsonNode object, String start, String end, String place) {
    JsonNode first = object.path(start);
    JsonNode second = object.path(end);
    if (isOffset(first) && isOffset(second)) {
      return new long[] {first.longValue(), second.longValue()};
    }
    error(
        place,
        object.isObject()
            ? "%s as '%s' and %s as '%s'".formatted(Json.kind(first), start, Json.kind(second), end)
            : "%s in place of an object".formatted(Json.kind(object)),
        "write an object with whole numbers '%s' and '%s'".formatted(start, end));
    return null;
  }

  /**
   * Collects the fields that have no meaning of their own.
   *
   * @param object the object
   * @param known the names of the fields that have one
   * @return the others that are not null, as strings
   */
  public static Map<String, String> attributes(JsonNode object, Set<String> known) {
    Map<String, String> attributes = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (!known.contains(field.getKey()) && !value.isNull()) {
                attributes.put(field.getKey(), text(value));
              }
            });
    return attributes;
  }

  /** A value as a string: itself if it is one, else its JSON. */
  public static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : Json.line(Json.value(value));
  }
}
