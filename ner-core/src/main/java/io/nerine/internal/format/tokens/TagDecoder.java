package io.nerine.internal.format.tokens;

import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the tags of tokens into spans. Not thread-safe; one for each column of a file.
 *
 * <p>Tags are read as the scorer conlleval of CoNLL-2000 reads them: {@code B}, {@code S}, {@code
 * U} and {@code W} begin an entity; {@code I}, {@code M}, {@code E} and {@code L} go on with one of
 * their own type that is open, or else begin one; {@code E}, {@code L}, {@code S}, {@code U} and
 * {@code W} end it, as does anything else that follows. This reads each of the schemes as it is
 * meant, so a wrongly guessed scheme cannot change a span; it only decides which tags are reported
 * as illegal.
 */
public final class TagDecoder {

  /** Hostile files may have as many different tags as lines. */
  private static final int MOST_CACHED = 10_000;

  private final String file;
  private final FormatLog log;
  private final String bareType;
  private final SchemeWatch watch;
  private final Map<String, Tag> cache = new HashMap<>();
  private @Nullable TagNotation notation;
  private boolean bareReported;

  private @Nullable String open;
  private int start;
  private int end;
  private int last;
  private Tag before = Tag.OUTSIDE;

  /**
   * Creates a decoder.
   *
   * @param file the file, for the report
   * @param log where problems go
   * @param notation how tags are spelled, or null to judge by the first that are not {@code O}
   * @param scheme the scheme, or null to judge by the tags; see {@link #finish()}
   * @param bareType the type of tags that name none
   */
  public TagDecoder(
      String file,
      FormatLog log,
      @Nullable TagNotation notation,
      @Nullable TagScheme scheme,
      String bareType) {
    this.file = file;
    this.log = log;
    this.notation = notation;
    this.bareType = bareType;
    this.watch = new SchemeWatch(file, log, scheme);
  }

  /**
   * Decodes the tags of one sentence; no entity reaches over its end.
   *
   * @param tags the tag of each token
   * @param starts the offset of the first unit of each token in the text
   * @param ends the offset behind the last unit of each token
   * @param places says where the tag of a token stands, for the report
   * @param spans takes the spans in order
   */
  public void decode(
      List<String> tags,
      int[] starts,
      int[] ends,
      IntFunction<String> places,
      Consumer<EntitySpan> spans) {
    before = Tag.OUTSIDE;
    for (int i = 0; i < tags.size(); i++) {
      Tag tag = tag(tags, i);
      if (tag.outside() && open == null) {
        before = tag;
        continue;
      }
      if (starts[i] < ends[i]) {
        step(tag, i, starts, ends, places, spans);
      } else if (!tag.outside()) {
        log.error(file, places.apply(i), "a tag on an empty token", "left out", "remove the token");
      }
    }
    close(places, spans);
  }

  /** Reports what only the whole file could tell: the tags that break its scheme. */
  public void finish() {
    watch.finish();
  }

  private Tag tag(List<String> tags, int index) {
    String text = tags.get(index);
    if (text.equals("O")) {
      return Tag.OUTSIDE;
    }
    Tag known = cache.get(text);
    if (known != null) {
      return known;
    }
    if (notation == null) {
      notation = TagNotation.of(tags).orElse(null);
    }
    Tag tag = Tag.parse(text, notation == null ? TagNotation.DASH : notation);
    if (cache.size() == MOST_CACHED) {
      cache.clear();
    }
    if (notation != null) {
      cache.put(text, tag);
    }
    return tag;
  }

  private void step(
      Tag tag,
      int index,
      int[] starts,
      int[] ends,
      IntFunction<String> places,
      Consumer<EntitySpan> spans) {
    if (tag.unknown()) {
      log.error(
          file,
          places.apply(index),
          "'%s' is no tag".formatted(Json.abbreviated(tag.text())),
          "read as O",
          "give tags such as O and B-PER, or name the column and the scheme");
    }
    if (notation == TagNotation.BRACKETS && tag.letter() == 'I' && open == null) {
      before = tag;
      return;
    }
    if (tag.outside() || tag.unknown()) {
      close(places, spans);
      before = tag;
      return;
    }
    String type = type(tag, index, places);
    boolean goesOn = !tag.begins() && type.equals(open);
    if (notation == TagNotation.DASH || notation == TagNotation.UNDERSCORE) {
      judge(tag, type, goesOn, index, places);
    }
    if (!goesOn) {
      close(places, spans);
      open = type;
      start = starts[index];
    }
    end = ends[index];
    last = index;
    before = tag;
    if (tag.ends()) {
      close(places, spans);
    }
  }

  private void judge(Tag tag, String type, boolean goesOn, int index, IntFunction<String> places) {
    Supplier<String> place = () -> places.apply(index);
    if (!watch.knows(tag.letter())) {
      watch.sees(tag, place);
    }
    if (goesOn) {
      return;
    }
    if (!tag.begins()) {
      watch.beginsInside(tag, before, place);
    } else if (tag.letter() == 'B' && !type.equals(open)) {
      watch.beginsAnew(tag, before, place);
    }
  }

  private String type(Tag tag, int index, IntFunction<String> places) {
    if (!tag.type().isEmpty()) {
      return tag.type();
    }
    if (notation == TagNotation.BRACKETS && open != null) {
      return open;
    }
    if (!bareReported) {
      bareReported = true;
      log.warning(
          file,
          places.apply(index),
          "tag '%s' names no type".formatted(tag.text()),
          "this and all others like it are read as type '%s'".formatted(bareType),
          "give the type as option 'type'");
    }
    return bareType;
  }

  private void close(IntFunction<String> places, Consumer<EntitySpan> spans) {
    if (open == null) {
      return;
    }
    if (watch.marksEnds() && !before.ends()) {
      watch.notEnded(before.text(), places.apply(last));
    }
    spans.accept(new EntitySpan(start, end, open));
    open = null;
  }
}
