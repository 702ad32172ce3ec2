package io.nerine.internal.format.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.exception.DataFormatException;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The names of tags that stand as numbers: what the library datasets calls ClassLabel. */
final class ClassLabels {

  private static final List<String> BESIDE = List.of("dataset_info.json", "dataset_infos.json");
  private static final int MOST_NAMES = 100_000;

  private ClassLabels() {}

  /**
   * Reads names that a user gives.
   *
   * @param names the names, parted by commas
   * @return the names in order
   */
  static List<String> parse(String names) {
    List<String> labels = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      labels.add(name.strip());
    }
    return List.copyOf(labels);
  }

  /**
   * Looks for names in the files that describe a data set, beside its file or above.
   *
   * @param input the file
   * @param field the field with the tags
   * @return the names; empty if they are not there, or differ between configurations
   * @throws DataFormatException if such a file cannot be read
   */
  static List<String> beside(Path input, String field) {
    Path folder = input.toAbsolutePath().getParent();
    for (int level = 0; level < 2 && folder != null; level++) {
      for (String name : BESIDE) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          List<String> names = in(parsed(file), field);
          if (!names.isEmpty()) {
            return names;
          }
        }
      }
      folder = folder.getParent();
    }
    return List.of();
  }

  private static JsonNode parsed(Path file) {
    try {
      return Json.parse(Utf8Text.read(file));
    } catch (JsonProcessingException e) {
      throw new DataFormatException(
          "%s: broken JSON at %s; repair or delete it".formatted(file, Json.describe(e)), e);
    }
  }

  /**
   * Finds names in a description.
   *
   * @param description what describes features, at any depth
   * @param field the field with the tags
   * @return the names; empty if there are none, or different ones
   */
  static List<String> in(JsonNode description, String field) {
    Set<List<String>> found = new LinkedHashSet<>();
    find(description, field, found);
    return found.size() == 1 ? found.iterator().next() : List.of();
  }

  /** Nesting is bounded by the parser. */
  private static void find(JsonNode node, String field, Set<List<String>> found) {
    if (node.isObject() && node.path("name").asText().equals(field) && node.has("type")) {
      names(node.get("type"), found);
      return;
    }
    if (node.isObject() && node.has(field)) {
      names(node.get(field), found);
    }
    node.forEach(child -> find(child, field, found));
  }

  private static void names(JsonNode feature, Set<List<String>> found) {
    JsonNode names = feature.path("names");
    if (names.isArray() && !names.isEmpty() && names.size() <= MOST_NAMES) {
      List<String> labels = new ArrayList<>();
      names.forEach(name -> labels.add(name.asText()));
      found.add(List.copyOf(labels));
    } else if (names.isObject() && names.size() <= MOST_NAMES) {
      TreeMap<Integer, String> byNumber = new TreeMap<>();
      names
          .properties()
          .forEach(name -> byNumber.put(number(name.getKey()), name.getValue().asText()));
      found.add(List.copyOf(byNumber.values()));
    } else if (feature.isContainerNode()) {
      feature.forEach(child -> names(child, found));
    }
  }

  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }
}
