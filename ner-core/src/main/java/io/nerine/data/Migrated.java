package io.nerine.data;

import java.util.List;
import java.util.Objects;

/**
 * What a {@link SchemaMigration} made of something, and what it could not take over.
 *
 * @param value the migrated document, data set or thresholds
 * @param unmigrated what is not in it, in order; empty if nothing was lost
 * @param <T> what was migrated
 */
public record Migrated<T>(T value, List<Unmigrated> unmigrated) {

  /** Creates the result. */
  public Migrated {
    Objects.requireNonNull(value, "value");
    unmigrated = List.copyOf(unmigrated);
  }
}
