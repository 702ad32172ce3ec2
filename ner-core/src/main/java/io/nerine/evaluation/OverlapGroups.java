package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.List;

/** Cuts two lists of mentions into the pieces that hang together by overlaps. */
final class OverlapGroups {

  private OverlapGroups() {}

  /** Takes one piece: a stretch of each list, one of which may be empty. */
  interface Action {
    void accept(int goldFrom, int goldTo, int predictedFrom, int predictedTo);
  }

  /**
   * Cuts wherever no mention reaches across, in linear time.
   *
   * @param gold mentions in text order
   * @param predicted mentions in text order
   * @param action takes the pieces in text order
   */
  static void forEach(List<EntitySpan> gold, List<EntitySpan> predicted, Action action) {
    int goldFrom = 0;
    int predictedFrom = 0;
    int g = 0;
    int p = 0;
    int end = 0;
    while (g < gold.size() || p < predicted.size()) {
      boolean takeGold =
          p == predicted.size()
              || (g < gold.size() && gold.get(g).start() <= predicted.get(p).start());
      EntitySpan next = takeGold ? gold.get(g) : predicted.get(p);
      if (next.start() >= end && g + p > goldFrom + predictedFrom) {
        action.accept(goldFrom, g, predictedFrom, p);
        goldFrom = g;
        predictedFrom = p;
      }
      end = Math.max(end, next.end());
      g += takeGold ? 1 : 0;
      p += takeGold ? 0 : 1;
    }
    if (g + p > goldFrom + predictedFrom) {
      action.accept(goldFrom, g, predictedFrom, p);
    }
  }
}
