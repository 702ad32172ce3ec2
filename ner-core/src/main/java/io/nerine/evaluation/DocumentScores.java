package io.nerine.evaluation;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted in one document. Sums over documents are the figures of the {@link Evaluation}.
 *
 * @param id the identity of the document
 * @param types exact scores by type name, sorted, of the types that occur in gold or prediction
 * @param boundaries as {@link Evaluation#boundaries()}
 * @param overlap as {@link Evaluation#overlap()}
 * @param semEval as {@link Evaluation#semEval()}
 */
public record DocumentScores(
    String id,
    Map<String, Scores> types,
    Scores boundaries,
    Scores overlap,
    SemEvalScores semEval) {

  /** Creates the scores. */
  public DocumentScores {
    Objects.requireNonNull(id, "id");
    SortedMap<String, Scores> sorted = new TreeMap<>(types);
    types = Collections.unmodifiableSortedMap(sorted);
    Objects.requireNonNull(boundaries, "boundaries");
    Objects.requireNonNull(overlap, "overlap");
    Objects.requireNonNull(semEval, "semEval");
  }

  /** {@return the exact scores of all mentions of the document together} */
  public Scores micro() {
    return types.values().stream().reduce(Scores.NONE, Scores::plus);
  }

  /** {@return the number of gold mentions that were not found and predictions that are wrong} */
  public int wrong() {
    Scores micro = micro();
    return micro.falseNegatives() + micro.falsePositives();
  }
}
