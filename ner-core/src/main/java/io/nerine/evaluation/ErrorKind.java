package io.nerine.evaluation;

/** What is wrong where gold and prediction differ; see the rules in the package description. */
public enum ErrorKind {
  /** The place is right, the type is another. */
  WRONG_TYPE("wrong type", "wrongType"),
  /** The type is right, the place overlaps. */
  WRONG_BOUNDARY("wrong boundary", "wrongBoundary"),
  /** The place overlaps, the type is another. */
  WRONG_TYPE_AND_BOUNDARY("wrong type and boundary", "wrongTypeAndBoundary"),
  /** A gold mention that no prediction goes with. */
  MISSED("missed", "missed"),
  /** A prediction that no gold mention goes with. */
  SPURIOUS("spurious", "spurious"),
  /** One gold mention was predicted as several of its type. */
  SPLIT("split", "split"),
  /** Several gold mentions of a type were predicted as one. */
  MERGED("merged", "merged");

  private final String label;
  private final String key;

  ErrorKind(String label, String key) {
    this.label = label;
    this.key = key;
  }

  /** {@return the name for people, in lower case} */
  public String label() {
    return label;
  }

  /** {@return the name in {@link Evaluation#toMap()}} */
  public String key() {
    return key;
  }
}
