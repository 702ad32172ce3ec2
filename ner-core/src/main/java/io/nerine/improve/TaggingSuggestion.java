package io.nerine.improve;

import io.nerine.document.AnnotatedDocument;
import java.util.Objects;

/**
 * A document that is worth tagging.
 *
 * @param document the document, with what the model found as its tags, each with its {@linkplain
 *     io.nerine.document.EntitySpan#CONFIDENCE confidence}, for a person to correct
 * @param reason why it was chosen
 * @param score how good the reason is, 0 to 1, comparable within a reason. {@link
 *     TaggingReason#UNCERTAINTY}: how unsure the model is of the entities. {@link
 *     TaggingReason#RARE_TYPE}: how rare the type is and how sure the model is of it. {@link
 *     TaggingReason#DIVERSITY}: how unlike all others the document is. {@link
 *     TaggingReason#RANDOM}: 0
 * @param explanation the reason as an English sentence
 */
public record TaggingSuggestion(
    AnnotatedDocument document, TaggingReason reason, double score, String explanation) {

  /**
   * Creates the suggestion.
   *
   * @throws IllegalArgumentException if the score lies outside 0 to 1
   */
  public TaggingSuggestion {
    Objects.requireNonNull(document, "document");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(explanation, "explanation");
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be 0 to 1, found " + score);
    }
  }
}
