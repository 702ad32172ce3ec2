package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.Objects;

/**
 * A prediction with its confidence, and whether it is right.
 *
 * @param documentId the identity of its document
 * @param span where it stands and of what type it is
 * @param confidence how sure the extractor was, 0 to 1
 * @param correct whether gold holds a mention of the same start, end and type
 */
public record ScoredPrediction(
    String documentId, EntitySpan span, double confidence, boolean correct) {

  /**
   * Creates the prediction.
   *
   * @throws IllegalArgumentException if the confidence lies outside 0 to 1
   */
  public ScoredPrediction {
    Objects.requireNonNull(documentId, "documentId");
    Objects.requireNonNull(span, "span");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1, found " + confidence);
    }
  }
}
