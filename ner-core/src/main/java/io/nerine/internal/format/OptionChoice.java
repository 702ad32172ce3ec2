package io.nerine.internal.format;

import java.util.List;
import java.util.Optional;

/** The values of options that users give as strings. */
public final class OptionChoice {

  private OptionChoice() {}

  /**
   * Reads an option that is on or off.
   *
   * @param name the option
   * @param value its value, if it was given
   * @return whether it is {@code true}; false if it was not given
   * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}
   */
  public static boolean flag(String name, Optional<String> value) {
    return of(name, value, List.of("false", "true")).equals("true");
  }

  /**
   * Reads an option that takes one of a few values.
   *
   * @param name the option
   * @param value its value, if it was given
   * @param choices what it takes; the first is the default
   * @return the value
   * @throws IllegalArgumentException if it is none of them; the message lists them
   */
  public static String of(String name, Optional<String> value, List<String> choices) {
    String chosen = value.orElse(choices.get(0));
    if (!choices.contains(chosen)) {
      throw new IllegalArgumentException(
          "Option '%s' is '%s'; it takes %s".formatted(name, chosen, String.join(", ", choices)));
    }
    return chosen;
  }
}
