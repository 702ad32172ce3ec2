package io.nerine.internal.format.webanno;

import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;

/**
 * Puts the text of a document together. The file states sentences, and where they stand by the
 * offsets of their tokens; what is between them is not in the file. As INCEpTION does, a line feed
 * and as many spaces as are missing are put there. Not thread-safe.
 */
final class WebannoText {

  /** Offsets beyond are no gap but a mistake. */
  private static final int MOST_FILLED = 1 << 20;

  private final OffsetEncoding unit;
  private final StringBuilder text = new StringBuilder();

  /** The offset behind the text so far, as the file counts. */
  private long end;

  /** The same if a line feed is added. */
  private long endOfLine;

  WebannoText(OffsetEncoding unit) {
    this.unit = unit;
  }

  /** How a sentence was put in. */
  enum Fit {
    /** Where its offsets say, a line feed or nothing before it. */
    EXACT,
    /** Where its offsets say, behind more than a line feed. */
    FILLED,
    /** Not where its offsets say, which reach back into the sentence before or far ahead. */
    MOVED
  }

  /**
   * Adds a sentence.
   *
   * @param sentence its text
   * @param start the offset where it begins, as the file counts
   * @param before what the file states to be before it; empty if it does not
   * @return how it fits
   */
  Fit add(String sentence, long start, String before) {
    Fit fit = Fit.EXACT;
    boolean first = text.isEmpty();
    long next = next();
    if (!before.isEmpty() && first && start == length(before)) {
      text.append(before);
    } else if (start == next) {
      text.append(first ? "" : "\n");
    } else if (start > next && start - next <= MOST_FILLED) {
      text.append(first ? "" : "\n").append(" ".repeat((int) (start - next)));
      fit = Fit.FILLED;
    } else if (start != end || first) {
      text.append(first ? "" : "\n");
      fit = Fit.MOVED;
    }
    text.append(sentence);
    end = start + length(sentence);
    endOfLine = unit == OffsetEncoding.GRAPHEME ? start + length(sentence + "\n") : end + 1;
    return fit;
  }

  /** {@return where a sentence begins whose place is not stated, as the file counts} */
  long next() {
    return text.isEmpty() ? 0 : endOfLine;
  }

  /**
   * Returns the length of a text.
   *
   * @param text the text
   * @return its length as the file counts
   */
  long length(String text) {
    return unit == OffsetEncoding.UTF16 ? text.length() : OffsetMap.of(text, unit).length();
  }

  /** {@return the number of UTF-16 units so far} */
  int units() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
