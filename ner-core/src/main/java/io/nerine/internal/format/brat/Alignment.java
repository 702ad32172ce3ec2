package io.nerine.internal.format.brat;

import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the offsets of a file relate to its text. brat counts a byte order mark and both characters
 * of CR LF; brat under Python 3 and tools that read its files count CR LF as one, and some do not
 * see the mark. Which it was shows in the texts of the tags.
 */
final class Alignment {

  private static final int MOST_TRIED = 200;

  private final String text;
  private final OffsetEncoding unit;
  private @Nullable OffsetMap map;
  private final long mark;

  /** Where the line breaks are that count as one but are two, as the file counts. */
  private final int[] breaks;

  private Alignment(String text, OffsetEncoding unit, long mark, int[] breaks) {
    this.text = text;
    this.unit = unit;
    this.mark = mark;
    this.breaks = breaks;
  }

  /**
   * Finds the alignment under which most tags fit.
   *
   * @param text the text without byte order mark
   * @param marked whether it had one
   * @param unit what offsets count
   * @param tags the tags
   * @return the alignment; brat's own if others are no better
   */
  static Alignment of(String text, boolean marked, OffsetEncoding unit, List<BratTag> tags) {
    List<Alignment> choices = new ArrayList<>();
    long width = unit == OffsetEncoding.UTF8 ? 3 : 1;
    // In graphemes, CR LF is one anyway.
    boolean folds = text.contains("\r\n") && unit != OffsetEncoding.GRAPHEME;
    int[] breaks = folds ? breaks(text, unit) : new int[0];
    for (long mark : marked ? new long[] {width, 0} : new long[] {0}) {
      choices.add(new Alignment(text, unit, mark, new int[0]));
      if (folds) {
        choices.add(new Alignment(text, unit, mark, breaks));
      }
    }
    if (choices.size() == 1) {
      return choices.get(0);
    }
    List<BratTag> tried = tags.subList(0, Math.min(MOST_TRIED, tags.size()));
    Alignment best = choices.get(0);
    long most = -1;
    for (Alignment choice : choices) {
      long fitting = tried.stream().filter(choice::fits).count();
      if (fitting > most) {
        best = choice;
        most = fitting;
      }
    }
    return best;
  }

  private static int[] breaks(String text, OffsetEncoding unit) {
    OffsetMap map = OffsetMap.of(text, unit);
    int[] breaks = new int[16];
    int count = 0;
    for (int at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) {
      if (count == breaks.length) {
        breaks = Arrays.copyOf(breaks, 2 * count);
      }
      breaks[count] = map.fromUtf16(at) - count;
      count++;
    }
    return Arrays.copyOf(breaks, count);
  }

  /** {@return whether offsets are those of the text} */
  boolean plain() {
    return mark == 0 && breaks.length == 0;
  }

  /** {@return whether CR LF counts as one} */
  boolean folds() {
    return breaks.length > 0;
  }

  /**
   * Converts an offset of the file.
   *
   * @param stated the offset as the file counts
   * @return the offset in the text, in the same unit
   */
  long offset(long stated) {
    long offset = stated - mark;
    if (breaks.length == 0 || offset > Integer.MAX_VALUE) {
      return offset;
    }
    int found = Arrays.binarySearch(breaks, (int) offset);
    return offset + (found < 0 ? -found - 1 : found);
  }

  private boolean fits(BratTag tag) {
    return !covered(tag).isEmpty();
  }

  /**
   * Returns the text of each fragment of a tag whose mention fits.
   *
   * @param tag the tag
   * @return the texts; empty if the tag states no mention or it is another
   */
  List<String> covered(BratTag tag) {
    String stated = tag.mention();
    String mention = stated == null ? null : LineBreaks.asSpaces(stated, false);
    List<String> covered = new ArrayList<>(1);
    for (BratTag.Fragment fragment : tag.fragments()) {
      String part = mention == null ? null : covered(fragment);
      if (part == null) {
        return List.of();
      }
      covered.add(part);
    }
    String joined = String.join(" ", covered);
    boolean fits =
        begins(mention, LineBreaks.asSpaces(joined, false))
            || begins(mention, LineBreaks.asSpaces(joined, true))
            // As brat wrote it before version 1.3.
            || begins(mention, LineBreaks.asSpaces(String.join("", covered), false));
    return fits ? covered : List.of();
  }

  /** brat passes over what stands behind white space after the text of a tag. */
  private static boolean begins(@Nullable String mention, String covered) {
    return mention != null
        && mention.startsWith(covered)
        && (mention.length() == covered.length()
            || Character.isWhitespace(mention.charAt(covered.length())));
  }

  private @Nullable String covered(BratTag.Fragment fragment) {
    long start = offset(fragment.start());
    long end = offset(fragment.end());
    OffsetMap map = this.map == null ? OffsetMap.of(text, unit) : this.map;
    this.map = map;
    if (start < 0 || end < start || end > map.length()) {
      return null;
    }
    try {
      return text.substring(map.toUtf16((int) start), map.toUtf16((int) end));
    } catch (IllegalArgumentException e) {
      // Inside a character.
      return null;
    }
  }
}
