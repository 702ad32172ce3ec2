package io.nerine.internal.format.brat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text-bound annotation, {@code T1<TAB>Type 0 5;10 14<TAB>text}.
 *
 * @param id the number of the line, such as {@code T1}
 * @param type the type
 * @param fragments where it stands, as the file counts; at least one, ascending
 * @param mention the text of the fragments with a space between them, or null if the line ends
 *     before it
 * @param place where the line stands
 */
record BratTag(
    String id, String type, List<Fragment> fragments, @Nullable String mention, String place) {

  /**
   * A part of a tag that has nothing left out.
   *
   * @param start the offset of its first character
   * @param end the offset behind its last character
   */
  record Fragment(long start, long end) {}

  /**
   * Parses a line.
   *
   * @param line the line, which begins with {@code T}
   * @param place where it stands
   * @return the tag, or null if it is none
   */
  static @Nullable BratTag parse(String line, String place) {
    int first = line.indexOf('\t');
    if (first < 0) {
      return null;
    }
    int second = line.indexOf('\t', first + 1);
    String middle = line.substring(first + 1, second < 0 ? line.length() : second).strip();
    int space = middle.indexOf(' ');
    List<Fragment> fragments = space < 0 ? null : fragments(middle.substring(space + 1));
    return fragments == null
        ? null
        : new BratTag(
            line.substring(0, first),
            middle.substring(0, space),
            fragments,
            second < 0 || line.substring(second).isBlank() ? null : line.substring(second + 1),
            place);
  }

  private static @Nullable List<Fragment> fragments(String stated) {
    List<Fragment> fragments = new ArrayList<>(1);
    long last = -1;
    for (String fragment : stated.split(";", -1)) {
      String[] offsets = fragment.strip().split(" +", -1);
      if (offsets.length != 2 || !isOffset(offsets[0]) || !isOffset(offsets[1])) {
        return null;
      }
      long start = Long.parseLong(offsets[0]);
      long end = Long.parseLong(offsets[1]);
      if (start < last) {
        return null;
      }
      last = end;
      fragments.add(new Fragment(start, end));
    }
    return fragments;
  }

  private static boolean isOffset(String number) {
    return !number.isEmpty()
        && number.length() <= 18
        && number.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
