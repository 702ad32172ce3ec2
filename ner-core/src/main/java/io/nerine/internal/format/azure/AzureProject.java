package io.nerine.internal.format.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecords;
import io.nerine.internal.format.RecordReading;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a labels file says beside its documents. */
final class AzureProject {

  private static final List<String> CATEGORIES =
      List.of("/assets/entities", "/assets/extractors", "/extractors", "/entities");

  private final Map<String, JsonNode> fields;
  private final boolean unitGiven;

  private AzureProject(Map<String, JsonNode> fields, boolean unitGiven) {
    this.fields = fields;
    this.unitGiven = unitGiven;
  }

  /** Reads what stands beside the documents, wherever it stands; what is broken is met later. */
  static AzureProject read(Path labels, ReadOptions options) {
    Map<String, JsonNode> fields =
        JsonRecords.beside(labels, AzureFormat.DOCUMENTS, new FormatLog());
    return new AzureProject(fields, options.offsets().isPresent());
  }

  private JsonNode field(String pointer) {
    int last = pointer.lastIndexOf('/');
    JsonNode whole = fields.get(pointer);
    if (whole != null) {
      return whole;
    }
    JsonNode parent = last > 0 ? fields.get(pointer.substring(0, last)) : null;
    return parent == null ? MissingNode.getInstance() : parent.path(pointer.substring(last + 1));
  }

  /** The kind that a project says to be of; empty if it does not. */
  static String kind(JsonNode project) {
    JsonNode kind = project.at("/metadata/projectKind");
    return kind.asText(project.at("/assets/projectKind").asText(""));
  }

  /** Whether a kind is that of entity recognition, in any spelling that there was. */
  static boolean isEntityRecognition(String kind) {
    return kind.toLowerCase(Locale.ROOT).matches("custom(?:named)?entityrecognition");
  }

  /** Whether the documents may have entities. */
  boolean isOfEntities() {
    return isEntityRecognition(kind()) || kind().isEmpty();
  }

  private String kind() {
    return field("/metadata/projectKind").asText(field("/assets/projectKind").asText(""));
  }

  /** What offsets count; UTF-16 units if the file does not say or is not understood. */
  OffsetEncoding unit() {
    return unit(field("/stringIndexType").asText("")).orElse(OffsetEncoding.UTF16);
  }

  private static Optional<OffsetEncoding> unit(String indexType) {
    String name = indexType.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (name.isEmpty() || name.equals("utf16codeunit")) {
      return Optional.of(OffsetEncoding.UTF16);
    }
    if (name.equals("unicodecodepoint")) {
      return Optional.of(OffsetEncoding.CODE_POINT);
    }
    return name.startsWith("textelement") ? Optional.of(OffsetEncoding.GRAPHEME) : Optional.empty();
  }

  /** The language of documents that do not state theirs; empty if it is not stated. */
  String language() {
    return field("/metadata/language").asText("");
  }

  /** The categories that are declared; empty if none are. */
  Set<String> categories() {
    Set<String> categories = new HashSet<>();
    for (String pointer : CATEGORIES) {
      for (JsonNode declared : field(pointer)) {
        for (String name : new String[] {"category", "name"}) {
          if (declared.path(name).isTextual()) {
            categories.add(declared.get(name).textValue());
          }
        }
      }
    }
    return categories;
  }

  /** Reports what is wrong with the project as a whole. */
  void report(RecordReading reading) {
    if (!isOfEntities()) {
      reading.error(
          "/metadata/projectKind",
          "a project of kind '%s'".formatted(Json.abbreviated(kind())),
          "export one of kind CustomEntityRecognition");
    }
    String inAssets = field("/assets/projectKind").asText("");
    if (isOfEntities() && !inAssets.isEmpty() && !isEntityRecognition(inAssets)) {
      reading
          .log()
          .warning(
              reading.file(),
              "/assets/projectKind",
              "kind '%s', not that of the metadata".formatted(Json.abbreviated(inAssets)),
              "read as entity recognition",
              "write the kind of the metadata there, without which Azure refuses the file");
    }
    String indexType = field("/stringIndexType").asText("");
    if (!unitGiven && unit(indexType).isEmpty()) {
      reading
          .log()
          .error(
              reading.file(),
              "/stringIndexType",
              "unit '%s', which is not known".formatted(Json.abbreviated(indexType)),
              "offsets read as UTF-16 units",
              "write Utf16CodeUnit, or give the unit when reading");
    }
  }
}
