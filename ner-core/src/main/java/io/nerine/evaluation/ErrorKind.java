package io.nerine.evaluation;

/** What is wrong where gold and prediction differ; see the rules in the package description. */
public enum ErrorKind {
  /** The place is right, the type is another. */
  WRONG_TYPE,
  /** The type is right, the place overlaps. */
  WRONG_BOUNDARY,
  /** The place overlaps, the type is another. */
  WRONG_TYPE_AND_BOUNDARY,
  /** A gold mention that no prediction goes with. */
  MISSED,
  /** A prediction that no gold mention goes with. */
  SPURIOUS,
  /** One gold mention was predicted as several of its type. */
  SPLIT,
  /** Several gold mentions of a type were predicted as one. */
  MERGED
}
