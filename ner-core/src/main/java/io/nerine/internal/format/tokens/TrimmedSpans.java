package io.nerine.internal.format.tokens;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.format.files.Losses;
import java.util.ArrayList;
import java.util.List;

/** The tags of a document as tokens can hold them: tokens hold no white space. */
public final class TrimmedSpans {

  private TrimmedSpans() {}

  /**
   * Trims the tags of a document.
   *
   * @param document the document
   * @param losses takes the tags of white space alone and those that begin or end inside a
   *     character, which are left out, and those that are trimmed
   * @return the tags without white space at their edges, in order
   */
  public static List<EntitySpan> of(AnnotatedDocument document, Losses losses) {
    List<EntitySpan> kept = new ArrayList<>(document.spans().size());
    for (EntitySpan span : document.spans()) {
      trim(span, document, kept, losses);
    }
    return kept;
  }

  private static void trim(
      EntitySpan span, AnnotatedDocument document, List<EntitySpan> kept, Losses losses) {
    String text = document.text();
    int start = span.start();
    int end = span.end();
    while (start < end && TokenRule.isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && TokenRule.isSpace(text.charAt(end - 1))) {
      end--;
    }
    if (start == end) {
      losses.warning(
          document, "a tag of white space alone", "left out; tokens hold none", "remove the tag");
      return;
    }
    if (cutsPair(text, start) || cutsPair(text, end)) {
      losses.warning(
          document, "a tag that begins or ends inside a character", "left out", "correct the tag");
      return;
    }
    if (start != span.start() || end != span.end()) {
      losses.warning(
          document,
          "a tag with white space at its edges",
          "written without that, since tokens hold none",
          "trim the tag");
      kept.add(new EntitySpan(start, end, span.type(), span.attributes()));
    } else {
      kept.add(span);
    }
  }

  private static boolean cutsPair(String text, int offset) {
    return offset > 0
        && offset < text.length()
        && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
  }
}
