package io.nerine.training;

import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import java.util.List;

/**
 * What k-fold cross-validation came to: each document was searched by a network that was trained on
 * the others, so that all documents tell how good a model of all of them is. Immutable.
 *
 * <p>The only things chosen on these documents as a whole are when to stop and one temperature for
 * confidences, so the scores flatter hardly at all. They are of networks that saw fewer documents
 * than there are, so a model that is trained on all should be a little better.
 *
 * @param evaluation the scores over all documents, with calibrated confidences; {@link
 *     io.nerine.evaluation.ConfidenceIntervals} and {@link io.nerine.evaluation.TypeThresholds} go
 *     on from it
 * @param predictions the documents, in the order of the data set, with the entities that were found
 *     in place of their tags, each with its {@linkplain io.nerine.document.EntitySpan#CONFIDENCE
 *     confidence}
 * @param gold the documents, in the order of the data set, each tag with the probability that the
 *     network gave to exactly this mention, as its {@linkplain
 *     io.nerine.document.EntitySpan#CONFIDENCE confidence}; none where a tag covers no word. With
 *     the predictions it is what {@link io.nerine.improve.LabelErrorSearch} takes
 * @param folds the folds in order
 * @param until the share of a run's updates after which networks scored best, above 0 to 1
 * @param temperature what logits are divided by, so that confidences are right as often as they say
 */
public record CrossValidation(
    Evaluation evaluation,
    List<AnnotatedDocument> predictions,
    List<AnnotatedDocument> gold,
    List<Fold> folds,
    double until,
    double temperature) {

  /** Creates the result. */
  public CrossValidation {
    predictions = List.copyOf(predictions);
    gold = List.copyOf(gold);
    folds = List.copyOf(folds);
  }

  /**
   * One fold.
   *
   * @param trainDocuments the number of documents that its network was trained on
   * @param evaluation the scores on its other documents
   */
  public record Fold(int trainDocuments, Evaluation evaluation) {}
}
