package io.nerine.deploy;

import io.nerine.internal.Json;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name and number of a version, such as {@code tickets:3}.
 *
 * @param name the name of the model in its store
 * @param number the number of the version, 1 or more
 */
public record VersionId(String name, int number) implements Comparable<VersionId>, Serializable {

  private static final Comparator<VersionId> ORDER =
      Comparator.comparing(VersionId::name).thenComparingInt(VersionId::number);

  /** Means the same directory on every system, or none. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?");

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  /**
   * Creates the id.
   *
   * @throws IllegalArgumentException if the name is none or the number below 1
   */
  public VersionId {
    checkedName("name", name);
    if (number < 1) {
      throw new IllegalArgumentException("number must be 1 or more, found " + number);
    }
  }

  /**
   * Reads an id.
   *
   * @param text such as {@code tickets:3}
   * @return the id
   * @throws IllegalArgumentException if it is none
   */
  public static VersionId parse(String text) {
    int colon = Objects.requireNonNull(text, "text").indexOf(':');
    if (colon < 0 || !NUMBER.matcher(text.substring(colon + 1)).matches()) {
      throw new IllegalArgumentException(
          "'%s' names no version; give model and number, such as tickets:3"
              .formatted(Json.abbreviated(text)));
    }
    return new VersionId(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** Names of models and of slots: they become directories, file names and words of commands. */
  static String checkedName(String parameter, String name) {
    if (!isName(Objects.requireNonNull(name, parameter))) {
      throw new IllegalArgumentException(
          ("%s must be 1 to 100 characters out of A-Z a-z 0-9 . _ - that begin with a letter or"
                  + " digit and do not end with a dot, found '%s'")
              .formatted(parameter, Json.abbreviated(name)));
    }
    return name;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  @Override
  public int compareTo(VersionId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name + ":" + number;
  }
}
