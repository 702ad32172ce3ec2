package io.nerine.testing;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows a text with the entities that were found in it: {@code Send {PART bolts M8} to Basel}. */
final class MarkedText {

  /** Entities that are shown. */
  private static final int SHOWN = 20;

  /** Characters shown before and behind an entity. */
  private static final int CONTEXT = 30;

  private MarkedText() {}

  static String of(Extraction extraction) {
    if (extraction.failure().isPresent()) {
      return extraction.failure().get().toString();
    }
    List<Entity> all = extraction.entities();
    List<Entity> shown = all.subList(0, Math.min(SHOWN, all.size()));
    Map<Integer, StringBuilder> marks = new HashMap<>();
    for (Entity entity : shown) {
      mark(marks, entity.start()).append('{').append(entity.type()).append(' ');
      mark(marks, entity.end()).insert(0, '}');
    }
    StringBuilder marked = append(extraction.text(), shown, marks);
    if (all.size() > SHOWN) {
      marked.append(" and ").append(all.size() - SHOWN).append(" entities more");
    }
    return all.isEmpty() ? "nothing in " + marked : marked.toString();
  }

  private static StringBuilder mark(Map<Integer, StringBuilder> marks, int offset) {
    return marks.computeIfAbsent(offset, added -> new StringBuilder());
  }

  /** The text, without what lies far from every entity. */
  private static StringBuilder append(
      String text, List<Entity> entities, Map<Integer, StringBuilder> marks) {
    StringBuilder marked = new StringBuilder();
    int next = 0;
    int at = 0;
    int until = entities.isEmpty() ? 2 * CONTEXT : 0;
    while (at <= text.length()) {
      while (next < entities.size() && entities.get(next).start() - CONTEXT <= at) {
        until = Math.max(until, entities.get(next).end() + CONTEXT);
        next++;
      }
      if (at > until || (at == 0 && until == 0)) {
        int resume = next < entities.size() ? entities.get(next).start() - CONTEXT : text.length();
        if (resume > at + 3) {
          marked.append("...");
          at = ShownText.whole(text, resume);
          until = at;
          continue;
        }
      }
      if (marks.containsKey(at)) {
        marked.append(marks.get(at));
      }
      if (at < text.length()) {
        marked.append(ShownText.readable(text, at));
      }
      at++;
    }
    return marked;
  }
}
