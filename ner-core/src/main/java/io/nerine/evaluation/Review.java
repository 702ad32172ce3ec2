package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which mentions of a document can be judged, since their types and places were reviewed. */
final class Review {

  private static final Review EVERYTHING = new Review(null, null);

  private final @Nullable Set<String> types;

  /** Sorted; none touches another. */
  private final @Nullable List<CharSpan> regions;

  private Review(@Nullable Set<String> types, @Nullable List<CharSpan> regions) {
    this.types = types;
    this.regions = regions;
  }

  static Review of(AnnotatedDocument document, EvaluationOptions options) {
    boolean complete = document.reviewedTypes().isEmpty() && document.reviewedRegions().isEmpty();
    return complete || options.countUnreviewed()
        ? EVERYTHING
        : new Review(
            document.reviewedTypes().orElse(null),
            document.reviewedRegions().map(Review::joined).orElse(null));
  }

  private static List<CharSpan> joined(List<CharSpan> sorted) {
    List<CharSpan> joined = new ArrayList<>();
    for (CharSpan region : sorted) {
      int last = joined.size() - 1;
      if (last >= 0 && region.start() <= joined.get(last).end()) {
        int end = Math.max(joined.get(last).end(), region.end());
        joined.set(last, new CharSpan(joined.get(last).start(), end));
      } else {
        joined.add(region);
      }
    }
    return joined;
  }

  /** {@return those of the mentions, in text order, whose type and place were reviewed} */
  List<EntitySpan> covered(List<EntitySpan> mentions) {
    if (types == null && regions == null) {
      return mentions;
    }
    List<EntitySpan> covered = new ArrayList<>();
    int region = 0;
    for (EntitySpan mention : mentions) {
      if (types != null && !types.contains(mention.type())) {
        continue;
      }
      if (regions != null) {
        while (region < regions.size() && regions.get(region).end() <= mention.start()) {
          region++;
        }
        if (region == regions.size() || !regions.get(region).contains(mention.span())) {
          continue;
        }
      }
      covered.add(mention);
    }
    return covered;
  }
}
