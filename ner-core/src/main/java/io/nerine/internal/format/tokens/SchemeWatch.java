package io.nerine.internal.format.tokens;

import io.nerine.format.FormatLog;
import io.nerine.format.FormatProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the scheme of a file by its tags, and reports those that break it. How a tag is read
 * does not depend on the scheme; see {@link TagDecoder}.
 *
 * <p>IOB1 and IOB2 have the same prefixes and differ in which tags are legal: {@code I-} may begin
 * an entity in the one, {@code B-} must in the other. Both kinds of beginnings are kept until all
 * tags are known, and those of the minority are the faults. Any other prefix decides at once.
 */
final class SchemeWatch {

  private final String file;
  private final FormatLog log;
  private final @Nullable TagScheme given;
  private final Deferred begunInside = new Deferred();
  private final Deferred begunAnew = new Deferred();
  private @Nullable TagScheme marking;

  SchemeWatch(String file, FormatLog log, @Nullable TagScheme given) {
    this.file = file;
    this.log = log;
    this.given = given;
    this.marking = given != null && given.marksEnds() ? given : null;
  }

  /** Takes note of a prefix, before what it does is reported. */
  void sees(Tag tag, Supplier<String> place) {
    char letter = tag.letter();
    if (given != null) {
      if (!given.uses(letter)) {
        log.warning(
            file,
            place.get(),
            "tag '%s' has a prefix that the scheme %s does not use".formatted(tag.text(), given),
            "read for what the prefix usually means",
            "give the scheme of the file");
      }
      return;
    }
    TagScheme shown =
        switch (letter) {
          case 'M' -> TagScheme.BMES;
          case 'L', 'U' -> TagScheme.BILOU;
          case 'E', 'S', 'W' -> marking == null ? TagScheme.BIOES : marking;
          default -> marking;
        };
    if (marking == null && shown != null) {
      begunInside.report(log);
      begunInside.clear();
      begunAnew.clear();
    }
    marking = shown;
  }

  /** {@return whether a prefix can tell nothing new} */
  boolean knows(char letter) {
    if (given != null) {
      return given.uses(letter);
    }
    return letter == 'B' || letter == 'I' || (marking != null && marking.uses(letter));
  }

  /** An entity began with a prefix that means inside. */
  void beginsInside(Tag tag, Tag before, Supplier<String> place) {
    if (given == TagScheme.IO || (given == TagScheme.IOB1 && !tag.ends())) {
      return;
    }
    Supplier<FormatProblem> problem =
        () ->
            problem(
                place.get(),
                "tag '%s' follows '%s', so that its entity has no beginning"
                    .formatted(tag.text(), before.text()),
                "begin the entity with the prefix for that");
    if (given == null && marking == null) {
      begunInside.add(problem);
    } else {
      log.add(problem.get());
    }
  }

  /** An entity began with {@code B-} where {@code I-} would have begun it as well. */
  void beginsAnew(Tag tag, Tag before, Supplier<String> place) {
    Supplier<FormatProblem> problem =
        () ->
            problem(
                place.get(),
                "tag '%s' follows '%s', where IOB1 begins an entity with I-"
                    .formatted(tag.text(), before.text()),
                "give the scheme of the file");
    if (given == TagScheme.IOB1) {
      log.add(problem.get());
    } else if (given == null && marking == null) {
      begunAnew.add(problem);
    }
  }

  /** {@return whether an entity must have a tag that ends it} */
  boolean marksEnds() {
    return marking != null;
  }

  /** An entity ended without a prefix for that. */
  void notEnded(String last, String place) {
    log.warning(
        file,
        place,
        "tag '%s' is the last of its entity, but has no prefix for that".formatted(last),
        "read as its end",
        "end the entity with the prefix for that");
  }

  /** Reports what could not be judged before. */
  void finish() {
    if (given == null && marking == null && begunAnew.count > 0) {
      (begunInside.count > begunAnew.count ? begunAnew : begunInside).report(log);
    }
    begunInside.clear();
    begunAnew.clear();
  }

  private FormatProblem problem(String place, String found, String fix) {
    return new FormatProblem(
        FormatProblem.Severity.WARNING,
        file,
        place,
        found,
        "read as the beginning of an entity",
        fix);
  }

  /** Problems that may turn out to be none; the first are kept, all are counted. */
  private static final class Deferred {

    private final List<FormatProblem> first = new ArrayList<>();
    private long count;

    void add(Supplier<FormatProblem> problem) {
      count++;
      if (first.size() < FormatLog.MOST_LISTED) {
        first.add(problem.get());
      }
    }

    void report(FormatLog log) {
      first.forEach(log::add);
      if (count > first.size()) {
        FormatProblem last = first.get(first.size() - 1);
        log.warning(
            last.file(),
            "behind " + last.place(),
            "%d more tags like '%s'".formatted(count - first.size(), last.found()),
            last.action(),
            last.fix());
      }
    }

    void clear() {
      first.clear();
      count = 0;
    }
  }
}
