package io.nerine.onnx.zeroshot;

import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the types of a schema are called before a model that has never been trained on them.
 * Immutable.
 *
 * <p>A short noun phrase in the language of the texts works best, such as {@code spare part number}
 * for a type {@code PartNo}. What a label says changes what is found, so compare labels by an
 * evaluation on tagged documents. Two types of one schema need two labels, which is checked when a
 * model is loaded with them.
 *
 * <pre>{@code
 * TypeLabels labels =
 *     TypeLabels.names(schema).with("PartNo", "spare part number").with("Site", "wind farm");
 * }</pre>
 */
public final class TypeLabels {

  /** Names that say nothing to a model of ordinary words. */
  private static final Map<String, String> ABBREVIATIONS =
      Map.of(
          "per", "person",
          "pers", "person",
          "org", "organization",
          "loc", "location",
          "gpe", "country, city or state",
          "fac", "facility",
          "norp", "nationality, religious or political group",
          "misc", "miscellaneous name");

  private static final Pattern WORD_EDGES =
      Pattern.compile(
          "[\\s_./:\\-]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  private final EntitySchema schema;
  private final Map<String, String> labels;

  private TypeLabels(EntitySchema schema, Map<String, String> labels) {
    this.schema = schema;
    this.labels = labels;
  }

  /**
   * Calls each type by its name in plain words: {@code PartNumber}, {@code PART_NUMBER} and {@code
   * part-number} become {@code part number}. The usual abbreviations PER, PERS, ORG, LOC, GPE, FAC,
   * NORP and MISC are spelled out.
   *
   * @param schema the types
   * @return the labels
   */
  public static TypeLabels names(EntitySchema schema) {
    Map<String, String> labels = new LinkedHashMap<>();
    schema.types().forEach(type -> labels.put(type.name(), readable(type.name())));
    return of(schema, labels);
  }

  /**
   * Calls each type by its description, and by its name in plain words where it has none. Models
   * are trained on short labels, so descriptions should be short too.
   *
   * @param schema the types
   * @return the labels
   */
  public static TypeLabels descriptions(EntitySchema schema) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (EntityType type : schema.types()) {
      String description = type.description().strip();
      labels.put(type.name(), description.isEmpty() ? readable(type.name()) : description);
    }
    return of(schema, labels);
  }

  /**
   * Calls types by given labels.
   *
   * @param schema the types
   * @param labels a label for each of them, by its name
   * @return the labels
   * @throws IllegalArgumentException if a type has no label or a blank one, or a label is for a
   *     type that the schema does not declare
   */
  public static TypeLabels of(EntitySchema schema, Map<String, String> labels) {
    Objects.requireNonNull(schema, "schema");
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String type : schema.typeNames()) {
      String label = labels.get(type);
      if (label == null || label.isBlank()) {
        throw new IllegalArgumentException(
            "The type '%s' has no label; give one that says what it is in a few words"
                .formatted(type));
      }
      ordered.put(type, label.strip());
    }
    for (String type : labels.keySet()) {
      checkDeclared(schema, type);
    }
    return new TypeLabels(schema, ordered);
  }

  private static void checkDeclared(EntitySchema schema, String type) {
    if (!schema.declares(type)) {
      throw new IllegalArgumentException(
          "There is a label for the type '%s', which the schema does not declare: %s"
              .formatted(type, schema.typeNames()));
    }
  }

  /**
   * Calls one type by another label.
   *
   * @param type the name of the type
   * @param label the label, not blank
   * @return the labels with that one
   * @throws IllegalArgumentException if the schema does not declare the type, or the label is blank
   */
  public TypeLabels with(String type, String label) {
    checkDeclared(schema, Objects.requireNonNull(type, "type"));
    Map<String, String> changed = new LinkedHashMap<>(labels);
    changed.put(type, Objects.requireNonNull(label, "label"));
    return of(schema, changed);
  }

  /** Refuses labels that no model can tell apart; one after the other may still be changed. */
  void checkDistinct() {
    Map<String, String> types = new HashMap<>();
    labels.forEach(
        (type, label) -> {
          String other = types.putIfAbsent(label, type);
          if (other != null) {
            throw new IllegalArgumentException(
                "The types '%s' and '%s' have the same label '%s', so no model can tell them apart; give one of them another"
                    .formatted(other, type, label));
          }
        });
  }

  /** {@return the types} */
  public EntitySchema schema() {
    return schema;
  }

  /**
   * Returns what a type is called.
   *
   * @param type the name of the type
   * @return its label
   * @throws IllegalArgumentException if the schema does not declare it
   */
  public String label(String type) {
    checkDeclared(schema, Objects.requireNonNull(type, "type"));
    return Objects.requireNonNull(labels.get(type));
  }

  /** {@return the labels by the names of their types, in the order of the schema} */
  public Map<String, String> toMap() {
    return new LinkedHashMap<>(labels);
  }

  @Override
  public String toString() {
    return labels.toString();
  }

  private static String readable(String name) {
    String plain = WORD_EDGES.matcher(name).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    return ABBREVIATIONS.getOrDefault(plain, plain.isEmpty() ? name : plain);
  }
}
