package io.nerine.improve;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.EvaluatedDocument;
import io.nerine.evaluation.EvaluationError;
import io.nerine.evaluation.Evaluator;
import io.nerine.internal.Confidences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the tags that are likely wrong by what models found that did not see them. Thread-safe.
 *
 * <p>This is confident learning (Northcutt, Jiang and Chuang, "Confident Learning: Estimating
 * Uncertainty in Dataset Labels", 2021) carried over from classes of examples to mentions. A tag
 * and the prediction that overlaps it are two labels of one place; where there is but one of them,
 * the other label is that nothing is there. The score is the margin between the probability of the
 * prediction and that which the models give to what is tagged, from -1 to 1 brought to 0 to 1,
 * times how well the models know the type: the mean probability that they give to its tags or,
 * where nothing is tagged, the share of their predictions of the type that are tags. So a type that
 * models find badly does not fill the top of the list, which the thresholds for each class see to
 * in confident learning; to subtract those, as done there, found fewer of the errors that were
 * planted into CrossNER, and so did ratios in place of the margin. Unlike a search by token (Wang
 * and Mueller, "Detecting Label Errors in Token Classification Data", 2022) it counts a wrong
 * boundary as one error and says what the tag should be.
 *
 * <p>The predictions carry their confidence, and the tags the probability that the same models give
 * to them, both as the attribute {@link EntitySpan#CONFIDENCE}; a cross-validation of {@code
 * ner-training} gives both. A prediction without it counts as certain. A tag without it counts as
 * half believed if nothing overlaps it, else as what the prediction leaves.
 *
 * <pre>{@code
 * List<LabelError> suspects = LabelErrorSearch.find(validation.gold(), validation.predictions());
 * }</pre>
 */
public final class LabelErrorSearch {

  /** How many mentions the mean of all types weighs as much as, in that of a type. */
  private static final double PRIOR = 5;

  private static final double HALF_BELIEVED = 0.5;

  private static final Comparator<LabelError> MOST_SUSPICIOUS_FIRST =
      Comparator.comparingDouble(LabelError::score).reversed();

  private LabelErrorSearch() {}

  /**
   * Ranks the places where tags and predictions differ.
   *
   * @param gold the documents as they are tagged. Where only some types or regions were reviewed,
   *     nothing else is judged, and what a person has rejected is not suggested again.
   * @param predicted the same documents as models tagged them that did not see these tags, joined
   *     by id; one that is missing counts as one in which nothing was found
   * @return the places, most suspicious first, then in the order of the documents and their texts
   * @throws io.nerine.exception.DataFormatException if an id occurs twice on one side, a predicted
   *     one is not in gold, the texts of an id differ, or a confidence is no number from 0 to 1
   */
  public static List<LabelError> find(
      List<AnnotatedDocument> gold, List<AnnotatedDocument> predicted) {
    Objects.requireNonNull(gold, "gold");
    Objects.requireNonNull(predicted, "predicted");
    List<EvaluatedDocument> documents = Evaluator.evaluate(gold, predicted).keptDocuments();
    TypeReliability ofTags = new TypeReliability(PRIOR);
    TypeReliability ofPredictions = new TypeReliability(PRIOR);
    for (EvaluatedDocument document : documents) {
      learn(document, ofTags, ofPredictions);
    }
    List<LabelError> errors = new ArrayList<>();
    for (EvaluatedDocument document : documents) {
      Set<EntitySpan> rejected = rejected(document.document());
      for (EvaluationError error : document.errors()) {
        if (error.predicted().stream().map(LabelErrorSearch::plain).noneMatch(rejected::contains)) {
          errors.add(judged(error, ofTags, ofPredictions));
        }
      }
    }
    errors.sort(MOST_SUSPICIOUS_FIRST);
    return List.copyOf(errors);
  }

  private static void learn(
      EvaluatedDocument document, TypeReliability ofTags, TypeReliability ofPredictions) {
    int p = 0;
    List<EntitySpan> predicted = document.predicted();
    for (EntitySpan tag : document.gold()) {
      while (p < predicted.size() && predicted.get(p).compareTo(tag) < 0) {
        ofPredictions.add(predicted.get(p), certainty(predicted.get(p)), 0);
        p++;
      }
      boolean found = p < predicted.size() && predicted.get(p).matches(tag);
      double certainty = found ? certainty(predicted.get(p)) : 0;
      ofTags.add(tag, 1, Confidences.of(tag).orElse(certainty));
      if (found) {
        ofPredictions.add(tag, certainty, certainty);
        p++;
      }
    }
    for (; p < predicted.size(); p++) {
      ofPredictions.add(predicted.get(p), certainty(predicted.get(p)), 0);
    }
  }

  private static double certainty(EntitySpan prediction) {
    return Confidences.of(prediction).orElse(1);
  }

  /** {@return what people said is no mention, without attributes} */
  private static Set<EntitySpan> rejected(AnnotatedDocument document) {
    return document.rejectedSpans().stream()
        .map(LabelErrorSearch::plain)
        .collect(Collectors.toSet());
  }

  private static EntitySpan plain(EntitySpan span) {
    return new EntitySpan(span.start(), span.end(), span.type());
  }

  private static LabelError judged(
      EvaluationError error, TypeReliability ofTags, TypeReliability ofPredictions) {
    List<EntitySpan> tags = error.gold();
    List<EntitySpan> predicted = error.predicted();
    double alternative =
        predicted.stream().mapToDouble(LabelErrorSearch::certainty).min().orElse(Double.NaN);
    double given =
        tags.stream()
            .map(Confidences::of)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max()
            .orElse(predicted.isEmpty() ? HALF_BELIEVED : 1 - alternative);
    if (predicted.isEmpty()) {
      alternative = 1 - given;
    }
    double margin = (1 + alternative - given) / 2;
    double reliability =
        tags.isEmpty() ? ofPredictions.of(predicted.get(0)) : ofTags.of(tags.get(0));
    return new LabelError(kind(error), margin * reliability, error.documentId(), tags, predicted);
  }

  private static LabelErrorKind kind(EvaluationError error) {
    return switch (error.kind()) {
      case SPURIOUS -> LabelErrorKind.MISSING_TAG;
      case MISSED -> LabelErrorKind.SPURIOUS_TAG;
      case WRONG_TYPE -> LabelErrorKind.WRONG_TYPE;
      case WRONG_BOUNDARY, SPLIT, MERGED -> LabelErrorKind.WRONG_BOUNDARY;
      case WRONG_TYPE_AND_BOUNDARY -> LabelErrorKind.WRONG_TYPE_AND_BOUNDARY;
    };
  }
}
