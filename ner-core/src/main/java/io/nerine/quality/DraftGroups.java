package io.nerine.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Findings that are one for each key, whatever the number of places. Not thread-safe. */
final class DraftGroups {

  private final Map<List<Object>, FindingDraft> drafts = new LinkedHashMap<>();

  /** {@return the draft of a key, made if it is new} */
  FindingDraft of(Supplier<FindingDraft> made, Object... key) {
    return drafts.computeIfAbsent(List.of(key), unused -> made.get());
  }

  /** Hands over all drafts, when all places are known. */
  void finish(Findings findings, BiConsumer<List<Object>, FindingDraft> completed) {
    drafts.forEach(
        (key, draft) -> {
          completed.accept(key, draft);
          findings.add(draft);
        });
    drafts.clear();
  }
}
