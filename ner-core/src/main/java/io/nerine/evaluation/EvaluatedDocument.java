package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Objects;

/**
 * A document with what should have been found in it and what was.
 *
 * @param document the gold document, with its text
 * @param gold the gold mentions that were counted, sorted, each once
 * @param predicted the predictions that were counted, sorted, each once; with the attribute {@link
 *     EntitySpan#CONFIDENCE} where the confidence is known
 */
public record EvaluatedDocument(
    AnnotatedDocument document, List<EntitySpan> gold, List<EntitySpan> predicted) {

  /** Creates the document; mentions are sorted, and what is there twice is kept once. */
  public EvaluatedDocument {
    Objects.requireNonNull(document, "document");
    gold = Mentions.distinct(gold.stream().sorted().toList());
    predicted = Mentions.distinct(predicted.stream().sorted().toList());
  }

  /** {@return what is wrong in the document, in text order; computed at each call} */
  public List<EvaluationError> errors() {
    return ErrorAnalysis.errors(document.id(), new DocumentComparison(gold, predicted));
  }
}
