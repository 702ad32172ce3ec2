package io.nerine.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of values that any JSON file can hold. */
final class JsonLike {

  private JsonLike() {}

  static @Nullable Object copy(String key, @Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(copy(key, element)));
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, element) -> copy.put(String.valueOf(name), copy(key, element)));
      return Collections.unmodifiableMap(copy);
    }
    throw new IllegalArgumentException(
        "Metadata '%s' must be a string, number, boolean, list, map or null, found %s"
            .formatted(key, value.getClass().getName()));
  }
}
