package io.nerine.internal.format.tokens;

import io.nerine.internal.format.files.Losses;
import java.util.Arrays;
import java.util.List;

/** Turns spans that do not overlap into tags. */
public final class TagEncoder {

  private TagEncoder() {}

  /**
   * Returns the tags of a document's tokens.
   *
   * @param scheme the scheme
   * @param document the document
   * @param spans its spans in text order, none of which overlap
   * @param losses takes what the scheme cannot hold: that {@code IO} joins entities of one type
   *     that touch
   * @return the tag of each token
   */
  public static String[] tags(
      TagScheme scheme, TokenisedDocument document, List<TokenSpan> spans, Losses losses) {
    String[] tags = new String[document.size()];
    Arrays.fill(tags, "O");
    TokenSpan before = null;
    for (TokenSpan span : spans) {
      boolean adjacent =
          before != null && before.end() == span.first() && before.type().equals(span.type());
      if (adjacent && scheme == TagScheme.IO) {
        losses.warning(
            document.document(),
            "a tag directly behind one of its own type",
            "written as one with it, since the scheme IO cannot part them",
            "write with another scheme");
      }
      int length = span.end() - span.first();
      for (int i = 0; i < length; i++) {
        tags[span.first() + i] = scheme.letter(i, length, adjacent) + "-" + span.type();
      }
      before = span;
    }
    return tags;
  }
}
