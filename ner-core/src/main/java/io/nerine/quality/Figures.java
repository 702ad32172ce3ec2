package io.nerine.quality;

import java.util.Locale;

/** Numbers and texts as messages write them, whatever the machine's locale. */
final class Figures {

  private static final int SHOWN = 60;

  private Figures() {}

  /** {@return a number without needless digits} */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  /** {@return a share of 0 to 1 as per cent} */
  static String percent(double share) {
    return String.format(
        Locale.ROOT, share > 0 && share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }

  /** {@return such as {@code "1 time"} or {@code "1,200 times"}} */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d ", count) + noun + (count == 1 ? "" : "s");
  }

  /** {@return a text in quotes on one line, without its middle where it is long} */
  static String quoted(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    int length = line.length();
    return length <= SHOWN
        ? "'" + line + "'"
        : "'" + line.substring(0, SHOWN / 2) + "..." + line.substring(length - SHOWN / 2) + "'";
  }

  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
