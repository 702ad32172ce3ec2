package io.nerine.internal.format.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.internal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes of tags as one JSON object, for formats whose own attributes have narrower names. */
public final class JsonAttributes {

  private JsonAttributes() {}

  /**
   * Tells whether an attribute can be read back.
   *
   * @param name its name
   * @return false if it has an unpaired surrogate
   */
  public static boolean holds(String name) {
    return WrittenText.encodable(name).equals(name);
  }

  /**
   * Adds an attribute that is to be written, if it can be read back.
   *
   * @param attributes where to
   * @param name its name
   * @param value its value
   * @param document the document, for the report
   * @param losses takes one whose name has an unpaired surrogate
   */
  public static void put(
      Map<String, String> attributes,
      String name,
      String value,
      AnnotatedDocument document,
      Losses losses) {
    if (holds(name)) {
      attributes.put(name, value);
    } else {
      losses.warning(
          document, "an attribute whose name has an unpaired surrogate", "left out", "rename it");
    }
  }

  /**
   * Writes attributes.
   *
   * @param attributes the attributes, whose names are {@linkplain #holds held}
   * @return the object, in one line
   */
  public static String write(Map<String, String> attributes) {
    return Json.line(new TreeMap<>(attributes));
  }

  /**
   * Reads attributes.
   *
   * @param json the object
   * @return the attributes, or null if it is none
   */
  public static @Nullable Map<String, String> read(String json) {
    try {
      JsonNode object = Json.parse(json);
      if (!object.isObject()) {
        return null;
      }
      Map<String, String> attributes = new LinkedHashMap<>();
      object
          .properties()
          .forEach(field -> attributes.put(field.getKey(), field.getValue().asText()));
      return attributes;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
