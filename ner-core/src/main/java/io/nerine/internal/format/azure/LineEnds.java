package io.nerine.internal.format.azure;

import io.nerine.document.EntitySpan;
import java.util.Optional;

/**
 * A text as it was when it was labelled, if its line ends were changed since, and the way back to
 * the text as it is. Immutable.
 */
final class LineEnds {

  private final String labelled;
  private final String change;

  /** The offset in the text as it is of each offset in the text as it was. */
  private final int[] offsets;

  private LineEnds(String labelled, String change, int[] offsets) {
    this.labelled = labelled;
    this.change = change;
    this.offsets = offsets;
  }

  /** The text with CR LF in place of LF; empty if it has a CR already, or no LF. */
  static Optional<LineEnds> lost(String text) {
    if (text.indexOf('\r') >= 0 || text.indexOf('\n') < 0) {
      return Optional.empty();
    }
    String labelled = text.replace("\n", "\r\n");
    int[] offsets = new int[labelled.length() + 1];
    int actual = 0;
    for (int i = 0; i < labelled.length(); i++) {
      offsets[i] = actual;
      actual += labelled.charAt(i) == '\r' ? 0 : 1;
    }
    offsets[labelled.length()] = actual;
    return Optional.of(new LineEnds(labelled, "from CR LF to LF", offsets));
  }

  /** The text with LF in place of CR LF; empty if it has none. */
  static Optional<LineEnds> gained(String text) {
    String labelled = text.replace("\r\n", "\n");
    if (labelled.length() == text.length()) {
      return Optional.empty();
    }
    int[] offsets = new int[labelled.length() + 1];
    int actual = 0;
    for (int i = 0; i < labelled.length(); i++) {
      offsets[i] = actual;
      actual += text.startsWith("\r\n", actual) ? 2 : 1;
    }
    offsets[labelled.length()] = actual;
    return Optional.of(new LineEnds(labelled, "from LF to CR LF", offsets));
  }

  /** The text as it was. */
  String labelled() {
    return labelled;
  }

  /** What was changed since, for messages. */
  String change() {
    return change;
  }

  /** A tag of the text as it was, in the text as it is; empty if nothing is left of it. */
  Optional<EntitySpan> moved(EntitySpan span) {
    int start = offsets[span.start()];
    int end = offsets[span.end()];
    return start == end
        ? Optional.empty()
        : Optional.of(new EntitySpan(start, end, span.type(), span.attributes()));
  }
}
