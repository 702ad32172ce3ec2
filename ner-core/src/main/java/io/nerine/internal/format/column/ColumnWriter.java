package io.nerine.internal.format.column;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatLog;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.LineCuts;
import io.nerine.internal.format.tokens.RebuiltTexts;
import io.nerine.internal.format.tokens.SpanLayers;
import io.nerine.internal.format.tokens.TagEncoder;
import io.nerine.internal.format.tokens.TokenRule;
import io.nerine.internal.format.tokens.TokenSpan;
import io.nerine.internal.format.tokens.TokenText;
import io.nerine.internal.format.tokens.TokenisedDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes documents as columns. A sentence is a line of the text, or several where a tag reaches
 * over their ends. Not thread-safe.
 */
final class ColumnWriter {

  private final OutputStream out;
  private final ColumnStyle style;
  private final FormatLog log;
  private final Losses losses;
  private final RebuiltTexts rebuilt;
  private final StringBuilder rows = new StringBuilder();
  private boolean begun;

  ColumnWriter(OutputStream out, ColumnStyle style, FormatLog log, Losses losses) {
    this.out = out;
    this.style = style;
    this.log = log;
    this.losses = losses;
    this.rebuilt = new RebuiltTexts(losses, "write with comments");
  }

  /** Writes what stands before the first document. */
  void begin() throws IOException {
    if (!style.comments()) {
      return;
    }
    rows.append("# ").append(Comment.COLUMNS).append(" = FORM");
    if (!style.filler().isEmpty()) {
      rows.append(" XPOS NERINE:CHUNK");
    }
    for (int i = 1; i <= style.layers(); i++) {
      rows.append(" NERINE:NER").append(i == 1 ? "" : String.valueOf(i));
    }
    rows.append('\n');
    flush();
  }

  /** Reports what only the whole file can tell. */
  void end() {
    rebuilt.report();
  }

  private void flush() throws IOException {
    if (!begun && !rows.isEmpty()) {
      begun = true;
      out.write(WrittenText.mark(rows).getBytes(StandardCharsets.UTF_8));
    }
    out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    rows.setLength(0);
  }

  void write(AnnotatedDocument document) throws IOException {
    // A token like the mark of a document would be read as one.
    boolean safe = style.rule() != TokenRule.SPACES || !document.text().contains("-DOCSTART");
    TokenisedDocument tokens =
        TokenisedDocument.of(document, safe ? style.rule() : TokenRule.WORDS, losses);
    List<List<TokenSpan>> layers = SpanLayers.of(tokens, style.layers(), losses);
    List<String[]> tags = new ArrayList<>(layers.size());
    for (List<TokenSpan> layer : layers) {
      tags.add(TagEncoder.tags(style.scheme(), tokens, layer, losses));
    }
    List<TokenSpan> kept = layers.stream().flatMap(List::stream).toList();
    head(document);
    sentences(
        tokens, tags, LineCuts.of(document.text(), kept.stream().map(TokenSpan::span).toList()));
    flush();
    losses.count(document);
    log.count(TokenisedDocument.holding(document, kept));
  }

  private void head(AnnotatedDocument document) {
    switch (style.documents()) {
      case NEWDOC -> rows.append(Comment.line(Comment.DOCUMENT_ID, document.id())).append('\n');
      case DOCSTART -> {
        rows.append("-DOCSTART-").append(style.separator());
        if (!style.filler().isEmpty()) {
          rows.append(style.filler()).append(style.separator());
        }
        rows.append("O").append((style.separator() + "O").repeat(style.layers() - 1));
        rows.append("\n\n");
      }
      case NONE -> {
        // Each sentence will be read as a document.
      }
    }
    if (style.comments()) {
      document
          .language()
          .ifPresent(
              language -> rows.append(Comment.line(Comment.LANGUAGE, language)).append('\n'));
      document
          .part()
          .ifPresent(
              part ->
                  rows.append(Comment.line(Comment.PART, part.name().toLowerCase(Locale.ROOT)))
                      .append('\n'));
    }
  }

  private void sentences(TokenisedDocument tokens, List<String[]> tags, List<Integer> cuts) {
    String text = tokens.document().text();
    TokenText joined = new TokenText(Join.SPACE);
    List<String> forms = new ArrayList<>();
    int start = 0;
    int token = 0;
    int sentences = 0;
    for (int cut : cuts) {
      if (style.comments()) {
        rows.append(Comment.line(Comment.TEXT, text.substring(start, cut))).append('\n');
      }
      boolean any = false;
      while (token < tokens.size() && tokens.start(token) < cut) {
        String form = WrittenText.encodable(tokens.text(token));
        if (!style.comments()) {
          if (!any) {
            joined.beginSentence();
            sentences++;
          }
          joined.add(form);
          forms.add(form);
        }
        any = true;
        row(tokens.document(), form, tags, token++);
      }
      if (any || style.comments()) {
        rows.append('\n');
      }
      start = cut + 1;
    }
    if (!style.comments()) {
      notePlain(tokens.document(), sentences);
      rebuilt.add(tokens.document(), forms, joined.toString());
    }
  }

  private void notePlain(AnnotatedDocument document, int sentences) {
    if (sentences == 0 || (sentences > 1 && style.documents() == ColumnStyle.Marks.NONE)) {
      losses.warning(
          document,
          sentences == 0 ? "a document without a token" : "a document of several sentences",
          sentences == 0 ? "left out" : "each sentence will be read as a document",
          "write with comments");
    }
  }

  private void row(AnnotatedDocument document, String form, List<String[]> tags, int token) {
    rows.append(form);
    if (!style.filler().isEmpty()) {
      rows.append(style.separator()).append(style.filler());
    }
    for (String[] layer : tags) {
      rows.append(style.separator()).append(tag(document, layer[token]));
    }
    rows.append('\n');
  }

  /** A type may have a name that a column cannot hold. */
  private String tag(AnnotatedDocument document, String tag) {
    String held =
        WrittenText.encodable(
            style.separator() == ' ' ? tag.replaceAll("[ \\p{Cntrl}]", "_") : control(tag));
    if (!held.equals(tag)) {
      losses.warning(
          document,
          "a type whose name a column cannot hold",
          "written with underscores in it",
          "rename the type");
    }
    return held;
  }

  private static String control(String tag) {
    String held = tag.replaceAll("\\p{Cntrl}", "_");
    return held.endsWith(" ") ? held.stripTrailing() : held;
  }
}
