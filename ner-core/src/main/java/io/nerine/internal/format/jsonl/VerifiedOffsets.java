package io.nerine.internal.format.jsonl;

import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.format.SpanReader;
import io.nerine.internal.Mentions;
import io.nerine.internal.jsonl.DocumentParser;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Offsets in the unit that the options give, repaired where they allow that. */
final class VerifiedOffsets implements DocumentParser.Offsets {

  private static final String MENTION = "text";

  private final String file;
  private final String line;
  private final String text;
  private final OffsetEncoding unit;
  private final FormatLog log;
  private final SpanReader spans;

  VerifiedOffsets(String file, String line, String text, ReadOptions options, FormatLog log) {
    this.file = file;
    this.line = line;
    this.text = text;
    this.unit = options.offsets().orElse(OffsetEncoding.UTF16);
    this.log = log;
    this.spans = new SpanReader(file, text, unit, options, log);
  }

  @Override
  public @Nullable EntitySpan span(
      String place, int start, int end, String type, Map<String, String> attributes) {
    String mention = attributes.get(MENTION);
    boolean own = unit == OffsetEncoding.UTF16 && start >= 0 && start < end && end <= text.length();
    if (own && (mention == null || Mentions.same(mention, text, start, end))) {
      // Any offsets of a Java string, even those that cut a surrogate pair, which others refuse.
      return new EntitySpan(start, end, type, attributes);
    }
    return spans.read(line + ", " + place, start, end, type, mention, attributes).orElse(null);
  }

  @Override
  public @Nullable CharSpan region(String place, int start, int end) {
    OffsetMap map = OffsetMap.of(text, unit);
    try {
      if (start <= end) {
        return new CharSpan(map.toUtf16(start), map.toUtf16(end));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Outside the text or inside a character: reported with all other offsets that do not fit.
    }
    log.error(
        file,
        line + ", " + place,
        "%d..%d is no part of the text of %d units".formatted(start, end, map.length()),
        "left out",
        "correct its offsets or give their unit");
    return null;
  }
}
