package io.nerine.internal.format.webanno;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.internal.format.tokens.LineCuts;
import io.nerine.internal.format.tokens.TokenRule;
import io.nerine.internal.format.tokens.TrimmedSpans;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes documents as INCEpTION imports them. A sentence is a line of the text, or several where a
 * tag reaches over their ends; what is before its first token belongs to the sentence before. Not
 * thread-safe.
 */
final class WebannoWriter {

  /**
   * A line before the first sentence that states what is before that, where it is not spaces, which
   * a reader puts there anyway. INCEpTION passes over lines that it does not know.
   */
  static final String BEFORE = "#Nerine.Before=";

  private final String layer;
  private final String feature;
  private final boolean identifiers;
  private final OffsetEncoding unit;
  private final FormatLog log;
  private final Losses losses;
  private final StringBuilder out = new StringBuilder();

  WebannoWriter(String layer, String feature, OffsetEncoding unit, FormatLog log, Losses losses) {
    this.layer = layer;
    this.feature = feature;
    this.identifiers = layer.equals(WebannoHeader.NAMED_ENTITY);
    this.unit = unit;
    this.log = log;
    this.losses = losses;
  }

  /**
   * Writes a document.
   *
   * @param document the document
   * @return the content of its file
   */
  String write(AnnotatedDocument document) {
    losses.count(withoutIdentifiers(document));
    WrittenText text = new WrittenText(document.text(), unit);
    if (text.changed()) {
      losses.warning(
          document, "an unpaired surrogate, which UTF-8 cannot hold", "written as U+FFFD", "");
    }
    List<EntitySpan> spans = new ArrayList<>();
    for (EntitySpan span : TrimmedSpans.of(document, losses)) {
      if (text.holds(span)) {
        spans.add(writable(document, span));
      } else {
        losses.warning(document, "a tag that begins or ends inside a character", "left out", "");
      }
    }
    out.setLength(0);
    out.append(WebannoHeader.FORMAT).append("3.3\n");
    out.append(WebannoHeader.SPANS).append(layer);
    out.append(identifiers ? "|" + WebannoHeader.IDENTIFIER : "").append('|').append(feature);
    out.append("\n\n");
    int[] tokens = TokenRule.WORDS.cut(text.text());
    new Rows(text, tokens, WebannoUnits.of(tokens, spans)).write(spans);
    log.count(document.toBuilder().clearSpans().spans(spans).build());
    return out.toString();
  }

  private AnnotatedDocument withoutIdentifiers(AnnotatedDocument document) {
    if (!identifiers) {
      return document;
    }
    AnnotatedDocument.Builder rest = document.toBuilder().clearSpans();
    for (EntitySpan span : document.spans()) {
      Map<String, String> attributes = new HashMap<>(span.attributes());
      attributes.remove(WebannoHeader.IDENTIFIER);
      rest.span(new EntitySpan(span.start(), span.end(), span.type(), attributes));
    }
    return rest.build();
  }

  /** A carriage return ends a line, and the format has no escape for it in a value. */
  private EntitySpan writable(AnnotatedDocument document, EntitySpan span) {
    String type = WrittenText.encodable(span.type()).replace('\r', ' ');
    String identifier = span.attributes().getOrDefault(WebannoHeader.IDENTIFIER, "");
    String held = WrittenText.encodable(identifier).replace('\r', ' ');
    if (!type.equals(span.type()) || !held.equals(identifier)) {
      losses.warning(
          document, "a name with a character that a row cannot hold", "replaced", "rename it");
    }
    boolean kept = identifiers && !held.isEmpty();
    Map<String, String> attributes = kept ? Map.of(WebannoHeader.IDENTIFIER, held) : Map.of();
    return new EntitySpan(span.start(), span.end(), type, attributes);
  }

  /** The sentences and rows of one document. */
  private final class Rows {

    private final WrittenText text;
    private final int[] tokens;
    private final WebannoUnits units;

    Rows(WrittenText text, int[] tokens, WebannoUnits units) {
      this.text = text;
      this.tokens = tokens;
      this.units = units;
    }

    void write(List<EntitySpan> spans) {
      String all = text.text();
      int start = tokens.length == 0 ? all.length() : tokens[0];
      String before = all.substring(0, start);
      boolean filled = tokens.length > 0 && before.equals(" ".repeat(start));
      if (!filled && !before.isEmpty()) {
        out.append(BEFORE).append(WebannoEscapes.text(before)).append('\n');
      }
      int token = 0;
      int number = 0;
      for (int cut : LineCuts.of(all, spans)) {
        int first = token;
        while (token < tokens.length && tokens[token] < cut) {
          token += 2;
        }
        if (token > first) {
          int end = token < tokens.length ? tokens[token] : all.length();
          sentence(++number, first, token, end);
        }
      }
    }

    /** Line feeds part sentences, so the last one before the next sentence is not in the text. */
    private void sentence(int number, int first, int last, int next) {
      String all = text.text();
      boolean feed = last < tokens.length && all.charAt(next - 1) == '\n';
      String covered = all.substring(tokens[first], feed ? next - 1 : next);
      out.append('\n');
      for (String line : covered.split("\n", -1)) {
        out.append("#Text=").append(WebannoEscapes.text(line)).append('\n');
      }
      for (int i = first; i < last; i += 2) {
        String id = number + "-" + ((i - first) / 2 + 1);
        row(id, tokens[i], tokens[i + 1], units.onToken(i / 2));
        int part = 0;
        for (Map.Entry<CharSpan, List<WebannoUnits.Mark>> unit : units.inToken(i / 2).entrySet()) {
          CharSpan span = unit.getKey();
          row(id + "." + ++part, span.start(), span.end(), unit.getValue());
        }
      }
    }

    private void row(String id, int start, int end, List<WebannoUnits.Mark> marks) {
      out.append(id).append('\t');
      out.append(text.offset(start)).append('-').append(text.offset(end)).append('\t');
      out.append(text.text(), start, end).append('\t');
      if (identifiers) {
        column(marks, true);
      }
      column(marks, false);
      out.append('\n');
    }

    private void column(List<WebannoUnits.Mark> marks, boolean identifier) {
      if (marks.isEmpty()) {
        out.append('_');
      }
      for (int i = 0; i < marks.size(); i++) {
        WebannoUnits.Mark mark = marks.get(i);
        String value =
            identifier
                ? mark.span().attributes().getOrDefault(WebannoHeader.IDENTIFIER, "")
                : mark.span().type();
        out.append(i == 0 ? "" : "|");
        out.append(value.isEmpty() ? "*" : WebannoEscapes.value(value));
        int number = units.number(mark, marks.size());
        if (number > 0) {
          out.append('[').append(number).append(']');
        }
      }
      out.append('\t');
    }
  }
}
