package io.nerine.internal.format.jsonl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nerine.format.FormatMatch;
import io.nerine.internal.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells Nerine's own JSON Lines by the first record. Other tools write lines with {@code text} and
 * {@code spans} too; {@code id}, {@code text} and {@code spans} in this order is what Nerine
 * writes.
 */
final class JsonLinesMatch {

  /** What may stand between the text and the spans. */
  private static final Set<String> BETWEEN = Set.of("language", "split");

  private final List<String> fields = new ArrayList<>();
  private boolean text;
  private boolean spansAsOurs = true;

  private JsonLinesMatch() {}

  static FormatMatch of(String head) {
    if (!head.stripLeading().startsWith("{")) {
      return FormatMatch.NONE;
    }
    String line = firstLine(head);
    if (line.strip().equals("{")) {
      // An object over several lines.
      return FormatMatch.NONE;
    }
    JsonLinesMatch match = new JsonLinesMatch();
    boolean broken = match.look(line);
    boolean severalLines = head.stripTrailing().indexOf('\n') >= 0;
    return broken && severalLines ? FormatMatch.POSSIBLE : match.judged();
  }

  /** Reads fields up to the end of the first record or of the head. Tells whether that failed. */
  private boolean look(String line) {
    try (JsonParser parser = Json.stream(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        fields.add(field);
        parser.nextToken();
        lookAt(field, parser);
      }
      return false;
    } catch (IOException e) {
      // Cut short by the limit of the head, or no JSON: what was seen so far counts.
      return true;
    }
  }

  private static String firstLine(String head) {
    String content = head.stripLeading();
    int end = content.indexOf('\n');
    return end < 0 ? content : content.substring(0, end);
  }

  private void lookAt(String field, JsonParser parser) throws IOException {
    if (field.equals("text")) {
      text = parser.currentToken() == JsonToken.VALUE_STRING;
    }
    if (!field.equals("spans") && !field.equals("entities")) {
      parser.skipChildren();
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      spansAsOurs &= parser.currentToken() == JsonToken.VALUE_NULL;
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      List<String> keys = new ArrayList<>();
      boolean object = parser.currentToken() == JsonToken.START_OBJECT;
      while (object && parser.nextToken() == JsonToken.FIELD_NAME) {
        keys.add(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      spansAsOurs &=
          keys.containsAll(List.of("start", "end"))
              && (keys.contains("label") || keys.contains("type"));
      if (!object) {
        parser.skipChildren();
      }
    }
  }

  private FormatMatch judged() {
    if (!text || !spansAsOurs) {
      return FormatMatch.NONE;
    }
    List<String> ordered = fields.stream().filter(field -> !BETWEEN.contains(field)).toList();
    if (ordered.size() >= 3 && ordered.subList(0, 3).equals(List.of("id", "text", "spans"))) {
      return FormatMatch.CERTAIN;
    }
    return fields.contains("spans") || fields.contains("entities")
        ? FormatMatch.LIKELY
        : FormatMatch.POSSIBLE;
  }
}
