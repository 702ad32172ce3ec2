package io.nerine.onnx.decode;

import io.nerine.exception.ModelLoadingException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How tags say where mentions begin and end. Each tag but {@code O} is a part, such as {@code B},
 * and a type.
 */
public enum TagScheme {
  /** Inside or outside: mentions of one type that touch are one. */
  IO,
  /**
   * Inside, and {@code B} only where a mention follows another one of its type without a gap
   * (Ramshaw and Marcus 1995).
   */
  IOB1,
  /** Every mention begins with {@code B} and goes on with {@code I}; also called IOB2. */
  BIO,
  /**
   * As BIO, but a mention of several words ends with {@code E}, one of a single word is {@code S}.
   */
  BIOES,
  /** BIOES by other letters: {@code L} for last, {@code U} for unit. */
  BILOU;

  /** What part of a mention a word is. */
  enum Part {
    OUTSIDE(0),
    BEGIN(1),
    INSIDE(2),
    END(3),
    SINGLE(4);

    /** Its place in tables by part. */
    final int index;

    Part(int index) {
      this.index = index;
    }
  }

  /**
   * Reads the scheme of a model.
   *
   * @param value the name, as {@link #name()} gives it
   * @return the scheme
   * @throws ModelLoadingException if that names none
   */
  static TagScheme from(@Nullable Object value) {
    for (TagScheme scheme : values()) {
      if (scheme.name().equals(value)) {
        return scheme;
      }
    }
    throw new ModelLoadingException(
        ("The tag scheme must be one of %s, found %s; load the model with the version of Nerine"
                + " that wrote it")
            .formatted(Arrays.toString(values()), Objects.requireNonNullElse(value, "none")));
  }

  /** {@return the parts that a type has a tag for, in the order of a tag set} */
  List<Part> parts() {
    return switch (this) {
      case IO -> List.of(Part.INSIDE);
      case IOB1, BIO -> List.of(Part.BEGIN, Part.INSIDE);
      case BIOES, BILOU -> List.of(Part.BEGIN, Part.INSIDE, Part.END, Part.SINGLE);
    };
  }

  /** {@return the letter of a part} */
  String letter(Part part) {
    return switch (part) {
      case OUTSIDE -> "O";
      case BEGIN -> "B";
      case INSIDE -> "I";
      case END -> this == BILOU ? "L" : "E";
      case SINGLE -> this == BILOU ? "U" : "S";
    };
  }

  private boolean hasEnds() {
    return this == BIOES || this == BILOU;
  }

  /** {@return whether a text may begin with a part} */
  boolean mayBegin(Part part) {
    return switch (part) {
      case OUTSIDE, SINGLE -> true;
      case BEGIN -> this != IOB1;
      case INSIDE -> this == IO || this == IOB1;
      case END -> false;
    };
  }

  /** {@return whether a text may end with a part} */
  boolean mayEnd(Part part) {
    return !hasEnds() || (part != Part.BEGIN && part != Part.INSIDE);
  }

  /**
   * {@return whether a part may follow one of another type, or {@code O}, or go before {@code O}}
   */
  boolean mayFollowOther(Part before, Part part) {
    return mayEnd(before) && mayBegin(part);
  }

  /**
   * {@return whether a part may follow one of the same type; so it may wherever it may follow
   * another}
   */
  boolean mayFollowSame(Part before, Part part) {
    return continues(before, part)
        || mayFollowOther(before, part)
        || (this == IOB1 && part == Part.BEGIN && before != Part.OUTSIDE);
  }

  /** {@return whether a part goes on with the mention of a part of the same type before it} */
  boolean continues(Part before, Part part) {
    boolean open = before == Part.BEGIN || before == Part.INSIDE;
    return open && (part == Part.INSIDE || part == Part.END);
  }

  /** {@return the part of a word in a mention that does not touch another one of its type} */
  Part part(int word, int words) {
    if (hasEnds() && words == 1) {
      return Part.SINGLE;
    }
    if (hasEnds() && word == words - 1) {
      return Part.END;
    }
    return word == 0 && this != IO && this != IOB1 ? Part.BEGIN : Part.INSIDE;
  }
}
