package io.nerine.testing;

import java.util.List;
import java.util.Random;

/**
 * Makes random texts, for tests with many. Equal random numbers give equal texts, so a seed repeats
 * a test. Immutable; thread-safe.
 *
 * <p>With jqwik:
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<String> texts() {
 *   return Arbitraries.randomValue(RandomTexts.of(TextKind.values())::next);
 * }
 * }</pre>
 */
public final class RandomTexts {

  private static final int LONGEST = 200;

  private final List<TextKind> kinds;
  private final int minLength;
  private final int maxLength;

  private RandomTexts(List<TextKind> kinds, int minLength, int maxLength) {
    this.kinds = kinds;
    this.minLength = minLength;
    this.maxLength = maxLength;
  }

  /**
   * Returns a maker of texts of up to 200 UTF-16 units.
   *
   * @param kinds what the texts hold, at least one; each text is of one or two of them
   * @return the maker
   * @throws IllegalArgumentException if no kind is given
   */
  public static RandomTexts of(TextKind... kinds) {
    if (kinds.length == 0) {
      throw new IllegalArgumentException("At least one kind of text is needed");
    }
    return new RandomTexts(List.of(kinds), 0, LONGEST);
  }

  /**
   * Sets the greatest length; short texts are more frequent than long ones.
   *
   * @param maxLength UTF-16 units, 0 or more
   * @return a maker of such texts
   * @throws IllegalArgumentException if negative
   */
  public RandomTexts maxLength(int maxLength) {
    if (maxLength < 0) {
      throw new IllegalArgumentException("maxLength must not be negative, found " + maxLength);
    }
    return new RandomTexts(kinds, Math.min(minLength, maxLength), maxLength);
  }

  /**
   * Sets the least length, 0 by default; texts of kind {@link TextKind#EMPTY} are empty all the
   * same.
   *
   * @param minLength UTF-16 units, 0 or more; where it is more than the greatest, that grows to it
   * @return a maker of such texts
   * @throws IllegalArgumentException if negative
   */
  public RandomTexts minLength(int minLength) {
    if (minLength < 0) {
      throw new IllegalArgumentException("minLength must not be negative, found " + minLength);
    }
    return new RandomTexts(kinds, minLength, Math.max(minLength, maxLength));
  }

  /**
   * Makes a text.
   *
   * @param random where chance comes from
   * @return the text
   */
  public String next(Random random) {
    TextKind first = kinds.get(random.nextInt(kinds.size()));
    TextKind second = random.nextInt(3) == 0 ? kinds.get(random.nextInt(kinds.size())) : first;
    if (!first.hasUnits()) {
      return "";
    }
    // Squared, so that short texts are frequent.
    double share = random.nextDouble();
    int length = minLength + (int) Math.round(share * share * (maxLength - minLength));
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      TextKind kind = second.hasUnits() && random.nextBoolean() ? second : first;
      text.append(kind.unit(random));
    }
    text.setLength(length);
    int last = length - 1;
    boolean isCut = length > 0 && Character.isHighSurrogate(text.charAt(last));
    if (isCut && !kinds.contains(TextKind.LONE_SURROGATES)) {
      text.setCharAt(last, '.');
    }
    return text.toString();
  }
}
