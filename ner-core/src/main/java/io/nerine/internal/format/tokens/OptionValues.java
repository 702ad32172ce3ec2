package io.nerine.internal.format.tokens;

import io.nerine.format.ReadOptions;
import io.nerine.internal.format.OptionChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of options. */
public final class OptionValues {

  /** The type of tags that name none. */
  public static final String BARE_TYPE = "ENTITY";

  private static final String TYPE = "type";

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
    return switch (OptionChoice.of("join", options.option("join"), names)) {
      case "space" -> Join.SPACE;
      case "none" -> Join.NONE;
      case "closed" -> Join.CLOSED;
      default -> null;
    };
  }
}
