package io.nerine.deploy;

import java.util.Objects;

/**
 * The version that another was made of.
 *
 * @param id its name and number in the store where it was said; an imported version keeps them,
 *     though another version may have them here
 * @param digest its {@linkplain ModelVersion#digest() digest}, which is the same in every store
 */
public record Ancestor(VersionId id, String digest) {

  /** Creates the ancestor. */
  public Ancestor {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(digest, "digest");
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
