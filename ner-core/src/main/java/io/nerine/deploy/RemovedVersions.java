package io.nerine.deploy;

import java.util.List;
import java.util.Locale;

/**
 * What was removed from a {@link ModelStore}.
 *
 * @param versions the versions, by name and number
 */
public record RemovedVersions(List<ModelVersion> versions) {

  /** Creates the report. */
  public RemovedVersions {
    versions = List.copyOf(versions);
  }

  /** {@return how many bytes their bundles had together} */
  public long bytes() {
    return versions.stream().mapToLong(ModelVersion::bytes).sum();
  }

  /** {@return number, bytes and ids in one line} */
  @Override
  public String toString() {
    return versions.isEmpty()
        ? "nothing removed"
        : String.format(
            Locale.ROOT,
            "removed %d %s (%,d bytes): %s",
            versions.size(),
            versions.size() == 1 ? "version" : "versions",
            bytes(),
            String.join(", ", versions.stream().map(v -> v.id().toString()).toList()));
  }
}
