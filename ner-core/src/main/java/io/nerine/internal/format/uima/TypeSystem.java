package io.nerine.internal.format.uima;

import io.nerine.format.FormatLog;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which types there are, below which others, and what their features hold. Immutable. */
final class TypeSystem {

  /** The name of the file beside the others. */
  static final String FILE = "TypeSystem.xml";

  /** Nothing is known but names. */
  static final TypeSystem UNKNOWN = new TypeSystem(Map.of(), Map.of());

  private static final Set<String> VALUES =
      Set.of(
          "uima.cas.String",
          "uima.cas.Integer",
          "uima.cas.Float",
          "uima.cas.Double",
          "uima.cas.Long",
          "uima.cas.Short",
          "uima.cas.Byte",
          "uima.cas.Boolean");

  private final Map<String, String> supertypes;
  private final Map<String, Map<String, String>> ranges;

  private TypeSystem(Map<String, String> supertypes, Map<String, Map<String, String>> ranges) {
    this.supertypes = supertypes;
    this.ranges = ranges;
  }

  /**
   * Reads a type system description.
   *
   * @param file the file
   * @param log takes what is wrong
   * @return the types; {@link #UNKNOWN} if it cannot be read
   */
  static TypeSystem read(Path file, FormatLog log) {
    Map<String, String> supertypes = new HashMap<>();
    Map<String, Map<String, String>> ranges = new HashMap<>();
    try (XmlEvents events = XmlEvents.open(file)) {
      String type = "";
      String feature = "";
      boolean inFeature = false;
      while (events.next()) {
        switch (events.name()) {
          case "typeDescription" -> inFeature = false;
          case "featureDescription" -> inFeature = true;
          case "name" -> {
            String name = events.text().strip();
            type = inFeature ? type : name;
            feature = inFeature ? name : feature;
          }
          case "supertypeName" -> supertypes.put(type, events.text().strip());
          case "rangeTypeName" -> {
            ranges
                .computeIfAbsent(type, key -> new HashMap<>())
                .put(feature, events.text().strip());
          }
          default -> {}
        }
      }
      return new TypeSystem(supertypes, ranges);
    } catch (XmlEvents.BrokenXmlException e) {
      log.warning(
          file.toString(),
          e.place(),
          e.problem(),
          "types are taken by their names alone",
          "export it again, or delete it");
    } catch (IOException e) {
      log.warning(
          file.toString(),
          "",
          FileReplacement.describe(e),
          "types are taken by their names alone",
          "make it readable");
    }
    return UNKNOWN;
  }

  /** {@return the type and all above it} */
  List<String> lineage(String type) {
    Set<String> seen = new HashSet<>();
    List<String> lineage = new ArrayList<>();
    // A hostile file may have a type above itself.
    for (String at = type; at != null && seen.add(at); at = supertypes.get(at)) {
      lineage.add(at);
    }
    return lineage;
  }

  /**
   * Tells whether a feature refers to something else in the file.
   *
   * @param type the type
   * @param feature its feature
   * @return true if it is known to be no plain value
   */
  boolean refers(String type, String feature) {
    for (String at : lineage(type)) {
      Map<String, String> features = ranges.get(at);
      String range = features == null ? null : features.get(feature);
      if (range != null) {
        return lineage(range).stream().noneMatch(VALUES::contains);
      }
    }
    return false;
  }

  /** {@return the last part of the name of a type} */
  static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /**
   * Returns the name of the type that an element stands for.
   *
   * @param namespace the namespace of the element, such as {@code http:///org/example.ecore}
   * @param name its name
   * @return the name, or null if the namespace is none of a type
   */
  static @Nullable String typeOf(String namespace, String name) {
    String begin = "http:///";
    String end = ".ecore";
    if (!namespace.startsWith(begin) || !namespace.endsWith(end)) {
      return null;
    }
    String path = namespace.substring(begin.length(), namespace.length() - end.length());
    return path.equals("uima/noNamespace") ? name : path.replace('/', '.') + "." + name;
  }
}
