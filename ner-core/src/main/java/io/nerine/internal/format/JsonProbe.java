package io.nerine.internal.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.format.FormatProbe;
import io.nerine.internal.Json;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The first records of a file that may be JSON, as far as its first look reaches: the last of them
 * may lack what is behind. Immutable. Never fails; what is no JSON has no records.
 */
public final class JsonProbe {

  private static final int MOST_RECORDS = 100;

  private final List<JsonNode> records;

  private JsonProbe(List<JsonNode> records) {
    this.records = List.copyOf(records);
  }

  /**
   * Looks at a file.
   *
   * @param probe the first look
   * @return its records: the elements of an array at the top, or the values at the top
   */
  public static JsonProbe of(FormatProbe probe) {
    List<JsonNode> records = new ArrayList<>();
    String head = probe.head();
    if (probe.directory() || head.indexOf('\0') >= 0) {
      return new JsonProbe(records);
    }
    try (JsonParser parser = Json.stream(new StringReader(head))) {
      if (JsonShape.of(head) == JsonShape.ARRAY) {
        parser.nextToken();
      }
      Tree tree = new Tree(parser);
      while (records.size() < MOST_RECORDS && !tree.cut) {
        JsonNode record = tree.next();
        if (record == null) {
          break;
        }
        records.add(record);
      }
    } catch (IOException e) {
      // Only closing fails here, and there is nothing to lose.
      return new JsonProbe(records);
    }
    return new JsonProbe(records);
  }

  /** {@return up to 100 records, the last of them as far as it could be seen} */
  public List<JsonNode> records() {
    return records;
  }

  /** {@return the names of the fields of the first record, in order; empty if it is no object} */
  public Set<String> fields() {
    Set<String> names = new LinkedHashSet<>();
    if (!records.isEmpty()) {
      records.get(0).fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  /**
   * Tells whether some record is as asked.
   *
   * @param asked what is asked of a record
   * @return whether there is one
   */
  public boolean any(Predicate<JsonNode> asked) {
    return records.stream().anyMatch(asked);
  }

  /** Builds trees of what can be read. */
  private static final class Tree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;

    /** Whether the JSON broke off, so that nothing more can be read. */
    private boolean cut;

    Tree(JsonParser parser) {
      this.parser = parser;
    }

    /** The next value; null at the end of the array or file, or where the JSON breaks off. */
    @Nullable JsonNode next() {
      JsonToken token = token();
      return token == null || token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT
          ? null
          : value(token);
    }

    private @Nullable JsonToken token() {
      try {
        return parser.nextToken();
      } catch (IOException e) {
        cut = true;
        return null;
      }
    }

    /** Recursion is as deep as the parser lets JSON nest. */
    private JsonNode value(JsonToken token) {
      try {
        return switch (token) {
          case START_OBJECT -> object();
          case START_ARRAY -> array();
          case VALUE_STRING -> NODES.textNode(parser.getText());
          case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
          case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
          case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
          default -> NODES.nullNode();
        };
      } catch (IOException e) {
        cut = true;
        return NODES.missingNode();
      }
    }

    private ArrayNode array() {
      ArrayNode array = NODES.arrayNode();
      while (!cut) {
        JsonNode element = next();
        if (element == null) {
          break;
        }
        if (!element.isMissingNode()) {
          array.add(element);
        }
      }
      return array;
    }

    private ObjectNode object() throws IOException {
      ObjectNode object = NODES.objectNode();
      while (!cut && token() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonNode value = next();
        object.set(name, value == null ? NODES.nullNode() : value);
      }
      return object;
    }
  }
}
