package io.nerine.internal.format.tokens;

import java.util.Locale;

/** How the prefixes of tags tell where an entity begins and ends. */
public enum TagScheme {
  /** {@code I-} inside; {@code B-} only where an entity follows one of its own type directly. */
  IOB1("BI"),
  /** {@code B-} at the beginning of each entity, {@code I-} behind it. */
  IOB2("BI"),
  /** {@code B-}, {@code I-}, {@code E-} at the end, {@code S-} for an entity of one token. */
  BIOES("BIES"),
  /** {@code B-}, {@code I-}, {@code L-} at the end, {@code U-} for an entity of one token. */
  BILOU("BILU"),
  /** {@code B-}, {@code M-}, {@code E-} at the end, {@code S-} for an entity of one token. */
  BMES("BMES"),
  /** {@code I-} on all tokens of an entity. */
  IO("I");

  private final String letters;

  TagScheme(String letters) {
    this.letters = letters;
  }

  /**
   * Finds a scheme by one of its names.
   *
   * @param name the name, in any case
   * @return the scheme
   * @throws IllegalArgumentException if there is none of that name
   */
  public static TagScheme named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "iob1" -> IOB1;
      case "iob2", "bio", "iob" -> IOB2;
      case "bioes", "iobes" -> BIOES;
      case "bilou", "biluo" -> BILOU;
      case "bmes" -> BMES;
      case "io" -> IO;
      default ->
          throw new IllegalArgumentException(
              "Option 'scheme' is '%s'; it takes iob1, iob2 (bio), bioes (iobes), bilou, bmes, io"
                  .formatted(name));
    };
  }

  /** {@return whether the scheme uses a prefix} */
  boolean uses(char letter) {
    return letters.indexOf(letter) >= 0;
  }

  /** {@return whether each entity says where it ends} */
  boolean marksEnds() {
    return this == BIOES || this == BILOU || this == BMES;
  }

  /**
   * Returns the prefix of one token of an entity.
   *
   * @param index the token's number in the entity, from 0
   * @param length the number of tokens of the entity
   * @param adjacent whether an entity of the same type ends directly before this one
   * @return the letter
   */
  char letter(int index, int length, boolean adjacent) {
    boolean first = index == 0;
    boolean last = index == length - 1;
    return switch (this) {
      case IO -> 'I';
      case IOB1 -> first && adjacent ? 'B' : 'I';
      case IOB2 -> first ? 'B' : 'I';
      case BIOES -> first && last ? 'S' : first ? 'B' : last ? 'E' : 'I';
      case BILOU -> first && last ? 'U' : first ? 'B' : last ? 'L' : 'I';
      case BMES -> first && last ? 'S' : first ? 'B' : last ? 'E' : 'M';
    };
  }
}
