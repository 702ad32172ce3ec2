package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A place where gold and prediction differ. Every gold mention that was not found and every
 * prediction that is wrong belongs to exactly one error.
 *
 * @param kind what is wrong
 * @param documentId the identity of the document
 * @param gold the gold mentions concerned, in text order: none if {@link ErrorKind#SPURIOUS},
 *     several if {@link ErrorKind#MERGED}, else one
 * @param predicted the predictions concerned, in text order: none if {@link ErrorKind#MISSED},
 *     several if {@link ErrorKind#SPLIT}, else one; each with its confidence as the attribute
 *     {@link EntitySpan#CONFIDENCE} where that is known
 */
public record EvaluationError(
    ErrorKind kind, String documentId, List<EntitySpan> gold, List<EntitySpan> predicted) {

  /**
   * Creates the error.
   *
   * @throws IllegalArgumentException if the number of mentions is not that of the kind
   */
  public EvaluationError {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(documentId, "documentId");
    gold = List.copyOf(gold);
    predicted = List.copyOf(predicted);
    boolean goldFits =
        switch (kind) {
          case SPURIOUS -> gold.isEmpty();
          case MERGED -> gold.size() > 1;
          default -> gold.size() == 1;
        };
    boolean predictedFits =
        switch (kind) {
          case MISSED -> predicted.isEmpty();
          case SPLIT -> predicted.size() > 1;
          default -> predicted.size() == 1;
        };
    if (!goldFits || !predictedFits) {
      throw new IllegalArgumentException(
          "An error of kind %s cannot concern %d gold mentions and %d predictions"
              .formatted(kind, gold.size(), predicted.size()));
    }
  }

  /** {@return the greatest confidence of the predictions, 0 to 1, if any is known} */
  public OptionalDouble confidence() {
    return predicted.stream()
        .map(Mentions::confidence)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .max();
  }
}
