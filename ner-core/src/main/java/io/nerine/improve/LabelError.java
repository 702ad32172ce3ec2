package io.nerine.improve;

import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A place whose tags should be looked at again, since they are likely wrong.
 *
 * @param kind what seems to be wrong
 * @param score how suspicious it is, 0 to 1; good for an order, not a probability
 * @param documentId the identity of the document
 * @param current the tags as they are, in text order: none if {@link LabelErrorKind#MISSING_TAG},
 *     else mostly one
 * @param suggested the tags that should be there, in text order: none if {@link
 *     LabelErrorKind#SPURIOUS_TAG}, else mostly one
 */
public record LabelError(
    LabelErrorKind kind,
    double score,
    String documentId,
    List<EntitySpan> current,
    List<EntitySpan> suggested) {

  /**
   * Creates the entry.
   *
   * @throws IllegalArgumentException if the score lies outside 0 to 1, or tags are there or missing
   *     against the kind
   */
  public LabelError {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(documentId, "documentId");
    current = List.copyOf(current);
    suggested = List.copyOf(suggested);
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be 0 to 1, found " + score);
    }
    if (current.isEmpty() != (kind == LabelErrorKind.MISSING_TAG)
        || suggested.isEmpty() != (kind == LabelErrorKind.SPURIOUS_TAG)) {
      throw new IllegalArgumentException(
          "A label error of kind %s cannot have %d tags now and %d suggested"
              .formatted(kind, current.size(), suggested.size()));
    }
  }

  /** {@return the offset of the first UTF-16 unit of all tags, current and suggested} */
  public int start() {
    return tags().mapToInt(EntitySpan::start).min().orElseThrow();
  }

  /** {@return the offset behind the last UTF-16 unit of all tags, current and suggested} */
  public int end() {
    return tags().mapToInt(EntitySpan::end).max().orElseThrow();
  }

  private Stream<EntitySpan> tags() {
    return Stream.concat(current.stream(), suggested.stream());
  }
}
