package io.nerine.internal.format.pubtator;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.TextTarget;
import io.nerine.internal.format.files.UniqueNames;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Writes a file. For one use. */
final class PubtatorWriter {

  private final Path target;
  private final OffsetEncoding unit;
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private final UniqueNames ids = new UniqueNames(false);

  PubtatorWriter(Path target, OffsetEncoding unit, Set<FormatCapability> held) {
    this.target = target;
    this.unit = unit;
    // Of attributes some are written, so that those that are not are counted here.
    Set<FormatCapability> uncounted = EnumSet.copyOf(held);
    uncounted.add(FormatCapability.SPAN_ATTRIBUTES);
    this.losses = new Losses(uncounted, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    TextTarget.write(
        target,
        out -> {
          for (AnnotatedDocument document : documents) {
            losses.count(document);
            write(out, document);
          }
        });
    losses.report();
    return log.report();
  }

  private void write(Writer out, AnnotatedDocument document) throws IOException {
    String id = id(document);
    String lines = inTwoLines(document.text());
    WrittenText text = new WrittenText(lines, unit);
    if (text.changed()) {
      losses.warning(
          document, "an unpaired surrogate, which UTF-8 cannot hold", "written as U+FFFD", "");
    }
    if (!lines.equals(document.text())) {
      losses.warning(
          document,
          "line breaks beyond the one between title and abstract",
          "written as spaces",
          "");
    }
    int title = lines.indexOf('\n');
    out.write(id + "|t|" + (title < 0 ? text.text() : text.text().substring(0, title)) + "\n");
    out.write(id + "|a|" + (title < 0 ? "" : text.text().substring(title + 1)) + "\n");
    AnnotatedDocument.Builder written = AnnotatedDocument.builder(id, document.text());
    for (EntitySpan span : document.spans()) {
      if (text.holds(span)) {
        out.write(line(id, span, text, document));
        written.span(span);
      } else {
        losses.warning(document, "a tag that begins or ends inside a character", "left out", "");
      }
    }
    out.write("\n");
    log.count(written.build());
  }

  /** Keeps the first line break, unless nothing follows it, and every offset. */
  private static String inTwoLines(String text) {
    int title = text.indexOf('\n');
    StringBuilder lines = new StringBuilder(text.replace('\n', ' ').replace('\r', ' '));
    if (title >= 0 && title < text.length() - 1) {
      lines.setCharAt(title, '\n');
    }
    return lines.toString();
  }

  private String line(String id, EntitySpan span, WrittenText text, AnnotatedDocument document) {
    String concept = span.attributes().getOrDefault(PubtatorSource.CONCEPT, PubtatorSource.NONE);
    String parts = span.attributes().getOrDefault(PubtatorSource.PARTS, "");
    for (String key : span.attributes().keySet()) {
      if (!key.equals(PubtatorSource.CONCEPT) && !key.equals(PubtatorSource.PARTS)) {
        losses.warning(
            document, "attributes of tags, which the format cannot hold", "left out", "");
      }
    }
    String line =
        String.join(
            "\t",
            id,
            Integer.toString(text.offset(span.start())),
            Integer.toString(text.offset(span.end())),
            column(text.text().substring(span.start(), span.end())),
            named(span.type(), "type", document),
            named(concept, PubtatorSource.CONCEPT, document));
    return parts.isEmpty()
        ? line + "\n"
        : line + "\t" + named(parts, PubtatorSource.PARTS, document) + "\n";
  }

  private String named(String value, String what, AnnotatedDocument document) {
    String column = column(WrittenText.encodable(value));
    if (!column.equals(value)) {
      losses.warning(
          document,
          "a '%s' that a column cannot hold".formatted(what),
          "written with spaces and U+FFFD in it",
          "rename it");
    }
    return column;
  }

  private static String column(String text) {
    return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
  }

  private String id(AnnotatedDocument document) {
    String id = column(WrittenText.encodable(document.id())).replace('|', ' ');
    // A mark at the very beginning would be taken for one of the file.
    id = id.isBlank() || id.startsWith("\uFEFF") ? "_" + id : id;
    String unique = ids.next(id);
    if (!unique.equals(document.id())) {
      losses.warning(
          document, "an id that the format cannot hold", "written otherwise", "rename it");
    }
    return unique;
  }
}
