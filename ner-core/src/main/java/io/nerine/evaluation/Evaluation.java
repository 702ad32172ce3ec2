package io.nerine.evaluation;

import io.nerine.internal.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How predictions compare with gold tags: exact scores per type and pooled, and scores of
 * boundaries and overlaps. Immutable; printed, it is a table.
 */
public final class Evaluation {

  private final Scores micro;
  private final SortedMap<String, Scores> types;
  private final Scores boundaries;
  private final Scores overlap;
  private final SemEvalScores semEval;
  private final SortedMap<String, SemEvalScores> semEvalByType;
  private final SortedMap<String, Scores> wordTypes;
  private final ConfusionMatrix confusion;
  private final Map<String, Map<String, Scores>> slices;
  private final Map<ErrorKind, Integer> errorCounts;
  private final int leftOutGold;
  private final int leftOutPredictions;
  private final DocumentTable table;
  private final List<EvaluationTally.Kept> kept;
  private final EvaluationOptions options;

  Evaluation(EvaluationTally tally) {
    SortedMap<String, Scores> scores = new TreeMap<>();
    SortedMap<String, SemEvalScores> semEvalScores = new TreeMap<>();
    SortedMap<String, Scores> words = new TreeMap<>();
    SortedMap<String, Map<String, Integer>> confused = new TreeMap<>();
    tally
        .types()
        .forEach(
            (type, counts) -> {
              scores.put(type, counts.scores());
              semEvalScores.put(type, counts.semEval());
              words.put(type, counts.words);
              confused.put(type, new TreeMap<>(counts.confusions));
            });
    this.types = Collections.unmodifiableSortedMap(scores);
    this.semEvalByType = Collections.unmodifiableSortedMap(semEvalScores);
    this.wordTypes = Collections.unmodifiableSortedMap(words);
    this.confusion = new ConfusionMatrix(types, confused);
    this.slices = Slices.scores(tally.slices());
    this.micro = scores.values().stream().reduce(Scores.NONE, Scores::plus);
    this.semEval = semEvalScores.values().stream().reduce(SemEvalScores.NONE, SemEvalScores::plus);
    this.boundaries = new Scores(micro.gold(), micro.predicted(), tally.boundaries());
    this.overlap = new Scores(micro.gold(), micro.predicted(), tally.overlaps());
    Map<ErrorKind, Integer> errors = new EnumMap<>(ErrorKind.class);
    for (ErrorKind kind : ErrorKind.values()) {
      errors.put(kind, tally.errors().getOrDefault(kind, 0));
    }
    this.errorCounts = Collections.unmodifiableMap(errors);
    this.leftOutGold = tally.leftOutGold();
    this.leftOutPredictions = tally.leftOutPredictions();
    this.table = tally.table();
    this.kept = tally.kept();
    this.options = tally.options();
  }

  /** {@return the number of gold documents} */
  public int documents() {
    return table.size();
  }

  /** {@return the exact scores of all mentions together: start, end and type are equal} */
  public Scores micro() {
    return micro;
  }

  /** {@return the mean exact F1 of {@link #types()}, 0 to 1; 0 if there are none} */
  public double macroF1() {
    double sum = 0;
    for (Scores scores : types.values()) {
      sum += scores.f1();
    }
    return types.isEmpty() ? 0.0 : sum / types.size();
  }

  /**
   * Returns the exact scores of each type.
   *
   * @return scores by type name, sorted, of the types that occur in gold or prediction
   */
  public Map<String, Scores> types() {
    return types;
  }

  /**
   * Returns how well the boundaries of mentions were found, whatever their types.
   *
   * @return scores in which a place counts as right if start and end are equal; a place that is
   *     tagged with two types counts twice in gold or predicted and once as right
   */
  public Scores boundaries() {
    return boundaries;
  }

  /**
   * Returns how many mentions were found at least in part.
   *
   * @return scores in which a prediction is right if it shares at least one UTF-16 unit with a gold
   *     mention of its type, one to one: exact matches first, then the largest overlaps
   */
  public Scores overlap() {
    return overlap;
  }

  /**
   * Returns the four scores of SemEval-2013 task 9.1.
   *
   * @return the counts behind {@link SemEvalScores#strict()}, {@link SemEvalScores#boundaryOnly()},
   *     {@link SemEvalScores#partial()} and {@link SemEvalScores#typeOnly()}, with the best pairing
   *     there is
   */
  public SemEvalScores semEval() {
    return semEval;
  }

  /**
   * Returns the four scores of SemEval-2013 task 9.1 of each type. A pair counts where its gold
   * mention's type is, a spurious prediction where its own is, so that the types add up to {@link
   * #semEval()}.
   *
   * @return scores by type name, sorted, of the types that occur in gold or prediction
   */
  public Map<String, SemEvalScores> semEvalByType() {
    return semEvalByType;
  }

