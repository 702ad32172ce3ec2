package io.nerine.internal.format.uima;

import io.nerine.internal.format.files.Tally;
import io.nerine.internal.format.uima.TagTypes.Rank;
import io.nerine.internal.format.uima.XmlEvents.BrokenXmlException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** What one XMI file says of its texts and the tags on them. */
final class XmiContent {

  static final String XMI = "http://www.omg.org/XMI";
  static final String CAS = "http:///uima/cas.ecore";

  /** The attributes of an annotation that are not its features. */
  private static final List<String> FRAME = List.of("sofa", "begin", "end");

  /** Features that refer to other annotations, where no type system says so. */
  private static final List<String> REFERENCES = List.of("Governor", "Dependent", "next", "links");

  private final Map<String, List<Annotation>> annotations = new LinkedHashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, View> views = new LinkedHashMap<>();

  /** The ids that each view lists, as they stand in the file. */
  private final Map<String, List<String>> members = new HashMap<>();

  private final Map<String, Map<String, String>> metadata = new HashMap<>();

  /**
   * An annotation that is a tag.
   *
   * @param type the name of its type
   * @param id its id; empty if it has none
   * @param begin the offset of its first unit, as it stands in the file
   * @param end the offset behind its last unit, as it stands in the file
   * @param features what else it has
   * @param place where it stands
   */
  record Annotation(
      String type,
      String id,
      String begin,
      String end,
      Map<String, String> features,
      String place) {}

  /**
   * A text with its own annotations; most files have but one.
   *
   * @param name its name
   * @param text the text, or null if it is none or lies elsewhere
   * @param place where it stands in the file
   */
  record View(String name, @Nullable String text, String place) {}

  private XmiContent() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param types which types are tags
   * @param least the rank that the type of a tag has at least
   * @param system what is known of types
   * @param tally takes what is left out
   * @return its content
   * @throws IOException if it cannot be read
   * @throws BrokenXmlException if it is no XMI
   */
  static XmiContent read(Path file, TagTypes types, Rank least, TypeSystem system, Tally tally)
      throws IOException, BrokenXmlException {
    XmiContent content = new XmiContent();
    // Files name each type thousands of times.
    Map<String, Rank> ranks = new HashMap<>();
    try (XmlEvents events = openXmi(file)) {
      while (events.next()) {
        if (events.depth() == 2) {
          content.add(events, types, least, system, ranks, tally);
        }
      }
    }
    return content;
  }

  /**
   * Tells whether a file has named entities, as soon as one is met.
   *
   * @param file the file
   * @param types which types are tags
   * @param system what is known of types
   * @return whether there is one; false if the file cannot be read
   */
  static boolean hasNamed(Path file, TagTypes types, TypeSystem system) {
    Map<String, Rank> ranks = new HashMap<>();
    try (XmlEvents events = openXmi(file)) {
      while (events.next()) {
        String type = TypeSystem.typeOf(events.namespace(), events.name());
        if (events.depth() == 2
            && type != null
            && ranks.computeIfAbsent(type, key -> types.rank(key, system)) == Rank.NAMED
            && events.attribute("end") != null) {
          return true;
        }
      }
      return false;
    } catch (IOException | BrokenXmlException e) {
      // Reported when it is read.
      return false;
    }
  }

  private static XmlEvents openXmi(Path file) throws IOException, BrokenXmlException {
    XmlEvents events = XmlEvents.open(file);
    try {
      if (!events.next() || !events.namespace().equals(XMI) || !events.name().equals("XMI")) {
        throw new BrokenXmlException(events.place(), "no xmi:XMI element", null);
      }
      return events;
    } catch (BrokenXmlException e) {
      events.close();
      throw e;
    }
  }

