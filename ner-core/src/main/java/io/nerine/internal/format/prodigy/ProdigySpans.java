package io.nerine.internal.format.prodigy;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.EntitySpan;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the spans of one task and verifies them against its tokens. */
final class ProdigySpans {

  /** The fields of a span that mean something; all others are attributes. */
  static final Set<String> FIELDS =
      Set.of("start", "end", "label", "text", "token_start", "token_end", NerineField.NAME);

  /** A longer mention is not put together from its tokens. */
  private static final int MOST_TOKENS = 500;

  private final JsonRecord record;
  private final JsonNode tokens;
  private final RecordReading reading;
  private final SpanReader spans;

  ProdigySpans(JsonRecord record, RecordReading reading) {
    this.record = record;
    this.tokens = record.value().path("tokens");
    this.reading = reading;
    this.spans = reading.spans(record.value().path("text").textValue());
  }

  List<EntitySpan> read() {
    JsonNode value = record.value().path("spans");
    if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
      reading.error(
          record.place("/spans"), "spans that are " + Json.kind(value), "write them as an array");
    }
    List<EntitySpan> read = new ArrayList<>();
    int index = 0;
    for (JsonNode span : value) {
      span(span, record.place("/spans/" + index++)).ifPresent(read::add);
    }
    return read;
  }

  private Optional<EntitySpan> span(JsonNode span, String place) {
    long[] offsets = reading.offsets(span, "start", "end", place);
    String type = offsets == null ? null : reading.type(span, "label", place);
    if (offsets == null || type == null) {
      return Optional.empty();
    }
    String mention = reading.string(span, "text", place);
    Map<String, String> attributes = new LinkedHashMap<>();
    annotator().ifPresent(annotator -> attributes.put(EntitySpan.ANNOTATOR, annotator));
    attributes.putAll(RecordReading.attributes(span, FIELDS));
    attributes.putAll(RecordReading.attributes(span.path(NerineField.NAME), Set.of()));
    return spans.read(
        place,
        offsets[0],
        offsets[1],
        type,
        mention == null ? mentionOfTokens(span) : mention,
        attributes);
  }

  private Optional<String> annotator() {
    JsonNode annotator = record.value().path("_annotator_id");
    JsonNode session = record.value().path("_session_id");
    JsonNode found = annotator.isValueNode() && !annotator.isNull() ? annotator : session;
    return found.isValueNode() && !found.isNull() ? Optional.of(found.asText()) : Optional.empty();
  }

  /** The text that the tokens of a span have; null if it names none or they do not say. */
  private @Nullable String mentionOfTokens(JsonNode span) {
    int first = span.path("token_start").asInt(-1);
    int last = span.path("token_end").asInt(-1);
    if (first < 0 || last < first || last >= tokens.size() || last - first >= MOST_TOKENS) {
      return null;
    }
    StringBuilder mention = new StringBuilder();
    long end = tokens.get(first).path("start").asLong();
    for (int i = first; i <= last; i++) {
      JsonNode token = tokens.get(i);
      long gap = token.path("start").asLong(-1) - end;
      if (gap < 0 || gap > MOST_TOKENS || !token.path("text").isTextual()) {
        return null;
      }
      // Between tokens is white space, and any of it fits any other.
      mention.append(" ".repeat((int) gap)).append(token.get("text").textValue());
      end = token.path("end").asLong(-1);
    }
    return mention.toString();
  }
}
