package io.nerine.report;

/**
 * One point of a learning curve: how good a model is that was trained on a part of the data.
 *
 * @param documents the number of documents trained on
 * @param f1 the exact micro F1 on the documents scored on, 0 to 1
 */
public record LearningPoint(int documents, double f1) {

  /**
   * Creates the point.
   *
   * @throws IllegalArgumentException if there is no document or the score lies outside 0 to 1
   */
  public LearningPoint {
    if (documents < 1 || !(f1 >= 0 && f1 <= 1)) {
      throw new IllegalArgumentException(
          "A learning point needs a document or more and an F1 of 0 to 1, found %d and %s"
              .formatted(documents, f1));
    }
  }
}
