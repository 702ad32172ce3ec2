package io.nerine.bundle;

import io.nerine.internal.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ModelBundle} says of itself: name, backend, settings, figures, provenance and
 * parts. Immutable.
 *
 * <p>Settings, metrics and provenance are JSON-like: strings, booleans, finite numbers, and lists
 * and maps of such. Integers come back as {@link Integer}, or {@link Long} where they are too
 * large, and decimal numbers as {@link Double}.
 */
public final class BundleManifest {

  /** The version of the bundle format that this library writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 1;

  /** The name of the part that holds the entity schema. */
  public static final String SCHEMA_PART = "schema.json";

  static final String FILE_NAME = "manifest.json";

  private static final Pattern PART_NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  private static final int MAX_PART_NAME_LENGTH = 200;

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final String name;
  private final String backend;
  private final Instant created;
  private final Map<String, Object> settings;
  private final Map<String, Double> thresholds;
  private final Map<String, Object> metrics;
  private final Map<String, Object> provenance;
  private final Map<String, Part> parts;

  /**
   * One file of a bundle.
   *
   * @param bytes its length
   * @param sha256 the SHA-256 of its content in lower-case hexadecimal
   */
  public record Part(long bytes, String sha256) {

    /**
     * Creates the part.
     *
     * @throws IllegalArgumentException if the length is negative or the SHA-256 is none
     */
    public Part {
      if (bytes < 0) {
        throw new IllegalArgumentException("bytes must not be negative, found " + bytes);
      }
      if (!SHA_256.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "sha256 must be 64 lower-case hexadecimal digits, found '%s'"
                .formatted(Json.abbreviated(sha256)));
      }
    }
  }

  /**
   * Creates the manifest.
   *
   * @throws IllegalArgumentException if a value breaks the rules; the message names it
   */
  BundleManifest(
      String name,
      String backend,
      Instant created,
      Map<String, ?> settings,
      Map<String, Double> thresholds,
      Map<String, ?> metrics,
      Map<String, ?> provenance,
      Map<String, Part> parts) {
    this.name = notBlank("name", name);
    this.backend = notBlank("backend", backend);
    this.created = Objects.requireNonNull(created, "created");
    this.settings = Json.copyMap("settings", settings);
    this.thresholds = checkedThresholds(thresholds);
    this.metrics = Json.copyMap("metrics", metrics);
    this.provenance = Json.copyMap("provenance", provenance);
    this.parts = checkedParts(parts);
  }

  static String notBlank(String parameter, String value) {
    if (Objects.requireNonNull(value, parameter).isBlank()) {
      throw new IllegalArgumentException(parameter + " must not be blank");
    }
    return value;
  }

  static Map<String, Double> checkedThresholds(Map<String, Double> thresholds) {
    thresholds.forEach(
        (type, threshold) -> {
          if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                "The threshold of type '%s' must be 0 to 1, found %s".formatted(type, threshold));
          }
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
  }

  /** Names that mean the same file on every system, inside the bundle, and nothing else. */
  static String checkedPartName(String part) {
    if (part.length() > MAX_PART_NAME_LENGTH || !PART_NAME.matcher(part).matches()) {
      throw new IllegalArgumentException(
          ("'%s' cannot be the name of a part: a name has 1 to %d characters out of A-Z a-z 0-9 . _"
                  + " - and / between names, each beginning with a letter or digit")
              .formatted(Json.abbreviated(part), MAX_PART_NAME_LENGTH));
    }
    if (part.equalsIgnoreCase(FILE_NAME)) {
      throw new IllegalArgumentException(
          "'%s' cannot be the name of a part: it is the manifest's".formatted(part));
    }
    return part;
  }

  private static Map<String, Part> checkedParts(Map<String, Part> parts) {
    Set<String> names = new HashSet<>();
    for (String part : parts.keySet()) {
      if (!names.add(checkedPartName(part).toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "Part '%s' has the name of another but for upper and lower case".formatted(part));
      }
    }
    if (!parts.containsKey(SCHEMA_PART)) {
      throw new IllegalArgumentException("There is no part '%s'".formatted(SCHEMA_PART));
    }
    return Collections.unmodifiableMap(new TreeMap<>(parts));
  }

  /** {@return the name of the model} */
  public String name() {
    return name;
  }

  /** {@return the version of the bundle format} */
  public int formatVersion() {
    return FORMAT_VERSION;
  }

  /** {@return the name of the {@link BundleBackend} that runs the model} */
  public String backend() {
    return backend;
  }

  /** {@return when the bundle was made} */
  public Instant created() {
    return created;
  }

  /** {@return how text is turned into model input and output into entities, for the backend} */
  public Map<String, Object> settings() {
    return settings;
  }

  /** {@return the least confidence of an entity by its type, 0 to 1; a type may be missing} */
  public Map<String, Double> thresholds() {
    return thresholds;
  }

  /** {@return how good the model was found to be when it was made} */
  public Map<String, Object> metrics() {
    return metrics;
  }

  /** {@return what the model was made of and how: data, options, seed, versions} */
  public Map<String, Object> provenance() {
    return provenance;
  }

  /** {@return the files of the bundle by name, sorted, without the manifest itself} */
  public Map<String, Part> parts() {
    return parts;
  }

  /**
   * Returns what tells this bundle from every other: a fingerprint of all that the manifest says,
   * and by the SHA-256 of the parts of all that they hold. A directory and a single file with the
   * same content have the same digest.
   *
   * @return a SHA-256 in lower-case hexadecimal; the checksum in a manifest that this library wrote
   */
  public String digest() {
    return ManifestJson.digest(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BundleManifest that
        && name.equals(that.name)
        && backend.equals(that.backend)
        && created.equals(that.created)
        && settings.equals(that.settings)
        && thresholds.equals(that.thresholds)
        && metrics.equals(that.metrics)
        && provenance.equals(that.provenance)
        && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, backend, created, parts);
  }

  @Override
  public String toString() {
    return "BundleManifest[%s, backend %s, created %s, %d parts]"
        .formatted(name, backend, created, parts.size());
  }
}
