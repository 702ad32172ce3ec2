package io.nerine.format;

import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.Mentions;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.OffsetMap;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the offsets that a file states for one text into spans, and verifies them against the
 * mentions that it states. Not thread-safe.
 *
 * <p>A mention fits if it equals the text at the offsets, white space of any kind being equal and
 * composed characters equal to decomposed ones. One that does not fit is an error. Lenient reading
 * repairs it where there is but one way: by another unit of offsets under which it fits, else by
 * the nearest place where the mention stands, if no other is as near. That is looked for up to
 * {@link #REACH} UTF-16 units away, so that the time for a span does not grow with the text. What
 * is repaired is reported as a warning.
 */
public final class SpanReader {

  /**
   * How far from the stated offset a mention is looked for, in UTF-16 units. What moves offsets
   * (line ends, marks, escapes, a cut head) moves them less; farther off is chance.
   */
  public static final int REACH = 10_000;

  /** Most are found this near, by less work. */
  private static final int NEAR = 200;

  private static final OffsetEncoding[] UNITS = OffsetEncoding.values();

  private final String file;
  private final String text;
  private final OffsetEncoding unit;
  private final boolean repairs;
  private final FormatLog log;
  private final Map<OffsetEncoding, OffsetMap> maps = new EnumMap<>(OffsetEncoding.class);

  /**
   * Creates a reader of the spans of one text.
   *
   * @param file the file, for the report
   * @param text the text
   * @param unit the unit of the offsets in the file
   * @param options how to read; strict reading repairs nothing
   * @param log where problems go
   */
  public SpanReader(
      String file, String text, OffsetEncoding unit, ReadOptions options, FormatLog log) {
    this.file = Objects.requireNonNull(file, "file");
    this.text = Objects.requireNonNull(text, "text");
    this.unit = Objects.requireNonNull(unit, "unit");
    this.repairs = !options.strict();
    this.log = Objects.requireNonNull(log, "log");
  }

  /**
   * Reads one span.
   *
   * @param place where the span stands in the file, for the report
   * @param start the offset of its first character, as the file counts
   * @param end the offset behind its last character, as the file counts
   * @param type the name of its entity type
   * @param mention its text as the file states it, or null if it does not
   * @param attributes what else is known of it
   * @return the span, or empty if it was left out and reported
   */
  public Optional<EntitySpan> read(
      String place,
      long start,
      long end,
      String type,
      @Nullable String mention,
      Map<String, String> attributes) {
    if (type.isBlank()) {
      return refused(place, span(start, end, type) + " has no type", "name its type");
    }
    if (start < 0 || end <= start) {
      return refused(
          place,
          span(start, end, type)
              + (end == start ? " is empty" : " is reversed or begins before the text"),
          "correct its offsets");
    }
    Place read = placeOf(start, end, unit);
    if (read != null && (mention == null || fits(read, mention))) {
      return Optional.of(new EntitySpan(read.start, read.end, type, attributes));
    }
    if (mention == null || mention.isEmpty()) {
      return refused(
          place, span(start, end, type) + outside(end), "correct its offsets or give their unit");
    }
    String found =
        span(start, end, type)
            + (read == null
                ? outside(end)
                : " covers '%s', not '%s'"
                    .formatted(shown(text, read.start, read.end), shown(mention)));
    return repaired(place, start, end, mention, found)
        .map(repaired -> new EntitySpan(repaired.start, repaired.end, type, attributes));
  }

  private static String span(long start, long end, String type) {
    return "span %d..%d '%s'".formatted(start, end, shown(type));
  }

  private record Place(int start, int end) {}

  private Optional<Place> repaired(
      String place, long start, long end, String mention, String found) {
    for (OffsetEncoding other : UNITS) {
      Place read = other == unit ? null : placeOf(start, end, other);
      if (read != null && fits(read, mention)) {
        String fix = "it fits if offsets count %s; say so when reading".formatted(named(other));
        return repair(place, found, read, fix);
      }
    }
    Place nearest = nearest(start, mention);
    if (nearest == null) {
      log.error(
          file,
          place,
          found,
          "left out",
          String.format(
              Locale.ROOT,
              "correct its offsets; the mention stands nowhere within %,d characters, or twice as"
                  + " near",
              REACH));
      return Optional.empty();
    }
    return repair(
        place,
        found,
        nearest,
        "the mention stands at %d..%d".formatted(nearest.start, nearest.end));
  }

  private Optional<Place> repair(String place, String found, Place repaired, String fix) {
    if (!repairs) {
      log.error(file, place, found, "left out", fix);
      return Optional.empty();
    }
    log.warning(
        file,
        place,
        found,
        "moved to UTF-16 offsets %d..%d".formatted(repaired.start, repaired.end),
        fix);
    return Optional.of(repaired);
  }

  /** The occurrence that begins nearest to an offset; null if there is none or two are as near. */
  private @Nullable Place nearest(long start, String mention) {
    int from = (int) Math.max(0, Math.min(start, text.length()));
    int found = Mentions.nearest(mention, text, from, NEAR);
    if (found < 0) {
      found = Mentions.nearest(mention, text, from, REACH);
    }
    return found < 0 ? null : new Place(found, found + mention.length());
  }

  private @Nullable Place placeOf(long start, long end, OffsetEncoding encoding) {
    if (start < 0 || end <= start) {
      return null;
    }
    if (encoding == OffsetEncoding.UTF16) {
      boolean whole = end <= text.length() && !splitsPair(start) && !splitsPair(end);
      return whole ? new Place((int) start, (int) end) : null;
    }
    OffsetMap map = maps.computeIfAbsent(encoding, other -> OffsetMap.of(text, other));
    if (end > map.length()) {
      return null;
    }
    try {
      return new Place(map.toUtf16((int) start), map.toUtf16((int) end));
    } catch (IllegalArgumentException e) {
      // Inside a character.
      return null;
    }
  }

  private boolean splitsPair(long offset) {
    return offset > 0
        && offset < text.length()
        && Character.isSurrogatePair(text.charAt((int) offset - 1), text.charAt((int) offset));
  }

  private boolean fits(Place place, String mention) {
    return Mentions.same(mention, text, place.start, place.end);
  }

  private Optional<EntitySpan> refused(String place, String found, String fix) {
    log.error(file, place, found, "left out", fix);
    return Optional.empty();
  }

  private String outside(long end) {
    OffsetMap map = maps.computeIfAbsent(unit, other -> OffsetMap.of(text, other));
    return end > map.length()
        ? " reaches outside the text of %d %s".formatted(map.length(), named(unit))
        : " begins or ends inside a character";
  }

  private static String named(OffsetEncoding unit) {
    return switch (unit) {
      case UTF16 -> "UTF-16 units";
      case CODE_POINT -> "code points";
      case GRAPHEME -> "graphemes";
      case UTF8 -> "UTF-8 bytes";
    };
  }

  private static String shown(String text) {
    return shown(text, 0, text.length());
  }

  private static String shown(String text, int start, int end) {
    return Json.abbreviated(text, start, end).replaceAll("\\p{Cntrl}", " ");
  }
}
