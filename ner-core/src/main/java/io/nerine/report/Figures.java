package io.nerine.report;

import java.util.Locale;

/** How figures are shown. */
final class Figures {

  private Figures() {}

  /** {@return a share of 0 to 1 in per cent with one decimal, without the sign} */
  static String percent(double share) {
    return Double.isNaN(share) ? "\u2013" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** {@return a difference of shares in points with one decimal and its sign} */
  static String points(double difference) {
    String points = String.format(Locale.ROOT, "%+.1f", 100 * difference);
    return points.equals("-0.0") ? "+0.0" : points.replace('-', '\u2212');
  }

  /** {@return a number that a script can read} */
  static String plain(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  static String count(long count, String noun) {
    return "%d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }
}
