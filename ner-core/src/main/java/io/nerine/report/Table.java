package io.nerine.report;

/**
 * The frame of a table: a region that can be scrolled by keyboard, a caption and a row of heads.
 */
final class Table {

  private Table() {}

  /** Opens a table and its body, to be ended by {@link #close}. */
  static void open(Html html, String caption, String... heads) {
    frame(html, caption, "plain");
    for (String head : heads) {
      html.element("th", head, "scope", "col");
    }
    html.close().close().open("tbody");
  }

  /**
   * Opens a table whose columns can be sorted by their heads, to be ended by {@link #close}. Each
   * cell but those of the first column has an attribute {@code data-value}, a number to sort by.
   */
  static void openSortable(Html html, String caption, String... heads) {
    frame(html, caption, "sortable");
    for (String head : heads) {
      html.open("th", "scope", "col").element("button", head, "type", "button").close();
    }
    html.close().close().open("tbody");
  }

  private static void frame(Html html, String caption, String style) {
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table", "class", style).element("caption", caption);
    html.open("thead").open("tr");
  }

  static void close(Html html) {
    html.close().close().close();
  }

  /** Writes a cell of a share in per cent. */
  static void share(Html html, double share) {
    html.element("td", Figures.percent(share), "data-value", Figures.plain(share));
  }

  /** Writes a cell of a number. */
  static void count(Html html, int count) {
    html.element("td", Integer.toString(count), "data-value", Integer.toString(count));
  }

  /** Writes a cell of a share with a bar. */
  static void bar(Html html, double share, boolean second, String unit) {
    html.open("td", "data-value", Figures.plain(share));
    Bar.write(html, share, second);
    html.text(" " + Figures.percent(share) + unit).close();
  }
}
