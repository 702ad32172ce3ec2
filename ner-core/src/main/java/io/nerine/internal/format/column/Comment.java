package io.nerine.internal.format.column;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.internal.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A comment line that means something: {@code # key = value} as in CoNLL-U.
 *
 * @param key the key
 * @param value what stands behind the equals sign; null if there is none
 */
record Comment(String key, @Nullable String value) {

  /** Begins a document; the id stands under {@link #DOCUMENT_ID}. */
  static final String DOCUMENT = "newdoc";

  static final String DOCUMENT_ID = "newdoc id";

  /** The id of a sentence. */
  static final String SENTENCE_ID = "sent_id";

  /** The text of a sentence. */
  static final String TEXT = "text";

  /** The language of a document. */
  static final String LANGUAGE = "language";

  /** What a document is meant for. */
  static final String PART = "split";

  /** Which columns there are, as in CoNLL-U Plus. */
  static final String COLUMNS = "global.columns";

  /** Behind a key whose value is a JSON string, for what one line cannot hold. */
  private static final String AS_JSON = "-json";

  private static final Set<String> KNOWN =
      Set.of(DOCUMENT, DOCUMENT_ID, SENTENCE_ID, TEXT, LANGUAGE, PART, COLUMNS);

  /**
   * Reads a line.
   *
   * @param line a line that begins with {@code #}
   * @return the comment, or null if its key is not known
   */
  static @Nullable Comment parse(String line) {
    if (!line.startsWith("# ")) {
      return null;
    }
    int equals = line.indexOf('=');
    String key = (equals < 0 ? line.substring(2) : line.substring(2, equals)).strip();
    if (KNOWN.contains(key)) {
      return new Comment(key, equals < 0 ? null : valueBehind(line, equals));
    }
    if (equals >= 0
        && key.endsWith(AS_JSON)
        && KNOWN.contains(key.substring(0, key.length() - AS_JSON.length()))) {
      String value = decoded(valueBehind(line, equals));
      return value == null
          ? null
          : new Comment(key.substring(0, key.length() - AS_JSON.length()), value);
    }
    return null;
  }

  private static String valueBehind(String line, int equals) {
    String value = line.substring(equals + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private static @Nullable String decoded(String json) {
    try {
      JsonNode node = Json.parse(json);
      return node.isTextual() ? node.textValue() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /**
   * Writes a comment, as a JSON string if the value would not survive otherwise.
   *
   * @param key the key
   * @param value the value
   * @return the line, without its end
   */
  static String line(String key, String value) {
    if (value.isEmpty()) {
      return "# %s =".formatted(key);
    }
    return isPlain(key, value)
        ? "# %s = %s".formatted(key, value)
        : "# %s%s = %s".formatted(key, AS_JSON, Json.line(value));
  }

  /** Only a text keeps the blanks at its edges. */
  private static boolean isPlain(String key, String value) {
    if (!key.equals(TEXT) && !value.strip().equals(value)) {
      return false;
    }
    return value
        .codePoints()
        .noneMatch(
            codePoint ->
                codePoint == '\n'
                    || codePoint == '\r'
                    || Character.getType(codePoint) == Character.SURROGATE);
  }
}