  /**
   * Returns the scores of {@linkplain io.nerine.text.Words words}, for comparison with figures that
   * count tokens. A word counts for each type that a mention which touches it has; words outside of
   * mentions do not count.
   *
   * @return the scores of all types together
   */
  public Scores words() {
    return wordTypes.values().stream().reduce(Scores.NONE, Scores::plus);
  }

  /** {@return the scores of {@link #words()} of each type, by type name, sorted} */
  public Map<String, Scores> wordTypes() {
    return wordTypes;
  }

  /** {@return how often mentions of each type were predicted as each type or not at all} */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /**
   * Returns the exact scores of slices.
   *
   * @return by the name given to {@link EvaluationOptions.Builder#slice}, then by the name of the
   *     slice, those that begin with a number first and by that number
   */
  public Map<String, Map<String, Scores>> slices() {
    return slices;
  }

  /** {@return the number of errors of each kind, 0 included, in all documents} */
  public Map<ErrorKind, Integer> errorCounts() {
    return errorCounts;
  }

  /** {@return the number of gold mentions left out since their type or place was not reviewed} */
  public int leftOutGold() {
    return leftOutGold;
  }

  /** {@return the number of predictions left out since their type or place was not reviewed} */
  public int leftOutPredictions() {
    return leftOutPredictions;
  }

  /**
   * Returns what was counted in each document.
   *
   * @return one element a document, in the order of gold; made anew whenever it is asked for, so
   *     that holding the list costs nothing
   */
  public List<DocumentScores> documentScores() {
    return table.scores();
  }

  /**
   * Returns the predictions of all documents whose confidence is known: those of an extractor, and
   * those of documents whose tags carry the attribute {@link
   * io.nerine.document.EntitySpan#CONFIDENCE}.
   *
   * @return one element a prediction, in the order of gold, then of the text; made anew whenever it
   *     is asked for, so that holding the list costs nothing
   */
  public List<ScoredPrediction> predictions() {
    return table.scoredPredictions();
  }

  /**
   * Returns the documents whose texts were kept, for showing errors in them.
   *
   * @return all documents of a list, the worst ones of a stream, or as many as {@link
   *     EvaluationOptions#keptDocuments()} says; in the order of gold, made anew whenever asked for
   */
  public List<EvaluatedDocument> keptDocuments() {
    return new DocumentTable.View<>(
        kept.size(),
        index -> {
          EvaluationTally.Kept document = kept.get(index);
          return new EvaluatedDocument(
              document.gold(),
              Review.of(document.gold(), options).covered(document.gold().spans()),
              table.predictions(document.index()));
        });
  }

  /** {@return the errors of {@link #keptDocuments()}, in the order of gold, then of the text} */
  public List<EvaluationError> errors() {
    return keptDocuments().stream().flatMap(document -> document.errors().stream()).toList();
  }

  /**
   * Returns all figures as maps and numbers, for a report or a manifest.
   *
   * @return {@code documents}; {@code exact} with {@code micro} and {@code macro}; {@code
   *     boundaries}; {@code overlap}; {@code types} by name; {@code semEval} with {@code strict},
   *     {@code boundaryOnly}, {@code partial} and {@code typeOnly}; {@code words} with {@code
   *     micro} and {@code types}; {@code errors} by {@link ErrorKind#key()}; {@code confusion} as
   *     {@link ConfusionMatrix#toMap()}; {@code leftOut} with {@code gold} and {@code predicted};
   *     {@code slices}, if any, each a list with {@code slice} beside the scores. Scores are {@code
   *     precision}, {@code recall}, {@code f1}, {@code gold}, {@code predicted} and {@code tp}, but
   *     for those of {@code semEval} {@code precision}, {@code recall}, {@code f1}, {@code
   *     correct}, {@code incorrect}, {@code partial}, {@code missing} and {@code spurious}
   */
  public Map<String, Object> toMap() {
    return EvaluationFields.of(this);
  }

  /** {@return the figures of {@link #toMap()} as JSON over several lines} */
  public String toJson() {
    return Json.pretty(toMap());
  }

  /** Compares the figures over all documents, not the documents. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Evaluation that
        && documents() == that.documents()
        && types.equals(that.types)
        && boundaries.equals(that.boundaries)
        && overlap.equals(that.overlap)
        && semEvalByType.equals(that.semEvalByType)
        && wordTypes.equals(that.wordTypes)
        && confusion.equals(that.confusion)
        && slices.equals(that.slices)
        && errorCounts.equals(that.errorCounts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(documents(), types, boundaries, overlap);
  }

  /**
   * Returns a table for people.
   *
   * @return one row a type, then the pooled scores, boundaries and overlaps; then the number of
   *     documents and errors, and of what was left out if anything was
   */
  @Override
  public String toString() {
    return EvaluationText.of(this);
  }
}
