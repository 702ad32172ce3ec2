package io.nerine.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as all files of Nerine use it: strict, no key twice, nothing behind the value, strings of up
 * to 256 Mi characters and no nesting beyond Jackson's default limit.
 */
public final class Json {

  private static final int MAX_STRING_LENGTH = 1 << 28;

  private static final JsonMapper MAPPER =
      mapper(factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION))
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A parser that finds a key twice cannot go on; behind a tree that does it can. */
  private static final JsonMapper STREAMED =
      mapper(factory()).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private static final ObjectWriter PRETTY = MAPPER.writer(prettyPrinter());

  private Json() {}

  private static JsonFactoryBuilder factory() {
    // Keys come from data; what is interned is never freed.
    JsonFactoryBuilder factory =
        new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES);
    return factory.streamReadConstraints(
        StreamReadConstraints.builder().maxStringLength(MAX_STRING_LENGTH).build());
  }

  private static JsonMapper.Builder mapper(JsonFactoryBuilder factory) {
    return JsonMapper.builder(factory.build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    // The default indenter breaks lines as the platform does; files must not depend on it.
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }

  /**
   * Parses one JSON value.
   *
   * @param json the value and white space around it
   * @return the value; a missing node where there is white space only
   * @throws JsonProcessingException if it is no valid JSON or exceeds the limits
   */
  public static JsonNode parse(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /**
   * Opens a stream of JSON, for files that are not held in memory. The same limits hold as for
   * {@link #parse}; a key that stands twice is noticed by {@link #tree} only.
   *
   * @param in the characters; closed with the parser
   * @return a parser before the first token
   * @throws IOException if they cannot be read
   */
  public static JsonParser stream(Reader in) throws IOException {
    return STREAMED.createParser(in);
  }

  /**
   * Opens a stream of ASCII in memory, as {@link #stream(Reader)} does.
   *
   * @param bytes holds the characters
   * @param start where they begin
   * @param length their number
   * @return a parser before the first token
   */
  public static JsonParser stream(byte[] bytes, int start, int length) {
    try {
      return STREAMED.createParser(bytes, start, length);
    } catch (IOException e) {
      throw new IllegalStateException("The bytes are in memory", e);
    }
  }

  /**
   * Opens a stream of characters in memory, as {@link #stream(Reader)} does.
   *
   * @param json the characters
   * @return a parser before the first token
   */
  public static JsonParser stream(String json) {
    try {
      return STREAMED.createParser(json);
    } catch (IOException e) {
      throw new IllegalStateException("The string is in memory", e);
    }
  }

  /**
   * Reads the value that begins at the parser's token.
   *
   * @param parser a parser that {@link #stream} opened
   * @return the value; the parser stands at its last token
   * @throws com.fasterxml.jackson.databind.exc.MismatchedInputException if a key stands twice in
   *     it; the parser can go on
   * @throws IOException if it is no valid JSON, exceeds the limits or cannot be read
   */
  public static JsonNode tree(JsonParser parser) throws IOException {
    return STREAMED.readTree(parser);
  }

  /**
   * Says where and why parsing failed.
   *
   * @param failure what {@link #parse} threw
   * @return line, column and reason, in one line
   */
  public static String describe(JsonProcessingException failure) {
    // Jackson tells where the thing that was cut short began in terms of its own settings.
    String reason =
        failure
            .getOriginalMessage()
            .replaceAll("\\s+", " ")
            .replaceAll(" \\(start marker at [^)]*\\)[^)]*\\)", "");
    return failure.getLocation() == null
        ? reason
        : "line %d, column %d: %s"
            .formatted(
                failure.getLocation().getLineNr(), failure.getLocation().getColumnNr(), reason);
  }

  /**
   * Names the kind of a value, for messages.
   *
   * @param node the value
   * @return such as {@code "an array"}
   */
  public static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case MISSING -> "nothing";
      case NULL -> "null";
      case STRING -> "a string";
      case NUMBER -> "the number " + abbreviated(node.asText());
      case BOOLEAN -> node.asText();
      default -> node.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  /**
   * Shortens a text that a message quotes.
   *
   * @param text the text
   * @return its first 60 characters
   */
  public static String abbreviated(String text) {
    return abbreviated(text, 0, text.length());
  }

  /**
   * Shortens a part of a text that a message quotes.
   *
   * @param text the text
   * @param start where the part begins
   * @param end where it ends
   * @return its first 60 characters
   */
  public static String abbreviated(String text, int start, int end) {
    return end - start <= 60
        ? text.substring(start, end)
        : text.substring(start, start + 60) + "...";
  }

  /**
   * Converts a value to plain Java, without loss.
   *
   * @param node the value
   * @return a string, boolean, list, map in the order of the keys, {@code null}, or a number: an
   *     integer, long or big integer; a double where it is exactly the number written, in the sense
   *     that printing it gives the number again, else a big decimal
   */
  public static @Nullable Object value(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return Collections.unmodifiableMap(map);
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(value(element)));
        return Collections.unmodifiableList(list);
      }
      case NUMBER -> {
        return node.isIntegralNumber() ? node.numberValue() : decimal(node.decimalValue());
      }
      case STRING -> {
        return node.textValue();
      }
      case BOOLEAN -> {
        return node.booleanValue();
      }
      default -> {
        return null;
      }
    }
  }

  private static Number decimal(BigDecimal exact) {
    double rounded = exact.doubleValue();
    boolean same = !Double.isInfinite(rounded) && BigDecimal.valueOf(rounded).compareTo(exact) == 0;
    return same ? (Number) rounded : exact;
  }

  /**
   * Copies a value that JSON can hold.
   *
   * @param path where it stands, for messages
   * @param value a string, boolean, finite number, list of such or map of such by strings
   * @return a deep immutable copy, maps in their order
   * @throws IllegalArgumentException if the value is of another kind, {@code null} or not finite
   */
  public static Object copy(String path, @Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return finite(path, number);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(copy(path + "[" + copy.size() + "]", element));
      }
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Map<?, ?> map) {
      return copyMap(path, map);
    }
    throw new IllegalArgumentException(
        "%s must be a string, number, boolean, list or map, found %s"
            .formatted(path, value == null ? "null" : value.getClass().getName()));
  }

  /**
   * Copies a map that JSON can hold.
   *
   * @param path where it stands, for messages
   * @param map values as {@link #copy} takes them, by strings
   * @return a deep immutable copy in the same order
   * @throws IllegalArgumentException if a key is no string or a value of another kind
   */
  public static Map<String, Object> copyMap(String path, Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException(
                "%s has the key %s, which is no string".formatted(path, key));
          }
          checkKey(path, name);
          copy.put(name, copy(path + "." + name, value));
        });
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Checks that JSON can hold a number.
   *
   * @param path where it stands, for messages
   * @param number the number
   * @return the number
   * @throws IllegalArgumentException if it is infinite or not a number
   */
  public static Number finite(String path, Number number) {
    if ((number instanceof Double || number instanceof Float)
        && !Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException(
          "%s is %s, which JSON cannot hold; leave it out or write it as a string"
              .formatted(path, number));
    }
    return number;
  }

  /**
   * Checks that a key can be read back. A JSON parser may refuse unpaired surrogates in keys, even
   * as escapes.
   *
   * @param path where it stands, for messages
   * @param key the key
   * @throws IllegalArgumentException if it holds an unpaired surrogate
   */
  public static void checkKey(String path, String key) {
    if (key.codePoints().anyMatch(Json::isSurrogate)) {
      throw new IllegalArgumentException(path + " has a key with an unpaired surrogate; rename it");
    }
  }

  /** Of the code points of a text, only an unpaired surrogate is one. */
  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  /**
   * Writes a value in one line.
   *
   * @param value a string, finite number, boolean, list, map or {@code null}
   * @return the JSON, without line break, that UTF-8 can carry
   */
  public static String line(@Nullable Object value) {
    try {
      return escapeLoneSurrogates(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON-like value: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Writes a value over several lines, for people to read.
   *
   * @param value a string, finite number, boolean, list, map or {@code null}
   * @return the JSON with a line break at its end, that UTF-8 can carry
   */
  public static String pretty(@Nullable Object value) {
    try {
      return escapeLoneSurrogates(PRETTY.writeValueAsString(value)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON-like value: " + e.getOriginalMessage(), e);
    }
  }

  /** UTF-8 has no form for a lone surrogate, but a JSON string has: the escape. */
  private static String escapeLoneSurrogates(String json) {
    StringBuilder escaped = null;
    int copied = 0;
    for (int i = 0; i < json.length(); i++) {
      char unit = json.charAt(i);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      if (Character.isHighSurrogate(unit)
          && i + 1 < json.length()
          && Character.isLowSurrogate(json.charAt(i + 1))) {
        i++;
        continue;
      }
      if (escaped == null) {
        escaped = new StringBuilder(json.length() + 16);
      }
      escaped.append(json, copied, i).append("\\u").append(Integer.toHexString(unit));
      copied = i + 1;
    }
    return escaped == null ? json : escaped.append(json, copied, json.length()).toString();
  }
}
