package io.nerine.internal.format.tokens;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into sentences at its line feeds. */
public final class LineCuts {

  private LineCuts() {}

  /**
   * Cuts a text.
   *
   * @param text the text
   * @param spans its tags in any order; a line feed inside one does not cut
   * @return the offsets of the line feeds that cut, and of the end of the text
   */
  public static List<Integer> of(String text, List<EntitySpan> spans) {
    List<EntitySpan> sorted = spans.stream().sorted().toList();
    List<Integer> cuts = new ArrayList<>();
    int next = 0;
    int covered = 0;
    for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
      while (next < sorted.size() && sorted.get(next).start() < feed) {
        covered = Math.max(covered, sorted.get(next++).end());
      }
      if (covered <= feed) {
        cuts.add(feed);
      }
    }
    cuts.add(text.length());
    return cuts;
  }
}
