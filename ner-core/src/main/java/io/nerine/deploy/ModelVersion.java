package io.nerine.deploy;

import io.nerine.internal.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model in a {@link ModelStore}: what the store knows of it. Immutable; the model
 * itself is loaded with {@link ModelStore#load(ModelVersion)}.
 */
public final class ModelVersion {

  private final VersionId id;
  private final String digest;
  private final long bytes;
  private final Instant added;
  private final String note;
  private final @Nullable Ancestor parent;
  private final Map<String, Object> metrics;

  ModelVersion(
      VersionId id,
      String digest,
      long bytes,
      Instant added,
      String note,
      @Nullable Ancestor parent,
      Map<String, ?> metrics) {
    this.id = Objects.requireNonNull(id, "id");
    this.digest = Objects.requireNonNull(digest, "digest");
    this.bytes = bytes;
    this.added = Objects.requireNonNull(added, "added");
    this.note = Objects.requireNonNull(note, "note");
    this.parent = parent;
    this.metrics = Json.copyMap("metrics", metrics);
  }

  /** {@return name and number, such as {@code tickets:3}} */
  public VersionId id() {
    return id;
  }

  /** {@return the name of the model in the store} */
  public String name() {
    return id.name();
  }

  /** {@return the number of the version, 1 or more; no other version of the name ever has it} */
  public int number() {
    return id.number();
  }

  /** {@return {@link io.nerine.bundle.BundleManifest#digest()} of the bundle} */
  public String digest() {
    return digest;
  }

  /** {@return how many bytes the parts of the bundle have together} */
  public long bytes() {
    return bytes;
  }

  /** {@return when the version came into the store} */
  public Instant added() {
    return added;
  }

  /** {@return what was said when it was added; empty if nothing was} */
  public String note() {
    return note;
  }

  /** {@return the version that this one was made of, if that was said} */
  public Optional<Ancestor> parent() {
    return Optional.ofNullable(parent);
  }

  /** {@return {@link io.nerine.bundle.BundleManifest#metrics()} of the bundle} */
  public Map<String, Object> metrics() {
    return metrics;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelVersion that
        && id.equals(that.id)
        && digest.equals(that.digest)
        && bytes == that.bytes
        && added.equals(that.added)
        && note.equals(that.note)
        && Objects.equals(parent, that.parent)
        && metrics.equals(that.metrics);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, digest);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s (%,d bytes, added %s)", id, bytes, added);
  }
}
