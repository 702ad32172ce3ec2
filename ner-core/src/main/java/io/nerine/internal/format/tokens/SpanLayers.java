package io.nerine.internal.format.tokens;

import io.nerine.internal.format.files.Losses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Spreads tags that overlap over a number of layers, in each of which none do: the longest come
 * first, so that an inner tag lies in a layer behind that of the outer one.
 */
public final class SpanLayers {

  private static final Comparator<TokenSpan> LONGEST_FIRST =
      Comparator.comparingInt((TokenSpan span) -> span.first() - span.end())
          .thenComparing(TokenSpan::span);

  private SpanLayers() {}

  /**
   * Spreads the tags of a document.
   *
   * @param document the document
   * @param layers the number of layers
   * @param losses takes the tags that no layer has room for
   * @return the tags of each layer, in text order
   */
  public static List<List<TokenSpan>> of(TokenisedDocument document, int layers, Losses losses) {
    List<TreeMap<Integer, TokenSpan>> taken = new ArrayList<>(layers);
    for (int i = 0; i < layers; i++) {
      taken.add(new TreeMap<>());
    }
    for (TokenSpan span : document.spans().stream().sorted(LONGEST_FIRST).toList()) {
      boolean placed = false;
      for (int i = 0; i < layers && !placed; i++) {
        placed = place(span, taken.get(i));
      }
      if (!placed) {
        losses.warning(
            document.document(),
            "a tag that overlaps a longer one",
            "left out; the longest are kept",
            "write to a format that holds nested tags");
      }
    }
    return taken.stream().map(layer -> List.copyOf(layer.values())).toList();
  }

  private static boolean place(TokenSpan span, NavigableMap<Integer, TokenSpan> layer) {
    var before = layer.floorEntry(span.end() - 1);
    if (before != null && before.getValue().end() > span.first()) {
      return false;
    }
    layer.put(span.first(), span);
    return true;
  }
}
