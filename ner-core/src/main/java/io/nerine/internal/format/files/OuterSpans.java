package io.nerine.internal.format.files;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses tags for formats that hold no overlapping ones. */
public final class OuterSpans {

  private OuterSpans() {}

  /**
   * Chooses of tags that overlap the one that begins first, of these the longest.
   *
   * @param spans any tags
   * @return those chosen, sorted; none overlaps another
   */
  public static List<EntitySpan> of(List<EntitySpan> spans) {
    List<EntitySpan> flat = new ArrayList<>(spans.size());
    int end = 0;
    for (EntitySpan span :
        spans.stream()
            .sorted(
                Comparator.comparingInt(EntitySpan::start)
                    .thenComparing(Comparator.comparingInt(EntitySpan::end).reversed()))
            .toList()) {
      if (span.start() >= end) {
        flat.add(span);
        end = span.end();
      }
    }
    return flat;
  }
}
