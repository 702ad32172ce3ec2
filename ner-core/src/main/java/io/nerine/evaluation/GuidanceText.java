package io.nerine.evaluation;

import java.util.List;
import java.util.Locale;

/** Words of guidance. */
final class GuidanceText {

  /** Of longer lists the rest is counted. */
  private static final int NAMED = 4;

  private GuidanceText() {}

  /** {@return quoted names with commas, such as {@code 'A', 'B' and 3 more}} */
  static String list(List<String> names) {
    StringBuilder list = new StringBuilder();
    int named = names.size() <= NAMED + 1 ? names.size() : NAMED;
    for (int i = 0; i < named; i++) {
      boolean last = i == names.size() - 1;
      list.append(i == 0 ? "" : last ? " and " : ", ")
          .append('\'')
          .append(names.get(i))
          .append('\'');
    }
    return named < names.size()
        ? list.append(" and ").append(names.size() - named).append(" more").toString()
        : list.toString();
  }

  /** {@return a share such as {@code 12 %}} */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** {@return a figure such as {@code 0.812}} */
  static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
