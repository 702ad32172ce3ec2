package io.nerine.internal.format.inline;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.internal.format.files.JsonAttributes;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.TextTarget;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes a file with a document a line. For one use. */
final class InlineWriter {

  /** The name of a tag whose type is no name that a tag can have. */
  private static final String ENTITY = "ENTITY";

  /** A document without any character would be a blank line. */
  private static final String NOTHING = "<!---->";

  private final Path target;
  private final FormatLog log = new FormatLog();
  private final Losses losses;

  InlineWriter(Path target, Set<FormatCapability> held) {
    this.target = target;
    this.losses = new Losses(held, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    TextTarget.write(
        target,
        out -> {
          for (AnnotatedDocument document : documents) {
            losses.count(document);
            out.write(line(document));
            out.write('\n');
          }
        });
    losses.report();
    return log.report();
  }

  private String line(AnnotatedDocument document) {
    String text = document.text();
    List<EntitySpan> spans = withoutCrossing(document);
    log.count(AnnotatedDocument.builder(document.id(), text).spans(spans).build());
    StringBuilder line = new StringBuilder(text.length() + 40 * spans.size());
    Deque<EntitySpan> open = new ArrayDeque<>();
    int at = 0;
    for (EntitySpan span : spans) {
      at = closeUpTo(span.start(), open, line, text, at);
      References.encode(line, text.substring(at, span.start()));
      at = span.start();
      line.append(opening(span, document));
      open.push(span);
    }
    at = closeUpTo(text.length(), open, line, text, at);
    References.encode(line, text.substring(at));
    return guarded(line, text);
  }

  private static int closeUpTo(
      int limit, Deque<EntitySpan> open, StringBuilder line, String text, int from) {
    int at = from;
    while (!open.isEmpty() && open.peek().end() <= limit) {
      EntitySpan span = open.pop();
      References.encode(line, text.substring(at, span.end()));
      at = span.end();
      line.append("</").append(name(span.type())).append('>');
    }
    return at;
  }

  /** What would be taken for a blank line or for a mark of the file must be written otherwise. */
  private static String guarded(StringBuilder line, String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    char first = line.charAt(0);
    if (first == text.charAt(0) && (text.isBlank() || first == '\uFEFF')) {
      StringBuilder guarded = new StringBuilder();
      References.number(guarded, first);
      return guarded.append(line, 1, line.length()).toString();
    }
    return line.toString();
  }

  /** Markup nests. Of tags that cross, the one that begins first stays. */
  private List<EntitySpan> withoutCrossing(AnnotatedDocument document) {
    List<EntitySpan> sorted = new ArrayList<>(document.spans());
    sorted.sort(
        Comparator.comparingInt(EntitySpan::start)
            .thenComparing(Comparator.comparingInt(EntitySpan::end).reversed()));
    List<EntitySpan> nested = new ArrayList<>();
    Deque<EntitySpan> open = new ArrayDeque<>();
    for (EntitySpan span : sorted) {
      while (!open.isEmpty() && open.peek().end() <= span.start()) {
        open.pop();
      }
      if (open.isEmpty() || span.end() <= open.peek().end()) {
        nested.add(span);
        open.push(span);
      } else {
        losses.warning(document, "a tag that crosses another, which markup cannot", "left out", "");
      }
    }
    return nested;
  }

  private static String name(String type) {
    boolean plain = Markup.isName(type) && !InlineOptions.isStructure(type) && !type.equals(ENTITY);
    return plain ? type : ENTITY;
  }

  private String opening(EntitySpan span, AnnotatedDocument document) {
    String name = name(span.type());
    StringBuilder tag = new StringBuilder("<").append(name);
    if (!name.equals(span.type()) || name.equals(ENTITY)) {
      attribute(tag, "type", span.type());
    }
    Map<String, String> others = new TreeMap<>();
    new TreeMap<>(span.attributes())
        .forEach(
            (key, value) -> {
              if (Markup.isName(key)
                  && !InlineText.isType(key)
                  && !key.equals(InlineText.ATTRIBUTES)) {
                attribute(tag, key, value);
              } else {
                JsonAttributes.put(others, key, value, document, losses);
              }
            });
    if (!others.isEmpty()) {
      attribute(tag, InlineText.ATTRIBUTES, JsonAttributes.write(others));
    }
    return tag.append('>').toString();
  }

  private static void attribute(StringBuilder tag, String name, String value) {
    tag.append(' ').append(name).append("=\"");
    References.encode(tag, value);
    tag.append('"');
  }
}
