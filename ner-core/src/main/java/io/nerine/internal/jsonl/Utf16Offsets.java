package io.nerine.internal.jsonl;

import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.Mentions;
import io.nerine.text.CharSpan;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Offsets in UTF-16 units, which are taken as they are or refused. */
final class Utf16Offsets implements DocumentParser.Offsets {

  /** The attribute that tells the text of a span, if there is one. */
  static final String MENTION = "text";

  private final String text;
  private final DocumentParser.Problems problems;

  Utf16Offsets(String text, DocumentParser.Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  @Override
  public @Nullable EntitySpan span(
      String place, int start, int end, String type, Map<String, String> attributes) {
    if (!isInside(place, start, end, 1)) {
      return null;
    }
    String mention = attributes.get(MENTION);
    if (mention != null && !Mentions.same(mention, text, start, end)) {
      problems.add(
          "%s (%d..%d) covers '%s', but its 'text' is '%s'"
              .formatted(
                  place, start, end, Json.abbreviated(text, start, end), Json.abbreviated(mention)),
          "correct its offsets, which count UTF-16 units");
      return null;
    }
    return new EntitySpan(start, end, type, attributes);
  }

  @Override
  public @Nullable CharSpan region(String place, int start, int end) {
    return isInside(place, start, end, 0) ? new CharSpan(start, end) : null;
  }

  private boolean isInside(String place, int start, int end, int shortest) {
    if (start < 0 || end - shortest < start) {
      problems.add(
          "%s has start %d and end %d".formatted(place, start, end),
          "0 <= start %s end is needed, with the end exclusive"
              .formatted(shortest == 0 ? "<=" : "<"));
      return false;
    }
    if (end > text.length()) {
      problems.add(
          "%s (%d..%d) reaches outside the text of %d UTF-16 units"
              .formatted(place, start, end, text.length()),
          "offsets count UTF-16 units, not bytes or code points, with the end exclusive");
      return false;
    }
    return true;
  }
}
