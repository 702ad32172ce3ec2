package io.nerine.internal.format.brat;

import io.nerine.format.ReadOptions;
import java.util.Locale;

/** What becomes of a tag whose fragments have other text between them. */
enum Discontinuity {
  /**
   * One tag from the first fragment to the last. The default: it keeps the number of mentions and
   * where they are, and with the attribute {@value #FRAGMENTS} nothing is lost.
   */
  COVER,
  /** A tag for each fragment. */
  PARTS,
  /** No tag. */
  DROP;

  /** The name of the option. */
  static final String OPTION = "discontinuous";

  /**
   * The attribute that holds the fragments of a tag: start and end of each in UTF-16 units, such as
   * {@code 0-5;10-14}.
   */
  static final String FRAGMENTS = "fragments";

  static Discontinuity of(ReadOptions options) {
    String value = options.option(OPTION).orElse("cover");
    for (Discontinuity choice : values()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "Option '%s' must be cover, parts or drop, found '%s'".formatted(OPTION, value));
  }
}
