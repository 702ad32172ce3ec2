package io.nerine.schema;

import java.util.Objects;

/**
 * A type that is gone and a new one that may be the same under another name. Only a person can
 * tell; {@link EntityType.Builder#formerly} then says so.
 *
 * @param from the type in the older version
 * @param to the type in the newer version
 * @param reason what speaks for it most
 */
public record RenameSuggestion(EntityType from, EntityType to, Reason reason) {

  /** What speaks for a rename, the strongest first. */
  public enum Reason {
    /**
     * The older version says that its type was formerly called what the newer version calls one.
     */
    FORMER_NAME,
    /** The descriptions are equal, and not empty. */
    DESCRIPTION,
    /** The examples are equal, and not empty. */
    EXAMPLES,
    /**
     * The names are alike but for case and separators, one abbreviates the other, or few letters
     * differ.
     */
    NAME
  }

  /** Creates the suggestion. */
  public RenameSuggestion {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(reason, "reason");
  }

  /** {@return a sentence} */
  @Override
  public String toString() {
    return "'%s' may be '%s' renamed: %s"
        .formatted(
            to,
            from,
            switch (reason) {
              case FORMER_NAME -> "that is a former name of it";
              case DESCRIPTION -> "the descriptions are equal";
              case EXAMPLES -> "the examples are equal";
              case NAME -> "the names are similar";
            });
  }
}
