package io.nerine.document;

import io.nerine.text.CharSpan;
import java.util.Map;
import java.util.Objects;

/**
 * A tagged mention: where it stands and what type it is. Sorted by start, then end, then type.
 *
 * <p>What an annotation tool knows beyond that travels as attributes; the keys that Nerine reads
 * are the constants of this class.
 *
 * @param start the offset of the first UTF-16 unit
 * @param end the offset behind the last UTF-16 unit, greater than {@code start}
 * @param type the name of the entity type, not blank
 * @param attributes what else is known of the tag, by key; empty for most
 */
public record EntitySpan(int start, int end, String type, Map<String, String> attributes)
    implements Comparable<EntitySpan> {

  /** Attribute: the tag's identity in the tool it came from. */
  public static final String ID = "id";

  /** Attribute: who set the tag. */
  public static final String ANNOTATOR = "annotator";

  /** Attribute: the tag's state of review, in the words of the tool. */
  public static final String STATUS = "status";

  /** Attribute: a remark for people. */
  public static final String NOTE = "note";

  /** Attribute: how sure a model is of a tag that it predicted, 0 to 1. */
  public static final String CONFIDENCE = "confidence";

  /**
   * Creates the span.
   *
   * @throws IllegalArgumentException unless {@code 0 <= start < end}, or if the type is blank
   */
  public EntitySpan {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "An entity span needs 0 <= start < end, found start %d and end %d".formatted(start, end));
    }
    if (Objects.requireNonNull(type, "type").isBlank()) {
      throw new IllegalArgumentException("type must not be blank");
    }
    attributes = Map.copyOf(attributes);
  }

  /**
   * Creates a span without attributes.
   *
   * @param start the offset of the first UTF-16 unit
   * @param end the offset behind the last UTF-16 unit, greater than {@code start}
   * @param type the name of the entity type, not blank
   * @throws IllegalArgumentException unless {@code 0 <= start < end}, or if the type is blank
   */
  public EntitySpan(int start, int end, String type) {
    this(start, end, type, Map.of());
  }

  /** {@return where the mention stands} */
  public CharSpan span() {
    return new CharSpan(start, end);
  }

  /**
   * Tells whether another tag marks the same mention as the same type, whatever its attributes.
   *
   * @param other the other tag
   * @return whether start, end and type are equal
   */
  public boolean matches(EntitySpan other) {
    return start == other.start && end == other.end && type.equals(other.type);
  }

  /** Orders by start, then end, then type. */
  @Override
  public int compareTo(EntitySpan other) {
    int order = Integer.compare(start, other.start);
    if (order == 0) {
      order = Integer.compare(end, other.end);
    }
    return order != 0 ? order : type.compareTo(other.type);
  }
}
