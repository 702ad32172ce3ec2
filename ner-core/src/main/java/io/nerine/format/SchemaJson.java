package io.nerine.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.NerException;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of an {@link EntitySchema}. Thread-safe.
 *
 * <pre>{@code
 * {
 *   "name": "tickets",
 *   "version": "1",
 *   "languages": ["en"],
 *   "types": [
 *     {"name": "PartNumber", "description": "A manufacturer's code", "examples": ["GX-4471-B"]},
 *     "Site"
 *   ]
 * }
 * }</pre>
 *
 * <p>Required are {@code name} and {@code types}; a type that has a name only may stand as a
 * string. A type can have {@code description}, {@code examples}, {@code pattern}, {@code
 * dictionary}, {@code minLength} and {@code maxLength}, these two together, and {@code formerly},
 * the names that it had. A field that is not known is refused, so that a misspelt one is noticed.
 *
 * <p>{@link #jsonSchema()} says the same to editors and validators.
 */
public final class SchemaJson {

  private static final String JSON_SCHEMA = "entity-schema.schema.json";

  private static final Set<String> FIELDS =
      Set.of("name", "version", "languages", "description", "types");

  private static final Set<String> TYPE_FIELDS =
      Set.of(
          "name",
          "description",
          "examples",
          "pattern",
          "dictionary",
          "minLength",
          "maxLength",
          "formerly");

  private SchemaJson() {}

  /**
   * Reads a schema.
   *
   * @param file a UTF-8 file, with or without byte order mark
   * @return the schema
   * @throws DataFormatException if the file cannot be read or is not a schema; the message names
   *     file and place
   */
  public static EntitySchema read(Path file) {
    String json;
    try {
      if (Files.isDirectory(file)) {
        throw new DataFormatException("'%s' is a directory; give a schema file".formatted(file));
      }
      json = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new DataFormatException(file + " is not UTF-8; save the file as UTF-8", e);
    } catch (IOException e) {
      throw new DataFormatException(
          "Cannot read '%s': %s".formatted(file, FileReplacement.describe(e)), e);
    }
    return parse(json.startsWith("\uFEFF") ? json.substring(1) : json, file.toString());
  }

  /**
   * Writes a schema, replacing a file that is there once the new one is complete.
   *
   * @param schema the schema
   * @param file the file
   * @throws NerException if the file cannot be written; an old one is then as it was
   */
  public static void write(EntitySchema schema, Path file) {
    byte[] json = toJson(schema).getBytes(StandardCharsets.UTF_8);
    try {
      FileReplacement.write(file, out -> out.write(json));
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(file, FileReplacement.describe(e)), e);
    }
  }

  /**
   * Parses a schema.
   *
   * @param json the JSON
   * @param source what to call it in messages, such as a file name
   * @return the schema
   * @throws DataFormatException if it is not a schema
   */
  public static EntitySchema parse(String json, String source) {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(source, "source");
    try {
      return new Reader(source).schema(Json.parse(json));
    } catch (JsonProcessingException e) {
      throw new DataFormatException(
          "%s is broken JSON at %s".formatted(source, Json.describe(e)), e);
    }
  }

  /**
   * Writes a schema. Equal schemas give equal JSON.
   *
   * @param schema the schema
   * @return the JSON, over several lines
   */
  public static String toJson(EntitySchema schema) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", schema.name());
    fields.put("version", schema.version());
    if (!schema.languages().isEmpty()) {
      fields.put("languages", schema.languages());
    }
    if (!schema.description().isEmpty()) {
      fields.put("description", schema.description());
    }
    fields.put("types", schema.types().stream().map(SchemaJson::fields).toList());
    return Json.pretty(fields);
  }

  /**
   * Returns the JSON Schema (draft 2020-12) of the form, for editors that complete and check schema
   * files. It accepts all that {@link #toJson} writes, and what it accepts is read, but for what
   * JSON Schema cannot say: types must differ in their names and from their own former ones, {@code
   * maxLength} must not be less than {@code minLength}, and {@code pattern} must be valid in Java.
   *
   * @return the JSON Schema, over several lines
   */
  public static String jsonSchema() {
    try (InputStream in = SchemaJson.class.getResourceAsStream(JSON_SCHEMA)) {
      return new String(
          Objects.requireNonNull(in, JSON_SCHEMA).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resource " + JSON_SCHEMA, e);
    }
  }

  private static Map<String, Object> fields(EntityType type) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", type.name());
    if (!type.description().isEmpty()) {
      fields.put("description", type.description());
    }
    if (!type.examples().isEmpty()) {
      fields.put("examples", type.examples());
    }
    type.pattern().ifPresent(pattern -> fields.put("pattern", pattern));
    if (!type.dictionary().isEmpty()) {
      fields.put("dictionary", type.dictionary());
    }
    type.minLength().ifPresent(length -> fields.put("minLength", length));
    type.maxLength().ifPresent(length -> fields.put("maxLength", length));
    if (!type.formerNames().isEmpty()) {
      fields.put("formerly", type.formerNames());
    }
    return fields;
  }

  /** Reads the parts of one schema. */
  private record Reader(String source) {

    EntitySchema schema(JsonNode json) {
      check(json, "the schema", FIELDS);
      EntitySchema.Builder schema;
      try {
        schema = EntitySchema.builder(required(json, "the schema"));
        String version = string(json, "version", "the schema");
        if (version != null) {
          schema.version(version);
        }
        for (String language : strings(json, "languages", "the schema")) {
          schema.language(language);
        }
        String description = string(json, "description", "the schema");
        if (description != null) {
          schema.description(description);
        }
        for (JsonNode type : array(json, "types", "the schema")) {
          schema.type(type(type));
        }
        return schema.build();
      } catch (IllegalArgumentException e) {
        throw new DataFormatException(source + ": " + e.getMessage(), e);
      }
    }

    private EntityType type(JsonNode json) {
      if (json.isTextual()) {
        return EntityType.of(json.textValue());
      }
      check(json, "a type", TYPE_FIELDS);
      String name = required(json, "a type");
      String place = "type '%s'".formatted(name);
      EntityType.Builder type = EntityType.builder(name);
      String description = string(json, "description", place);
      if (description != null) {
        type.description(description);
      }
      strings(json, "examples", place).forEach(type::example);
      String pattern = string(json, "pattern", place);
      if (pattern != null) {
        type.pattern(pattern);
      }
      strings(json, "dictionary", place).forEach(type::dictionaryEntry);
      if (json.hasNonNull("minLength") || json.hasNonNull("maxLength")) {
        type.length(length(json, "minLength", place), length(json, "maxLength", place));
      }
      strings(json, "formerly", place).forEach(type::formerly);
      return type.build();
    }

    private void check(JsonNode json, String place, Set<String> known) {
      if (!json.isObject()) {
        throw problem("%s must be an object, found %s".formatted(place, Json.kind(json)));
      }
      json.fieldNames()
          .forEachRemaining(
              field -> {
                if (!known.contains(field)) {
                  throw problem(
                      "%s has the unknown field '%s'; known are %s"
                          .formatted(
                              place,
                              Json.abbreviated(field),
                              String.join(", ", known.stream().sorted().toList())));
                }
              });
    }

    private String required(JsonNode json, String place) {
      String name = string(json, "name", place);
      if (name == null) {
        throw problem(place + " has no 'name'");
      }
      return name;
    }

    private @Nullable String string(JsonNode json, String field, String place) {
      if (!json.hasNonNull(field)) {
        return null;
      }
      JsonNode string = json.get(field);
      if (!string.isTextual()) {
        throw problem(
            "field '%s' of %s must be a string, found %s"
                .formatted(field, place, Json.kind(string)));
      }
      return string.textValue();
    }

    private List<String> strings(JsonNode json, String field, String place) {
      List<String> strings = new ArrayList<>();
      for (JsonNode element : array(json, field, place)) {
        if (!element.isTextual()) {
          throw problem(
              "field '%s' of %s must hold strings, found %s"
                  .formatted(field, place, Json.kind(element)));
        }
        strings.add(element.textValue());
      }
      return strings;
    }

    private Iterable<JsonNode> array(JsonNode json, String field, String place) {
      if (!json.hasNonNull(field)) {
        return List.of();
      }
      if (!json.get(field).isArray()) {
        throw problem(
            "field '%s' of %s must be an array, found %s"
                .formatted(field, place, Json.kind(json.get(field))));
      }
      return json.get(field);
    }

    private int length(JsonNode json, String field, String place) {
      JsonNode length = json.path(field);
      if (!length.canConvertToExactIntegral() || !length.canConvertToInt()) {
        throw problem(
            "field '%s' of %s must be a whole number, found %s; minLength and maxLength go together"
                .formatted(field, place, Json.kind(length)));
      }
      return length.intValue();
    }

    private DataFormatException problem(String problem) {
      return new DataFormatException(source + ": " + problem);
    }
  }
}
