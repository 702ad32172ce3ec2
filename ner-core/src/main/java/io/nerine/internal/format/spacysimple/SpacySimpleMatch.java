package io.nerine.internal.format.spacysimple;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.format.FormatMatch;
import io.nerine.internal.format.JsonProbe;

/** Tells the forms of spaCy's training data. */
final class SpacySimpleMatch {

  private SpacySimpleMatch() {}

  static FormatMatch of(String head, JsonProbe json) {
    if (PythonLiteral.in(head) != PythonLiteral.NONE) {
      return FormatMatch.LIKELY;
    }
    if (isProject(json)
        || json.any(SpacySimpleMatch::isPair)
        || json.any(SpacySimpleMatch::isDisplacy)) {
      return FormatMatch.CERTAIN;
    }
    if (json.any(record -> isText(record) && isTriple(record.at("/entities/0")))) {
      return FormatMatch.LIKELY;
    }
    return json.any(record -> isText(record) && record.path("entities").isArray())
        ? FormatMatch.POSSIBLE
        : FormatMatch.NONE;
  }

  /** Whether the records stand in an array inside an object. */
  static boolean isProject(JsonProbe json) {
    return json.any(
        record ->
            record.path("annotations").isArray()
                && !record.has("text")
                && (record.has("classes") || isPair(record.at("/annotations/0"))));
  }

  private static boolean isPair(JsonNode record) {
    JsonNode second = record.path(1);
    return record.isArray()
        && record.path(0).isTextual()
        && (second.has("entities") || second.has("spans") || isTriple(second.path(0)));
  }

  private static boolean isDisplacy(JsonNode record) {
    JsonNode first = record.at("/ents/0");
    return isText(record) && first.has("start") && first.has("end") && first.has("label");
  }

  private static boolean isText(JsonNode record) {
    return record.path("text").isTextual();
  }

  private static boolean isTriple(JsonNode tag) {
    return tag.path(0).isIntegralNumber()
        && tag.path(1).isIntegralNumber()
        && tag.path(2).isTextual();
  }
}
