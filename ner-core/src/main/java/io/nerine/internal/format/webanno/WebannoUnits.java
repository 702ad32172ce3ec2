package io.nerine.internal.format.webanno;

import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Spreads tags over rows: on each token that one covers as a whole, and on a part of a token
 * otherwise.
 */
final class WebannoUnits {

  private final Map<Integer, List<Mark>> onTokens = new HashMap<>();
  private final Map<Integer, Map<CharSpan, List<Mark>>> inTokens = new HashMap<>();

  /** The numbers of tags, in the order in which they are written. */
  private final Map<Integer, Integer> numbers = new HashMap<>();

  /**
   * A tag on a row.
   *
   * @param index the number of the tag in the document, from 0
   * @param span the tag
   * @param rows the number of rows that it stands on
   */
  record Mark(int index, EntitySpan span, int rows) {}

  private WebannoUnits() {}

  /**
   * Spreads tags.
   *
   * @param tokens the offsets of all tokens, start and end by turns
   * @param spans tags without white space at their edges
   */
  static WebannoUnits of(int[] tokens, List<EntitySpan> spans) {
    WebannoUnits units = new WebannoUnits();
    int[] ends = new int[tokens.length / 2];
    Arrays.setAll(ends, i -> tokens[2 * i + 1]);
    for (int index = 0; index < spans.size(); index++) {
      EntitySpan span = spans.get(index);
      int found = Arrays.binarySearch(ends, span.start() + 1);
      int first = found < 0 ? -found - 1 : found;
      int last = first;
      while (last < ends.length && tokens[2 * last] < span.end()) {
        last++;
      }
      Mark mark = new Mark(index, span, last - first);
      for (int i = first; i < last; i++) {
        int start = Math.max(span.start(), tokens[2 * i]);
        int end = Math.min(span.end(), ends[i]);
        if (start == tokens[2 * i] && end == ends[i]) {
          units.onTokens.computeIfAbsent(i, token -> new ArrayList<>()).add(mark);
        } else {
          units
              .inTokens
              .computeIfAbsent(i, token -> new TreeMap<>())
              .computeIfAbsent(new CharSpan(start, end), part -> new ArrayList<>())
              .add(mark);
        }
      }
    }
    return units;
  }

  /** {@return the tags that cover a token as a whole} */
  List<Mark> onToken(int token) {
    return onTokens.getOrDefault(token, List.of());
  }

  /** {@return the tags that cover parts of a token, by these parts in order} */
  Map<CharSpan, List<Mark>> inToken(int token) {
    return inTokens.getOrDefault(token, Map.of());
  }

  /**
   * Returns the number that tells a tag on several rows, or one of several on a row.
   *
   * @param mark the tag on the row
   * @param stacked how many are on the row
   * @return the number, or 0 if it needs none
   */
  int number(Mark mark, int stacked) {
    if (mark.rows() == 1 && stacked == 1) {
      return 0;
    }
    return numbers.computeIfAbsent(mark.index(), index -> numbers.size() + 1);
  }
}
