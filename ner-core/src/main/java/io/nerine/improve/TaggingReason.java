package io.nerine.improve;

/** Why a document is worth tagging. */
public enum TaggingReason {
  /** The model is not sure of what it found (uncertainty sampling). */
  UNCERTAINTY("uncertainty"),
  /** The model suspects a type of which there are few tags. */
  RARE_TYPE("rare type"),
  /** Nothing like it is tagged or chosen (diversity sampling). */
  DIVERSITY("diversity"),
  /** By lot, so that there are documents to score on that no model has chosen. */
  RANDOM("random");

  private final String label;

  TaggingReason(String label) {
    this.label = label;
  }

  /** {@return the name for people, in lower case} */
  public String label() {
    return label;
  }
}
