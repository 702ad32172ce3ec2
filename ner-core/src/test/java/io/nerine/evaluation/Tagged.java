package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;

/** Documents written as words, of which some carry a type, for tests. */
final class Tagged {

  private Tagged() {}

  /**
   * Reads a document.
   *
   * @param id its id
   * @param words words between blanks; a mention is written {@code text/Type}, its own blanks as
   *     underscores, and a confidence may follow as in {@code Bad_Ems/Site/0.9}
   */
  static AnnotatedDocument document(String id, String words) {
    StringBuilder text = new StringBuilder();
    List<EntitySpan> spans = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      String[] parts = word.split("/", -1);
      int start = text.length();
      text.append(parts[0].replace('_', ' '));
      if (parts.length > 1) {
        EntitySpan span = new EntitySpan(start, text.length(), parts[1]);
        spans.add(
            parts.length > 2 ? Mentions.withConfidence(span, Double.parseDouble(parts[2])) : span);
      }
      text.append(' ');
    }
    return AnnotatedDocument.builder(id, text.toString()).spans(spans).build();
  }

  /** Documents {@code d0}, {@code d1} and so on with the same words. */
  static List<AnnotatedDocument> documents(int count, String words) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      documents.add(document("d" + d, words));
    }
    return documents;
  }
}
