package io.nerine.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.internal.DirectoryReplacement;
import io.nerine.internal.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings bundles into and out of a store. What goes out carries what the store knows of it in its
 * provenance, under one key; what comes in is rid of that key, so that a version has the same
 * bundle with the same digest in every store.
 */
final class BundleTransfer {

  static final String KEY = "modelStore";

  private BundleTransfer() {}

  /**
   * What an exported bundle says of the version that it was.
   *
   * @param id its name and number
   * @param digest the digest of the bundle without these words
   * @param note its note
   * @param parent what it was made of
   */
  record Origin(VersionId id, String digest, String note, @Nullable Ancestor parent) {

    static Origin of(ModelVersion version) {
      return new Origin(
          version.id(), version.digest(), version.note(), version.parent().orElse(null));
    }

    private Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("id", id.toString());
      map.put("digest", digest);
      map.put("note", note);
      if (parent != null) {
        map.put("parent", StateJson.ancestor(parent));
      }
      return map;
    }
  }

  /**
   * Copies a bundle into a directory and verifies the copy.
   *
   * @param bundle the bundle
   * @param directory where to; does not exist yet
   * @return the manifest of the copy, which the disk has
   * @throws ModelLoadingException if the bundle changes meanwhile
   */
  static BundleManifest copyIn(ModelBundle bundle, Path directory) throws IOException {
    Map<String, Object> provenance = new LinkedHashMap<>(bundle.manifest().provenance());
    boolean exported = provenance.remove(KEY) != null;
    BundleManifest written = BundleWriter.from(bundle).provenance(provenance).write(directory);
    DirectoryReplacement.force(directory);
    try (ModelBundle copy = ModelBundle.open(directory)) {
      if (!copy.manifest().parts().equals(bundle.manifest().parts())
          || !copy.manifest().equals(written)
          || !(exported || copy.manifest().equals(bundle.manifest()))) {
        throw new ModelLoadingException(
            "Bundle '%s' changed while it was copied; copy it again when nobody writes to it"
                .formatted(bundle.path()));
      }
      return copy.manifest();
    }
  }

  /**
   * Writes a bundle as a single file that says which version it is.
   *
   * @param bundle the bundle of the version
   * @param version the version
   * @param file where to
   */
  static void copyOut(ModelBundle bundle, ModelVersion version, Path file) {
    Map<String, Object> provenance = new LinkedHashMap<>(bundle.manifest().provenance());
    provenance.put(KEY, Origin.of(version).toMap());
    BundleWriter.from(bundle).provenance(provenance).write(file);
  }

  /**
   * Reads what {@link #copyOut} wrote.
   *
   * @param bundle a bundle
   * @return what it says; empty if it says nothing
   * @throws ModelLoadingException if what it says makes no sense
   */
  static Optional<Origin> origin(ModelBundle bundle) {
    Object said = bundle.manifest().provenance().get(KEY);
    if (said == null) {
      return Optional.empty();
    }
    try {
      JsonNode json = Json.parse(Json.line(said));
      return Optional.of(
          new Origin(
              VersionId.parse(StateJson.string(json, "id")),
              StateJson.string(json, "digest"),
              StateJson.string(json, "note"),
              json.has("parent") ? StateJson.ancestor(json.path("parent")) : null));
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelLoadingException(
          "The provenance of bundle '%s' has no sensible '%s': %s; export the version again"
              .formatted(bundle.path(), KEY, e.getMessage()),
          e);
    }
  }

  static ModelVersion version(
      VersionId id,
      BundleManifest manifest,
      Instant added,
      String note,
      @Nullable Ancestor parent) {
    long bytes = 0;
    for (BundleManifest.Part part : manifest.parts().values()) {
      bytes += part.bytes();
    }
    return new ModelVersion(id, manifest.digest(), bytes, added, note, parent, manifest.metrics());
  }
}
