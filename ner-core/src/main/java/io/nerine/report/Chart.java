package io.nerine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line chart as SVG, with its figures as a table beneath for who cannot see it. Both axes have
 * fixed ends; points outside are drawn at the edge. Not thread-safe.
 */
final class Chart {

  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;
  private static final int LEFT = 52;
  private static final int RIGHT = 24;
  private static final int TOP = 14;
  private static final int BOTTOM = 44;
  private static final int TICKS = 5;

  /** One line; its second style is dashed and of another colour. */
  private static final class Series {

    private final String name;
    private final double[] x;
    private final double[] y;
    private final boolean second;
    private final boolean dots;

    Series(String name, double[] x, double[] y, boolean second, boolean dots) {
      this.name = name;
      this.x = x;
      this.y = y;
      this.second = second;
      this.dots = dots;
    }
  }

  private final String title;
  private final Axis horizontal;
  private final Axis vertical;
  private final List<Series> series = new ArrayList<>();
  private boolean diagonal;

  /**
   * One axis.
   *
   * @param name what it shows
   * @param from its least value
   * @param to its greatest value
   * @param percent whether values are shares, shown in per cent
   */
  record Axis(String name, double from, double to, boolean percent) {

    /** {@return an axis of shares from 0 to 1} */
    static Axis share(String name) {
      return new Axis(name, 0, 1, true);
    }

    private double place(double value) {
      return to == from ? 0 : Math.max(0, Math.min(1, (value - from) / (to - from)));
    }

    private String shown(double value) {
      return percent
          ? String.format(Locale.ROOT, "%.0f %%", 100 * value)
          : String.format(Locale.ROOT, "%.0f", value);
    }
  }

  Chart(String title, Axis horizontal, Axis vertical) {
    this.title = title;
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  /** Draws the line on which both axes are equal. */
  Chart diagonal() {
    diagonal = true;
    return this;
  }

  Chart line(String name, double[] x, double[] y) {
    series.add(new Series(name, x, y, !series.isEmpty(), false));
    return this;
  }

  Chart dottedLine(String name, double[] x, double[] y) {
    series.add(new Series(name, x, y, !series.isEmpty(), true));
    return this;
  }

  /**
   * Writes the chart.
   *
   * @param html where to
   * @param caption what it says
   */
  void write(Html html, String caption) {
    html.open("figure");
    html.open(
        "svg", "viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT), "role", "img", "aria-label", title);
    axes(html);
    if (diagonal) {
      html.open("path", "class", "ideal", "d", path(new double[] {0, 1}, new double[] {0, 1}));
      html.close();
    }
    series.forEach(line -> draw(html, line));
    legend(html);
    html.close();
    html.element("figcaption", caption);
    table(html);
    html.close();
  }

  private void axes(Html html) {
    for (int tick = 0; tick <= TICKS; tick++) {
      double share = (double) tick / TICKS;
      double y = y(vertical.from + share * (vertical.to - vertical.from));
      double x = x(horizontal.from + share * (horizontal.to - horizontal.from));
      line(html, "grid", LEFT, y, WIDTH - RIGHT, y);
      String up = vertical.shown(vertical.from + share * (vertical.to - vertical.from));
      text(html, LEFT - 6, y + 4, "end", up);
      String along = horizontal.shown(horizontal.from + share * (horizontal.to - horizontal.from));
      text(html, x, HEIGHT - BOTTOM + 16, "middle", along);
    }
    line(html, "axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    line(html, "axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM);
    text(html, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", horizontal.name);
    html.element(
        "text",
        vertical.name,
        "text-anchor",
        "middle",
        "transform",
        "translate(12 %d) rotate(-90)".formatted((TOP + HEIGHT - BOTTOM) / 2));
  }

  private void draw(Html html, Series line) {
    String second = line.second ? " two" : "";
    html.open("path", "class", "line" + second, "d", path(line.x, line.y)).close();
    for (int i = 0; line.dots && i < line.x.length; i++) {
      String x = number(x(line.x[i]));
      String y = number(y(line.y[i]));
      html.open("circle", "class", "dot" + second, "cx", x, "cy", y, "r", "3.5").close();
    }
  }

  private void legend(Html html) {
    if (series.size() < 2) {
      return;
    }
    int y = HEIGHT - BOTTOM - 12 - 16 * (series.size() - 1);
    for (Series line : series) {
      line(html, line.second ? "line two" : "line", LEFT + 10, y - 4, LEFT + 38, y - 4);
      text(html, LEFT + 44, y, "start", line.name);
      y += 16;
    }
  }

  private void table(Html html) {
    html.open("details").element("summary", "Figures", "class", "small");
    html.open("div", "class", "scroll").open("table", "class", "small");
    html.open("thead").open("tr").element("th", horizontal.name, "scope", "col");
    series.forEach(line -> html.element("th", line.name, "scope", "col"));
    html.close().close().open("tbody");
    Series longest = series.get(0);
    for (int i = 0; i < longest.x.length; i++) {
      html.open("tr").element("td", horizontal.shown(longest.x[i]));
      for (Series line : series) {
        html.element("td", i < line.y.length ? vertical.shown(line.y[i]) : "");
      }
      html.close();
    }
    html.close().close().close().close();
  }

  private String path(double[] x, double[] y) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      path.append(i == 0 ? 'M' : 'L').append(number(x(x[i]))).append(' ').append(number(y(y[i])));
    }
    return path.toString();
  }

  private double x(double value) {
    return LEFT + horizontal.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - vertical.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static void line(Html html, String style, double x1, double y1, double x2, double y2) {
    html.open(
            "path",
            "class",
            style,
            "d",
            "M%s %sL%s %s".formatted(number(x1), number(y1), number(x2), number(y2)))
        .close();
  }

  private static void text(Html html, double x, double y, String anchor, String text) {
    html.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
  }
}
