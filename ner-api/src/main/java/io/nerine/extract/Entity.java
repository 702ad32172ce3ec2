package io.nerine.extract;

import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.Objects;

/**
 * A mention that an extractor found. For the text it was found in, {@code text.substring(start,
 * end).equals(entity.text())} always holds.
 *
 * @param start the offset of the first UTF-16 unit
 * @param end the offset behind the last UTF-16 unit, greater than {@code start}
 * @param text the mention as it stands in the text
 * @param type the name of its entity type
 * @param confidence how sure the extractor is, 0 to 1
 * @param source which model or rule found it
 */
public record Entity(
    int start, int end, String text, String type, double confidence, String source) {

  /**
   * Creates the entity.
   *
   * @throws IllegalArgumentException unless {@code 0 <= start < end}, the text has that length and
   *     the confidence lies in 0 to 1
   */
  public Entity {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(source, "source");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "An entity needs 0 <= start < end, found start %d and end %d".formatted(start, end));
    }
    if (text.length() != end - start) {
      throw new IllegalArgumentException(
          "The text of an entity at %d..%d must have %d UTF-16 units, found %d"
              .formatted(start, end, end - start, text.length()));
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1, found " + confidence);
    }
  }

  /** {@return where the mention stands} */
  public CharSpan span() {
    return new CharSpan(start, end);
  }

  /** {@return the mention as a tag, for storing a prediction beside tagged data} */
  public EntitySpan toSpan() {
    return new EntitySpan(start, end, type);
  }
}
