package io.nerine.internal.format.brat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.TextFiles;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads documents from their files. */
final class BratDocuments {

  private static final String LEFT_OUT = "left out";

  private final Map<String, String> types;
  private final Discontinuity discontinuity;
  private final ReadOptions options;
  private final OffsetEncoding unit;
  private final FormatLog log;

  /**
   * Creates a reader.
   *
   * @param types types by the names that stand for them, see {@link BratConfiguration}
   * @param discontinuity what becomes of tags in several fragments
   * @param options how to read
   * @param log takes what is wrong
   */
  BratDocuments(
      Map<String, String> types, Discontinuity discontinuity, ReadOptions options, FormatLog log) {
    this.types = types;
    this.discontinuity = discontinuity;
    this.options = options;
    this.unit = options.offsets().orElse(OffsetEncoding.CODE_POINT);
    this.log = log;
  }

  /**
   * Reads a document.
   *
   * @param textFile its text
   * @param tagFiles its tags
   * @param id its id
   * @return the document, or null if its text cannot be read
   */
  @Nullable AnnotatedDocument read(Path textFile, List<Path> tagFiles, String id) {
    String text = TextFiles.read(textFile, log);
    if (text == null) {
      return null;
    }
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(id, text);
    if (tagFiles.isEmpty()) {
      log.warning(
          textFile.toString(),
          "",
          "a text without an .ann file",
          "read as a document without tags",
          "delete it if it is not annotated yet, or put an empty .ann file beside it");
      return document.build();
    }
    BratLines lines = new BratLines(log);
    for (Path file : tagFiles) {
      String content = TextFiles.read(file, log);
      if (content != null) {
        lines.add(file.toString(), content);
      }
    }
    new Spans(tagFiles.get(0).toString(), text, alignment(textFile, text, lines.tags()))
        .read(lines)
        .forEach(document::span);
    return document.build();
  }

  private Alignment alignment(Path textFile, String text, List<BratTag> tags) {
    boolean marked = !tags.isEmpty() && TextFiles.hasMark(textFile);
    Alignment alignment = Alignment.of(text, marked, unit, tags);
    if (alignment.folds()) {
      log.info(textFile.toString(), "", "offsets count CR LF as one character", "read as such");
    }
    return alignment;
  }

  /** The tags of one document. */
  private final class Spans {

    private final String file;
    private final String text;
    private final Alignment alignment;
    private final SpanReader reader;
    private final List<EntitySpan> spans = new ArrayList<>();

    Spans(String file, String text, Alignment alignment) {
      this.file = file;
      this.text = text;
      this.alignment = alignment;
      this.reader = new SpanReader(file, text, unit, options, log);
    }

    List<EntitySpan> read(BratLines lines) {
      for (BratTag tag : lines.tags()) {
        String type = types.getOrDefault(tag.type(), tag.type());
        Map<String, String> attributes = lines.attributes(tag.id());
        if (tag.fragments().size() == 1) {
          List<String> covered = isSimple(tag.mention()) ? List.of() : alignment.covered(tag);
          String mention = covered.isEmpty() ? tag.mention() : covered.get(0);
          fragment(tag, 0, type, mention, attributes).ifPresent(spans::add);
        } else {
          discontinuous(tag, type, attributes);
        }
      }
      return spans;
    }

    /** Whether a mention has nothing that only brat's own comparison takes. */
    private boolean isSimple(@Nullable String mention) {
      // Of CR LF a reader of spans makes one space, brat two.
      return alignment.plain()
          && text.indexOf('\r') < 0
          && text.indexOf('\u0085') < 0
          && (mention == null
              || (mention.indexOf('\t') < 0
                  && !Character.isWhitespace(mention.charAt(mention.length() - 1))));
    }

    private Optional<EntitySpan> fragment(
        BratTag tag, int number, String type, @Nullable String mention, Map<String, String> attrs) {
      BratTag.Fragment fragment = tag.fragments().get(number);
      return reader.read(
          tag.place(),
          alignment.offset(fragment.start()),
          alignment.offset(fragment.end()),
          type,
          mention,
          attrs);
    }

