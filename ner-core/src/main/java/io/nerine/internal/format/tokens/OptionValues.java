package io.nerine.internal.format.tokens;

import io.nerine.format.ReadOptions;
import io.nerine.internal.format.OptionChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of options. */
public final class OptionValues {

  /** The type of tags that name none. */
  public static final String BARE_TYPE = "ENTITY";

  private static final String TYPE = "type";
  private static final String JOIN = "join";

  /** What option {@code type} means. */
  public static final Map.Entry<String, String> TYPE_OPTION =
      Map.entry(TYPE, "type of tags that name none, such as B; " + BARE_TYPE + " by default");

  /** What option {@code join} means, where it is judged by default. */
  public static final Map.Entry<String, String> JOIN_OPTION =
      Map.entry(
          JOIN,
          "what stands between tokens whose text is not stated: auto (default), space, none or"
              + " closed (no space at punctuation)");

  /** What option {@code scheme} means when reading tags that may have no prefix. */
  public static final Map.Entry<String, String> SCHEME_OPTION =
      Map.entry(
          "scheme",
          "scheme of the tags: auto (default), iob1, iob2, bioes, bilou, bmes, io, or types if tags"
              + " have no prefix");

  /** What option {@code scheme} means when writing. */
  public static final Map.Entry<String, String> WRITTEN_SCHEME_OPTION =
      Map.entry("scheme", "scheme of the tags: iob1, iob2 (default), bioes, bilou, bmes or io");

  private OptionValues() {}

  /**
   * Reads the type of tags that name none.
   *
   * @param options the options, of which {@code type} tells it
   * @return the type; {@value #BARE_TYPE} by default
   * @throws IllegalArgumentException if it is blank
   */
  public static String bareType(ReadOptions options) {
    String type = options.option(TYPE).orElse(BARE_TYPE);
    if (type.isBlank()) {
      throw new IllegalArgumentException("Option 'type' takes the name of a type, found a blank");
    }
    return type;
  }

  /**
   * Reads a number.
   *
   * @param option the option
   * @param value its digits
   * @param least the least that is allowed
   * @param most the greatest that is allowed
   * @return the number
   * @throws IllegalArgumentException if it is no number or not within these
   */
  public static int number(String option, String value, int least, int most) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      number = least - 1;
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "Option '%s' takes a number from %d to %d, found '%s'"
              .formatted(option, least, most, value));
    }
    return number;
  }

  /**
   * Reads how tokens are joined.
   *
   * @param options the options, of which {@code join} tells it
   * @return the way, or null if it is to be judged
   * @throws IllegalArgumentException if there is no such way
   */
  public static @Nullable Join join(ReadOptions options) {
    List<String> names = List.of("auto", "space", "none", "closed");
    return switch (OptionChoice.of(JOIN, options.option(JOIN), names)) {
      case "space" -> Join.SPACE;
      case "none" -> Join.NONE;
      case "closed" -> Join.CLOSED;
      default -> null;
    };
  }
}
