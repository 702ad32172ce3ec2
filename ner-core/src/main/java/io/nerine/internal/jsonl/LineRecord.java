package io.nerine.internal.jsonl;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.internal.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one line, not judged yet. Spans, the bulk of it, are kept apart from the tree of all
 * else, since a tree takes twice the time.
 *
 * @param whole the line's value: an object without its arrays of spans, or what stands instead
 * @param spans the arrays of spans, by field
 */
record LineRecord(JsonNode whole, Map<String, List<RawSpan>> spans) {

  private static final Set<String> SPANS = Set.of("spans", "entities", "rejectedSpans");

  /**
   * What stands for a span.
   *
   * @param whole the value, if it is no object
   */
  record RawSpan(
      JsonNode start,
      JsonNode end,
      JsonNode label,
      JsonNode type,
      Map<String, JsonNode> others,
      @Nullable JsonNode whole) {}

  /**
   * Reads a line.
   *
   * @param parser the parser of the line, before its first token
   * @return what it holds; a missing node where there is white space only
   * @throws JsonParseException if it is no JSON, a key stands twice in one object or something
   *     stands behind the value
   */
  static LineRecord read(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new LineRecord(MissingNode.getInstance(), Map.of());
    }
    Map<String, List<RawSpan>> spans = new HashMap<>();
    JsonNode whole = first == JsonToken.START_OBJECT ? object(parser, spans) : value(parser);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "Something stands behind the value");
    }
    return new LineRecord(whole, spans);
  }

  private static ObjectNode object(JsonParser parser, Map<String, List<RawSpan>> spans)
      throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      boolean array = parser.nextToken() == JsonToken.START_ARRAY;
      Object earlier =
          array && SPANS.contains(field)
              ? spans.put(field, spans(parser))
              : object.replace(field, value(parser));
      if (earlier != null) {
        throw twice(parser, field);
      }
    }
    for (String field : spans.keySet()) {
      if (object.has(field)) {
        throw twice(parser, field);
      }
    }
    return object;
  }

  private static List<RawSpan> spans(JsonParser parser) throws IOException {
    List<RawSpan> spans = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      spans.add(span(parser));
    }
    return spans;
  }

  private static RawSpan span(JsonParser parser) throws IOException {
    JsonNode missing = MissingNode.getInstance();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return new RawSpan(missing, missing, missing, missing, Map.of(), value(parser));
    }
    JsonNode start = missing;
    JsonNode end = missing;
    JsonNode label = missing;
    JsonNode type = missing;
    Map<String, JsonNode> others = Map.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      JsonNode value = value(parser);
      JsonNode earlier = missing;
      switch (field) {
        case "start" -> {
          earlier = start;
          start = value;
        }
        case "end" -> {
          earlier = end;
          end = value;
        }
        case "label" -> {
          earlier = label;
          label = value;
        }
        case "type" -> {
          earlier = type;
          type = value;
        }
        default -> {
          others = others.isEmpty() ? new LinkedHashMap<>() : others;
          earlier = others.put(field, value);
        }
      }
      if (earlier != null && !earlier.isMissingNode()) {
        throw twice(parser, field);
      }
    }
    return new RawSpan(start, end, label, type, others, null);
  }

  /** The value at the parser; without the detour of a mapper for the usual kinds. */
  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> JsonNodeFactory.instance.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.INT
              ? JsonNodeFactory.instance.numberNode(parser.getIntValue())
              : Json.tree(parser);
      default -> Json.tree(parser);
    };
  }

  private static JsonParseException twice(JsonParser parser, String field) {
    return new JsonParseException(parser, "Duplicate field '%s'".formatted(field));
  }
}
