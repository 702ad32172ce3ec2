package io.nerine.rules;

/**
 * A text that ends a regular expression's search when its time is over: the matcher can do nothing
 * without asking for characters. Not thread-safe.
 */
final class TimedText implements CharSequence {

  private static final int CALLS_BETWEEN_LOOKS = 1 << 10;

  private final CharSequence text;
  private final Clock clock;

  /** The time that one search has, shared by the parts of its text. */
  private static final class Clock {

    private final long deadline;
    private int calls;

    Clock(long deadline) {
      this.deadline = deadline;
    }
  }

  /** Signals that the time is over; without a stack trace, since it is no fault. */
  static final class TimeOverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TimeOverException() {
      super("time over", null, false, false);
    }
  }

  /**
   * Creates a text.
   *
   * @param deadline the end of its time, as {@link System#nanoTime()} counts
   */
  TimedText(CharSequence text, long deadline) {
    this(text, new Clock(deadline));
  }

  private TimedText(CharSequence text, Clock clock) {
    this.text = text;
    this.clock = clock;
  }

  @Override
  public char charAt(int index) {
    if (++clock.calls >= CALLS_BETWEEN_LOOKS) {
      clock.calls = 0;
      if (System.nanoTime() - clock.deadline > 0) {
        throw new TimeOverException();
      }
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new TimedText(text.subSequence(start, end), clock);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
