package io.nerine.internal.format.uima;

import java.util.List;
import java.util.Set;

/** Writes the description of the types that we use, which are DKPro's. */
final class TypeSystemText {

  private TypeSystemText() {}

  /**
   * Writes the description.
   *
   * @param features the features of named entities beyond those of DKPro
   * @return the content of the file
   */
  static String of(Set<String> features) {
    StringBuilder xml = new StringBuilder();
    xml.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <types>
        """);
    begin(
        xml,
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData",
        "uima.tcas.DocumentAnnotation");
    for (String name :
        List.of("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri")) {
      feature(xml, name, "String");
    }
    feature(xml, "isLastSegment", "Boolean");
    end(xml);
    begin(xml, "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "uima.tcas.Annotation");
    feature(xml, "value", "String");
    feature(xml, "identifier", "String");
    features.stream()
        .filter(name -> !name.equals("identifier"))
        .forEach(name -> feature(xml, name, "String"));
    feature(xml, XmiDocuments.ATTRIBUTES, "String");
    end(xml);
    return xml.append("  </types>\n</typeSystemDescription>\n").toString();
  }

  private static void begin(StringBuilder xml, String name, String supertype) {
    xml.append("    <typeDescription>\n      <name>").append(name).append("</name>\n");
    xml.append("      <description/>\n      <supertypeName>").append(supertype);
    xml.append("</supertypeName>\n      <features>\n");
  }

  private static void feature(StringBuilder xml, String name, String range) {
    xml.append("        <featureDescription>\n          <name>").append(name);
    xml.append("</name>\n          <description/>\n          <rangeTypeName>uima.cas.");
    xml.append(range).append("</rangeTypeName>\n        </featureDescription>\n");
  }

  private static void end(StringBuilder xml) {
    xml.append("      </features>\n    </typeDescription>\n");
  }
}
