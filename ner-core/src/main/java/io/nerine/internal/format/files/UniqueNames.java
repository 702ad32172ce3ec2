package io.nerine.internal.format.files;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Gives each name once: a number behind it makes a second one another. Not thread-safe. */
public final class UniqueNames {

  private final boolean ignoringCase;

  /** How often each name was asked for, so that finding the next free one takes no search. */
  private final Map<String, Integer> given = new HashMap<>();

  /**
   * Creates the names.
   *
   * @param ignoringCase whether names that differ in case only are the same
   */
  public UniqueNames(boolean ignoringCase) {
    this.ignoringCase = ignoringCase;
  }

  /**
   * Gives a name.
   *
   * @param wanted the name
   * @return the name, or with {@code -2} or another number behind it where it was given before
   */
  public String next(String wanted) {
    String key = key(wanted);
    String name = wanted;
    while (given.putIfAbsent(key(name), 1) != null) {
      name = wanted + "-" + given.merge(key, 1, Integer::sum);
    }
    return name;
  }

  private String key(String name) {
    return ignoringCase ? name.toLowerCase(Locale.ROOT) : name;
  }
}
