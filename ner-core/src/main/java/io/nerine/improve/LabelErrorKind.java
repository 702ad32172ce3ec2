package io.nerine.improve;

/** What seems to be wrong with a tag, or with the lack of one. */
public enum LabelErrorKind {
  /** A mention is found where nothing is tagged. */
  MISSING_TAG("missing tag"),
  /** The mention that is tagged is found with another type. */
  WRONG_TYPE("wrong type"),
  /** A mention of the type is found that overlaps the tag; also where one tag should be several. */
  WRONG_BOUNDARY("wrong boundary"),
  /** A mention of another type is found that overlaps the tag. */
  WRONG_TYPE_AND_BOUNDARY("wrong type and boundary"),
  /** Nothing is found where the tag is. */
  SPURIOUS_TAG("spurious tag");

  private final String label;

  LabelErrorKind(String label) {
    this.label = label;
  }

  /** {@return the name for people, in lower case} */
  public String label() {
    return label;
  }
}
