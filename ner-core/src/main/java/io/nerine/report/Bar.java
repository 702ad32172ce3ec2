package io.nerine.report;

import java.util.Locale;

/** A bar of a share, with the range it lies in where that is known. */
final class Bar {

  private Bar() {}

  static void write(Html html, double share, boolean second) {
    html.open("span", "class", "bar", "aria-hidden", "true");
    fill(html, share, second);
    html.close();
  }

  static void write(Html html, double share, double low, double high) {
    html.open("span", "class", "bar", "aria-hidden", "true");
    fill(html, share, false);
    String style = "left:%s%%;width:%s%%".formatted(css(low), css(Math.max(0, high - low)));
    html.element("span", "", "class", "range", "style", style);
    html.close();
  }

  private static void fill(Html html, double share, boolean second) {
    String style = second ? "fill two" : "fill";
    html.element("span", "", "class", style, "style", "width:%s%%".formatted(css(share)));
  }

  private static String css(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * Math.max(0, Math.min(1, share)));
  }
}
