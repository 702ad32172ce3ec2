package io.nerine.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.bundle.BundleManifest.Part;
import io.nerine.exception.ModelLoadingException;
import io.nerine.internal.Json;
import io.nerine.internal.SealedJson;
import io.nerine.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The JSON form of a {@link BundleManifest}, with a checksum over itself. */
final class ManifestJson {

  static final String FORMAT = "nerine-bundle";

  private ManifestJson() {}

  static byte[] write(BundleManifest manifest) {
    return SealedJson.write(fields(manifest));
  }

  static String digest(BundleManifest manifest) {
    return Sha256.of(Json.pretty(fields(manifest)).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> fields(BundleManifest manifest) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", FORMAT);
    fields.put("formatVersion", manifest.formatVersion());
    fields.put(SealedJson.CHECKSUM, SealedJson.NO_CHECKSUM);
    fields.put("name", manifest.name());
    fields.put("backend", manifest.backend());
    fields.put("created", manifest.created().toString());
    fields.put("settings", manifest.settings());
    fields.put("thresholds", manifest.thresholds());
    fields.put("metrics", manifest.metrics());
    fields.put("provenance", manifest.provenance());
    Map<String, Object> parts = new LinkedHashMap<>();
    manifest
        .parts()
        .forEach(
            (name, part) -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("bytes", part.bytes());
              entry.put("sha256", part.sha256());
              parts.put(name, entry);
            });
    fields.put("parts", parts);
    return fields;
  }

  /**
   * Returns the names of all files of a bundle, whatever its version and however damaged.
   *
   * @param bytes the content of its manifest
   * @return the names, with the manifest's own; empty if it is no manifest of a bundle
   */
  static Set<String> partsOf(byte[] bytes) {
    JsonNode json;
    try {
      json = Json.parse(decoded(bytes));
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Set.of();
    }
    if (!FORMAT.equals(json.path("format").textValue())) {
      return Set.of();
    }
    Set<String> parts = new TreeSet<>();
    json.path("parts").fieldNames().forEachRemaining(parts::add);
    parts.add(BundleManifest.FILE_NAME);
    return parts;
  }

  /**
   * Reads a manifest and checks every field.
   *
   * @param bytes the content of the file
   * @param source the bundle, for messages
   * @return the manifest
   * @throws ModelLoadingException if it is damaged, no manifest, or of another version
   */
  static BundleManifest read(byte[] bytes, String source) {
    JsonNode json;
    String text;
    try {
      text = decoded(bytes);
      json = Json.parse(text);
    } catch (CharacterCodingException e) {
      throw new ModelLoadingException(
          "The manifest of bundle '%s' is damaged: it is not UTF-8; copy the bundle again"
              .formatted(source),
          e);
    } catch (JsonProcessingException e) {
      throw new ModelLoadingException(
          "The manifest of bundle '%s' is damaged: %s; copy the bundle again"
              .formatted(source, Json.describe(e)),
          e);
    }
    return new Reader(json, source).manifest(text);
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Reads the fields of one manifest. */
  private record Reader(JsonNode json, String source) {

    BundleManifest manifest(String text) {
      if (!FORMAT.equals(json.path("format").textValue())) {
        throw problem(
            "field 'format' is %s instead of '%s'; this is not a model bundle"
                .formatted(Json.kind(json.path("format")), FORMAT));
      }
      checkVersion();
      checkChecksum(text);
      try {
        return new BundleManifest(
            string(json, "name"),
            string(json, "backend"),
            created(),
            map("settings"),
            thresholds(),
            map("metrics"),
            map("provenance"),
            parts());
      } catch (IllegalArgumentException e) {
        throw problem(String.valueOf(e.getMessage()));
      }
    }

    private void checkVersion() {
      JsonNode version = json.path("formatVersion");
      if (!version.isIntegralNumber()) {
        throw problem("field 'formatVersion' must be a number, found " + Json.kind(version));
      }
      if (!version.canConvertToInt() || version.intValue() != BundleManifest.FORMAT_VERSION) {
        throw new ModelLoadingException(
            "Bundle '%s' has format version %s; this version of Nerine supports version %d; %s"
                .formatted(
                    source,
                    Json.abbreviated(version.asText()),
                    BundleManifest.FORMAT_VERSION,
                    version.asText().startsWith("-") || version.asInt() == 0
                        ? "copy the bundle again"
                        : "load it with the version of Nerine that wrote it, or a later one"));
      }
    }

    private void checkChecksum(String text) {
      String found = string(json, SealedJson.CHECKSUM);
      String expected = SealedJson.checksum(text, found);
      if (!expected.equals(found)) {
        throw problem(
            "its checksum is %s, expected %s; it was changed after it was written"
                .formatted(Json.abbreviated(found), expected));
      }
    }

    private Instant created() {
      String created = string(json, "created");
      try {
        return Instant.parse(created);
      } catch (DateTimeException e) {
        throw problem("field 'created' is no time: '%s'".formatted(Json.abbreviated(created)));
      }
    }

    private Map<String, Object> map(String field) {
      return Json.copyMap(
          field, Objects.requireNonNull((Map<?, ?>) Json.value(object(json, field))));
    }

    private Map<String, Double> thresholds() {
      Map<String, Double> thresholds = new LinkedHashMap<>();
      object(json, "thresholds")
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isNumber()) {
                  throw problem(
                      "the threshold of type '%s' must be a number, found %s"
                          .formatted(
                              Json.abbreviated(field.getKey()), Json.kind(field.getValue())));
                }
                thresholds.put(field.getKey(), field.getValue().doubleValue());
              });
      return thresholds;
    }

    private Map<String, Part> parts() {
      Map<String, Part> parts = new LinkedHashMap<>();
      JsonNode object = object(json, "parts");
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                JsonNode part = object(object, name);
                JsonNode bytes = part.path("bytes");
                if (!bytes.isIntegralNumber() || !bytes.canConvertToLong()) {
                  throw problem(
                      "'bytes' of part '%s' must be a whole number, found %s"
                          .formatted(Json.abbreviated(name), Json.kind(bytes)));
                }
                parts.put(name, new Part(bytes.longValue(), string(part, "sha256")));
              });
      return parts;
    }

    private JsonNode object(JsonNode parent, String field) {
      JsonNode object = parent.path(field);
      if (!object.isObject()) {
        throw problem(
            "field '%s' must be an object, found %s"
                .formatted(Json.abbreviated(field), Json.kind(object)));
      }
      return object;
    }

    private String string(JsonNode parent, String field) {
      @Nullable String string = parent.path(field).textValue();
      if (string == null) {
        throw problem(
            "field '%s' must be a string, found %s"
                .formatted(field, Json.kind(parent.path(field))));
      }
      return string;
    }

    private ModelLoadingException problem(String problem) {
      return new ModelLoadingException(
          "The manifest of bundle '%s' is not valid: %s".formatted(source, problem));
    }
  }
}
