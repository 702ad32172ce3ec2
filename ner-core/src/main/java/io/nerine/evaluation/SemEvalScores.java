package io.nerine.evaluation;

/**
 * The four scores of SemEval-2013 task 9.1 (Segura-Bedmar, Martinez and Herrero-Zazo, 2013): {@link
 * #strict()}, {@link #boundaryOnly()}, {@link #partial()} and {@link #typeOnly()}. They differ in
 * what they ask of a pair of a gold mention and a prediction that overlap; the pairs are the same
 * for all four.
 *
 * @param exact pairs of the same place and type
 * @param samePlace pairs of the same place and different types
 * @param sameType pairs of different places and the same type
 * @param overlapOnly pairs that differ in place and type
 * @param missing gold mentions in no pair
 * @param spurious predictions in no pair
 */
public record SemEvalScores(
    int exact, int samePlace, int sameType, int overlapOnly, int missing, int spurious) {

  /** Nothing counted. */
  static final SemEvalScores NONE = new SemEvalScores(0, 0, 0, 0, 0, 0);

  /**
   * Creates the scores.
   *
   * @throws IllegalArgumentException if a count is negative
   */
  public SemEvalScores {
    if ((exact | samePlace | sameType | overlapOnly | missing | spurious) < 0) {
      throw new IllegalArgumentException(
          ("Counts must not be negative, found exact %d, samePlace %d, sameType %d, overlapOnly %d,"
                  + " missing %d, spurious %d")
              .formatted(exact, samePlace, sameType, overlapOnly, missing, spurious));
    }
  }

  /** {@return the scores by which a pair is correct if place and type agree, else incorrect} */
  public MatchCounts strict() {
    return new MatchCounts(exact, samePlace + sameType + overlapOnly, 0, missing, spurious);
  }

  /** {@return the scores by which a pair is correct if the places agree, else incorrect} */
  public MatchCounts boundaryOnly() {
    return new MatchCounts(exact + samePlace, sameType + overlapOnly, 0, missing, spurious);
  }

  /** {@return the scores by which a pair is correct if the places agree, else partial} */
  public MatchCounts partial() {
    return new MatchCounts(exact + samePlace, 0, sameType + overlapOnly, missing, spurious);
  }

  /** {@return the scores by which a pair is correct if the types agree, else incorrect} */
  public MatchCounts typeOnly() {
    return new MatchCounts(exact + sameType, samePlace + overlapOnly, 0, missing, spurious);
  }

  /**
   * Adds the counts of another comparison.
   *
   * @param other the other scores
   * @return the scores of both together
   */
  public SemEvalScores plus(SemEvalScores other) {
    return new SemEvalScores(
        Math.addExact(exact, other.exact),
        Math.addExact(samePlace, other.samePlace),
        Math.addExact(sameType, other.sameType),
        Math.addExact(overlapOnly, other.overlapOnly),
        Math.addExact(missing, other.missing),
        Math.addExact(spurious, other.spurious));
  }
}
