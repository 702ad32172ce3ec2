package io.nerine.quality;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which punctuation at the edge of a mention does not belong there. Brackets and quotes
 * belong where their partner is inside, signs that most mentions of the type would share belong,
 * and so does the full stop of an abbreviation.
 */
final class EdgePunctuation {

  /** Signs that close a quotation as they opened it. */
  private static final String SYMMETRIC = "\"'`";

  /** What may begin a mention: amounts, tags, names of accounts, paths. */
  private static final String MAY_BEGIN = "#@$€£¥&§~/\\+-–*.%";

  /** What may end one. */
  private static final String MAY_END = "%°$€£¥+*/\\-–";

  /** A word this long before a full stop is hardly an abbreviation. */
  private static final int LONG_FOR_ABBREVIATION = 5;

  /** What ends titles and names of firms as well as sentences. */
  private static final String MAY_BE_MEANT = "!?…";

  private static final double SURE = 0.95;
  private static final double UNSURE = 0.8;

  /**
   * A sign that does not belong.
   *
   * @param leading whether it begins the mention
   */
  record Edge(boolean leading, String sign, double certainty) {}

  private record TypeEdge(int type, boolean leading, int sign) {}

  private final Corpus corpus;
  private final Map<TypeEdge, Integer> edges = new HashMap<>();
  private final int[] mentionsOfType;

  /** How often a word ends a mention, and how often with a full stop behind it, by its key. */
  private final Map<Integer, int[]> lastWords = new HashMap<>();

  EdgePunctuation(Corpus corpus) {
    this.corpus = corpus;
    this.mentionsOfType = new int[corpus.types().size()];
    for (CheckedDocument document : corpus.documents()) {
      document.mentions().forEach(this::count);
    }
  }

  private void count(Mention mention) {
    mentionsOfType[mention.type()]++;
    edges.merge(new TypeEdge(mention.type(), true, first(mention)), 1, Integer::sum);
    edges.merge(new TypeEdge(mention.type(), false, last(mention)), 1, Integer::sum);
    if (mention.aligned()) {
      boolean stop = last(mention) == '.' && mention.size() > 1;
      int word = mention.end() - (stop ? 2 : 1);
      lastWords.computeIfAbsent(mention.document().key(word), key -> new int[2])[stop ? 1 : 0]++;
    }
  }

  private static int first(Mention mention) {
    return mention.document().annotated().text().codePointAt(mention.span().start());
  }

  private static int last(Mention mention) {
    return mention.document().annotated().text().codePointBefore(mention.span().end());
  }

  /** {@return the signs at the edges of a mention that do not belong there} */
  List<Edge> needless(Mention mention) {
    List<Edge> needless = new ArrayList<>();
    int first = first(mention);
    int last = last(mention);
    if (isSign(first) && MAY_BEGIN.indexOf(first) < 0) {
      add(needless, mention, true, first, SURE);
    }
    if (last == '.') {
      addStop(needless, mention);
    } else if (isSign(last) && MAY_END.indexOf(last) < 0) {
      add(needless, mention, false, last, MAY_BE_MEANT.indexOf(last) < 0 ? SURE : UNSURE);
    }
    return needless;
  }

  private void add(
      List<Edge> needless, Mention mention, boolean leading, int sign, double certainty) {
    boolean usual =
        edges.getOrDefault(new TypeEdge(mention.type(), leading, sign), 0) - 1
            >= mentionsOfType[mention.type()] * corpus.threshold(Threshold.EDGE_CONVENTION);
    if (!usual && !hasPartner(mention, leading, sign)) {
      needless.add(new Edge(leading, Character.toString(sign), certainty));
    }
  }

  private static boolean hasPartner(Mention mention, boolean leading, int sign) {
    EntitySpan span = mention.span();
    if (mention.isVeryLong()) {
      return true;
    }
    int length = Character.charCount(sign);
    String others =
        mention
            .document()
            .annotated()
            .text()
            .substring(span.start() + (leading ? length : 0), span.end() - (leading ? 0 : length));
    if (SYMMETRIC.indexOf(sign) >= 0) {
      return others.indexOf(sign) >= 0;
    }
    // A sign that closes quotations in one language opens them in another, so any pair will do.
    return isPaired(sign)
        && others
            .codePoints()
            .anyMatch(
                c ->
                    isPaired(c)
                        && Character.getType(c)
                            != (leading ? Character.START_PUNCTUATION : Character.END_PUNCTUATION));
  }

  private static boolean isPaired(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** A full stop belongs where the word before it has one in other mentions as well. */
  private void addStop(List<Edge> needless, Mention mention) {
    if (!mention.aligned() || mention.size() < 2) {
      return;
    }
    int[] counts = lastWords.getOrDefault(mention.document().key(mention.end() - 2), new int[2]);
    int word = mention.document().text(mention.end() - 2, mention.end() - 1).length();
    if (counts[0] > 2 * (counts[1] - 1)) {
      add(needless, mention, false, '.', Math.max(UNSURE, Support.of(counts[0], counts[1])));
    } else if (counts[1] == 1 && word >= LONG_FOR_ABBREVIATION) {
      add(needless, mention, false, '.', UNSURE);
    }
  }

  private static boolean isSign(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> codePoint == '`' || codePoint == '<' || codePoint == '>' || codePoint == '|';
    };
  }
}