    private void discontinuous(BratTag tag, String type, Map<String, String> attributes) {
      List<@Nullable String> mentions = mentions(tag);
      List<EntitySpan> parts = new ArrayList<>();
      for (int i = 0; i < tag.fragments().size(); i++) {
        Optional<EntitySpan> part = fragment(tag, i, type, mentions.get(i), attributes);
        if (part.isEmpty()) {
          // The reader of spans has said what is wrong with it.
          return;
        }
        parts.add(part.get());
      }
      for (int i = 1; i < parts.size(); i++) {
        if (parts.get(i).start() < parts.get(i - 1).end()) {
          String found = "fragments that overlap after they were moved";
          log.error(file, tag.place(), found, LEFT_OUT, "correct its offsets");
          return;
        }
      }
      add(tag, parts);
    }

    /** The text of each fragment, as far as the line tells. */
    private List<@Nullable String> mentions(BratTag tag) {
      List<String> covered = alignment.covered(tag);
      if (!covered.isEmpty()) {
        return new ArrayList<>(covered);
      }
      String mention = tag.mention();
      List<@Nullable String> mentions = new ArrayList<>();
      int at = 0;
      for (BratTag.Fragment fragment : tag.fragments()) {
        int units = mention == null ? -1 : units(mention, at, fragment.end() - fragment.start());
        if (mention == null || units < 0) {
          // The whole fits no part, so that the tag is refused with it.
          return Collections.nCopies(tag.fragments().size(), mention);
        }
        mentions.add(mention.substring(at, at + units));
        at = Math.min(at + units + 1, mention.length());
      }
      return mentions;
    }

    /** How many UTF-16 units so many characters take; negative if there are not as many. */
    private int units(String mention, int from, long count) {
      boolean points = unit == OffsetEncoding.CODE_POINT;
      if (!points && unit != OffsetEncoding.UTF16) {
        return -1;
      }
      int at = from;
      for (long left = count; left > 0; left--) {
        if (at >= mention.length()) {
          return -1;
        }
        at += points ? Character.charCount(mention.codePointAt(at)) : 1;
      }
      return at - from;
    }

    private void add(BratTag tag, List<EntitySpan> parts) {
      EntitySpan first = parts.get(0);
      int end = parts.get(parts.size() - 1).end();
      if (!hasTextBetween(parts)) {
        spans.add(new EntitySpan(first.start(), end, first.type(), first.attributes()));
        return;
      }
      String fragments =
          parts.stream()
              .map(part -> part.start() + "-" + part.end())
              .collect(Collectors.joining(";"));
      switch (discontinuity) {
        case COVER -> {
          Map<String, String> attributes = new HashMap<>(first.attributes());
          attributes.put(Discontinuity.FRAGMENTS, fragments);
          spans.add(new EntitySpan(first.start(), end, first.type(), attributes));
          report(tag, first, end, "tagged from the first fragment to the last");
        }
        case PARTS -> {
          spans.addAll(parts);
          report(tag, first, end, "tagged as %d tags".formatted(parts.size()));
        }
        case DROP -> report(tag, first, end, LEFT_OUT);
      }
    }

    private boolean hasTextBetween(List<EntitySpan> parts) {
      for (int i = 1; i < parts.size(); i++) {
        if (!LineBreaks.areAllBetween(text, parts.get(i - 1).end(), parts.get(i).start())) {
          return true;
        }
      }
      return false;
    }

    private void report(BratTag tag, EntitySpan first, int end, String action) {
      String covered = LineBreaks.asSpaces(text.substring(first.start(), end), true);
      log.warning(
          file,
          tag.place(),
          "a tag in %d fragments within '%s'"
              .formatted(tag.fragments().size(), Json.abbreviated(covered)),
          action,
          "choose otherwise by the option '%s'".formatted(Discontinuity.OPTION));
    }
  }
}