  private void add(
      XmlEvents events,
      TagTypes types,
      Rank least,
      TypeSystem system,
      Map<String, Rank> ranks,
      Tally tally) {
    if (events.namespace().equals(CAS)) {
      addCas(events);
      return;
    }
    String type = TypeSystem.typeOf(events.namespace(), events.name());
    String sofa = events.attribute("sofa");
    if (type == null || sofa == null) {
      return;
    }
    String name = TypeSystem.simpleName(type);
    if (name.equals("DocumentMetaData") || name.equals("DocumentAnnotation")) {
      metadata.computeIfAbsent(sofa, key -> new HashMap<>()).putAll(features(events, type, system));
      return;
    }
    Rank rank = ranks.computeIfAbsent(type, key -> types.rank(key, system));
    String begin = events.attribute("begin");
    String end = events.attribute("end");
    if (rank.compareTo(least) < 0 || (begin == null && end == null)) {
      return;
    }
    String id = events.attribute(XMI, "id");
    String place = "line %d, xmi:id %s".formatted(events.line(), id);
    if (rank == Rank.CUSTOM && isBetweenAnnotations(events, name)) {
      tally.info(
          place, "a relation or a link of a chain, of type '%s'".formatted(name), "left out");
      return;
    }
    if (id != null) {
      ids.add(id);
    }
    annotations
        .computeIfAbsent(sofa, key -> new ArrayList<>())
        .add(
            new Annotation(
                type,
                id == null ? "" : id,
                // What UIMA assumes.
                begin == null ? "0" : begin,
                end == null ? "0" : end,
                features(events, type, system),
                place));
  }

  private static boolean isBetweenAnnotations(XmlEvents events, String name) {
    return (events.attribute("Governor") != null && events.attribute("Dependent") != null)
        || events.attribute("next") != null
        || name.endsWith("Link");
  }

  private static Map<String, String> features(XmlEvents events, String type, TypeSystem system) {
    Map<String, String> features = new LinkedHashMap<>();
    for (int i = 0; i < events.attributes(); i++) {
      String name = events.attributeName(i);
      if (name != null
          && !FRAME.contains(name)
          && !REFERENCES.contains(name)
          && !system.refers(type, name)) {
        features.put(name, events.attributeValue(i));
      }
    }
    return features;
  }

  private void addCas(XmlEvents events) {
    String sofa = events.attribute("sofa");
    String id = events.attribute(XMI, "id");
    if (events.name().equals("Sofa") && id != null) {
      String name = events.attribute("sofaID");
      views.put(
          id,
          new View(
              name == null ? id : name, events.attribute("sofaString"), "line " + events.line()));
    } else if (events.name().equals("View") && sofa != null) {
      String listed = events.attribute("members");
      members.computeIfAbsent(sofa, key -> new ArrayList<>()).add(listed == null ? "" : listed);
    }
  }

  /** {@return the views by the ids of their texts, in file order} */
  Map<String, View> views() {
    return views;
  }

  /** {@return what is known of the document of a view} */
  Map<String, String> metadata(String sofa) {
    return metadata.getOrDefault(sofa, Map.of());
  }

  /** {@return the ids of texts that have tags} */
  Set<String> tagged() {
    return annotations.keySet();
  }

  /**
   * Returns the tags of a view. What its index does not list was deleted, or is kept by a reference
   * alone.
   *
   * @param sofa the id of its text
   * @param tally takes those that are not listed
   * @return the tags in file order
   */
  List<Annotation> annotations(String sofa, Tally tally) {
    List<Annotation> all = annotations.getOrDefault(sofa, List.of());
    if (!members.containsKey(sofa)) {
      return all;
    }
    Set<String> listed = listed(sofa);
    List<Annotation> found = new ArrayList<>();
    for (Annotation annotation : all) {
      if (listed.contains(annotation.id)) {
        found.add(annotation);
      } else {
        tally.info(annotation.place, "an annotation that no view lists", "left out");
      }
    }
    return found;
  }

  /** Of all that a view lists, only the tags. */
  private Set<String> listed(String sofa) {
    Set<String> listed = new HashSet<>();
    for (String list : members.getOrDefault(sofa, List.of())) {
      StringTokenizer members = new StringTokenizer(list);
      while (members.hasMoreTokens()) {
        String id = members.nextToken();
        if (ids.contains(id)) {
          listed.add(id);
        }
      }
    }
    return listed;
  }
}
