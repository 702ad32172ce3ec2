package io.nerine.internal.format.tokens;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.format.files.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A document cut into tokens, so that no edge of a tag lies inside one. Immutable. */
public final class TokenisedDocument {

  private final AnnotatedDocument document;
  private final int[] starts;
  private final int[] ends;
  private final List<TokenSpan> spans;

  private TokenisedDocument(
      AnnotatedDocument document, int[] starts, int[] ends, List<TokenSpan> spans) {
    this.document = document;
    this.starts = starts;
    this.ends = ends;
    this.spans = spans;
  }

  /**
   * Cuts a document.
   *
   * @param document the document
   * @param rule where to cut, besides at the edges of tags
   * @param losses takes what tokens cannot hold: tags of white space, white space at the edges of
   *     tags, and tags that begin or end inside a character
   * @return the tokens and tags
   */
  public static TokenisedDocument of(AnnotatedDocument document, TokenRule rule, Losses losses) {
    String text = document.text();
    List<EntitySpan> kept = TrimmedSpans.of(document, losses);
    int[] words = rule.cut(text);
    int[] edges = new int[2 * kept.size()];
    for (int i = 0; i < kept.size(); i++) {
      edges[2 * i] = kept.get(i).start();
      edges[2 * i + 1] = kept.get(i).end();
    }
    Arrays.sort(edges);
    int[] starts = new int[words.length / 2 + edges.length];
    int[] ends = new int[starts.length];
    int count = 0;
    int edge = 0;
    for (int i = 0; i < words.length; i += 2) {
      int from = words[i];
      while (edge < edges.length && edges[edge] <= from) {
        edge++;
      }
      while (edge < edges.length && edges[edge] < words[i + 1]) {
        if (edges[edge] > from) {
          starts[count] = from;
          ends[count++] = edges[edge];
          from = edges[edge];
        }
        edge++;
      }
      starts[count] = from;
      ends[count++] = words[i + 1];
    }
    starts = Arrays.copyOf(starts, count);
    ends = Arrays.copyOf(ends, count);
    List<TokenSpan> spans = new ArrayList<>(kept.size());
    for (EntitySpan span : kept) {
      int first = Arrays.binarySearch(starts, span.start());
      int last = Arrays.binarySearch(ends, span.end());
      spans.add(new TokenSpan(first, last + 1, span));
    }
    return new TokenisedDocument(document, starts, ends, List.copyOf(spans));
  }

  /** {@return the document} */
  public AnnotatedDocument document() {
    return document;
  }

  /** {@return the number of tokens} */
  public int size() {
    return starts.length;
  }

  /**
   * Returns where a token begins.
   *
   * @param token its number, from 0
   * @return the offset of its first UTF-16 unit
   */
  public int start(int token) {
    return starts[token];
  }

  /**
   * Returns where a token ends.
   *
   * @param token its number, from 0
   * @return the offset behind its last UTF-16 unit
   */
  public int end(int token) {
    return ends[token];
  }

  /**
   * Returns the text of a token.
   *
   * @param token its number, from 0
   * @return its text, without white space
   */
  public String text(int token) {
    return document.text().substring(starts[token], ends[token]);
  }

  /** {@return the tags that tokens can hold, in the order of the document} */
  public List<TokenSpan> spans() {
    return spans;
  }

  /** {@return the document with those tags alone and without attributes} */
  public static AnnotatedDocument holding(AnnotatedDocument document, List<TokenSpan> spans) {
    AnnotatedDocument.Builder held = document.toBuilder().clearSpans();
    for (TokenSpan span : spans) {
      held.span(new EntitySpan(span.span().start(), span.span().end(), span.type(), Map.of()));
    }
    return held.build();
  }
}
