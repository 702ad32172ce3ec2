package io.nerine.quality;

import java.util.Locale;

/** Enum constants as reports write them. */
final class Names {

  private Names() {}

  /** {@return the constant in lower case, words parted by hyphens} */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
