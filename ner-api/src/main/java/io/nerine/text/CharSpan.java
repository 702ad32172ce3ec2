package io.nerine.text;

/**
 * A stretch of a text, half open.
 *
 * @param start the offset of its first UTF-16 unit
 * @param end the offset behind its last UTF-16 unit
 */
public record CharSpan(int start, int end) implements Comparable<CharSpan> {

  /**
   * Creates the span.
   *
   * @throws IllegalArgumentException unless {@code 0 <= start <= end}
   */
  public CharSpan {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "A span needs 0 <= start <= end, found start %d and end %d".formatted(start, end));
    }
  }

  /** {@return the number of UTF-16 units} */
  public int length() {
    return end - start;
  }

  /**
   * Tells whether two spans share at least one unit.
   *
   * @param other the other span
   * @return whether they overlap
   */
  public boolean overlaps(CharSpan other) {
    return start < other.end && other.start < end;
  }

  /**
   * Tells whether another span lies within this one.
   *
   * @param other the other span
   * @return whether this span contains it
   */
  public boolean contains(CharSpan other) {
    return start <= other.start && other.end <= end;
  }

  /** Orders by start, then by end. */
  @Override
  public int compareTo(CharSpan other) {
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
