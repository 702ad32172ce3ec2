package io.nerine.report;

import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A piece of text around mentions, with gold and predicted ones marked and named. */
final class Snippet {

  private static final int CONTEXT = 90;
  private static final int LONGEST = 600;

  private final String text;
  private final List<EntitySpan> gold;
  private final List<EntitySpan> predicted;

  Snippet(String text, List<EntitySpan> gold, List<EntitySpan> predicted) {
    this.text = text;
    this.gold = gold;
    this.predicted = predicted;
  }

  void write(Html html) {
    int first = mentions().mapToInt(EntitySpan::start).min().orElse(0);
    int last = mentions().mapToInt(EntitySpan::end).max().orElse(0);
    int from = atWord(Math.max(0, first - CONTEXT), first, 1);
    int to = atWord(Math.min(text.length(), last + CONTEXT), last, -1);
    html.open("p", "class", "text", "dir", "auto");
    if (from > 0) {
      html.text("\u2026");
    }
    TreeSet<Integer> cuts = new TreeSet<>(List.of(from, to));
    mentions().forEach(mention -> cuts.addAll(List.of(mention.start(), mention.end())));
    int start = from;
    for (int end : cuts.tailSet(from, false)) {
      segment(html, start, end);
      start = end;
    }
    if (to < text.length()) {
      html.text("\u2026");
    }
    html.close();
  }

  private Stream<EntitySpan> mentions() {
    return Stream.concat(gold.stream(), predicted.stream());
  }

  /** The edge of a word near an offset, looking towards the mention. */
  private int atWord(int offset, int mention, int step) {
    if (offset == 0 || offset == text.length()) {
      return offset;
    }
    for (int at = offset; at != mention; at += step) {
      if (Character.isWhitespace(text.charAt(step > 0 ? at : at - 1))) {
        return at;
      }
    }
    boolean cutsPair = Character.isLowSurrogate(text.charAt(offset));
    return cutsPair ? offset + step : offset;
  }

  private void segment(Html html, int start, int end) {
    boolean inGold = gold.stream().anyMatch(span -> span.start() <= start && end <= span.end());
    boolean inPredicted =
        predicted.stream().anyMatch(span -> span.start() <= start && end <= span.end());
    String segment = shortened(start, end);
    if (inGold || inPredicted) {
      String style = inGold ? inPredicted ? "gold predicted" : "gold" : "predicted";
      html.element("mark", segment, "class", style);
    } else {
      html.text(segment);
    }
    names(html, gold, end, "gold");
    names(html, predicted, end, "predicted");
  }

  private String shortened(int start, int end) {
    if (end - start <= LONGEST) {
      return text.substring(start, end);
    }
    return text.substring(start, start + LONGEST / 2)
        + " \u2026 "
        + text.substring(end - LONGEST / 2, end);
  }

  private static void names(Html html, List<EntitySpan> spans, int end, String side) {
    for (EntitySpan span : spans) {
      if (span.end() == end) {
        html.element("span", side + " " + span.type(), "class", "label " + side);
      }
    }
  }
}
