package io.nerine.internal.format.column;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatLog;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.internal.format.tokens.RebuiltTexts;
import io.nerine.internal.format.tokens.SpanLayers;
import io.nerine.internal.format.tokens.TagEncoder;
import io.nerine.internal.format.tokens.TagScheme;
import io.nerine.internal.format.tokens.TokenRule;
import io.nerine.internal.format.tokens.TokenSpan;
import io.nerine.internal.format.tokens.TokenisedDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes each document as one line of tokens with their tags. Not thread-safe. */
final class IobLineWriter {

  private final OutputStream out;
  private final TagScheme scheme;
  private final FormatLog log;
  private final Losses losses;
  private final RebuiltTexts rebuilt;
  private boolean begun;

  IobLineWriter(OutputStream out, TagScheme scheme, FormatLog log, Losses losses) {
    this.out = out;
    this.scheme = scheme;
    this.log = log;
    this.losses = losses;
    this.rebuilt = new RebuiltTexts(losses, "write to a format that holds any text");
  }

  void write(AnnotatedDocument document) throws IOException {
    losses.count(document);
    TokenisedDocument tokens = TokenisedDocument.of(document, TokenRule.SPACES, losses);
    List<TokenSpan> spans = SpanLayers.of(tokens, 1, losses).get(0);
    String[] tags = TagEncoder.tags(scheme, tokens, spans, losses);
    List<String> forms = new ArrayList<>(tags.length);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < tags.length; i++) {
      String form = WrittenText.encodable(tokens.text(i));
      forms.add(form);
      line.append(i == 0 ? "" : " ").append(form).append("|-|").append(tag(document, tags[i]));
    }
    if (forms.isEmpty()) {
      losses.warning(
          document,
          "a document without a token",
          "left out",
          "write to a format that holds any text");
    } else {
      rebuilt.add(document, forms);
    }
    if (!begun) {
      begun = true;
      line.insert(0, WrittenText.mark(line));
    }
    out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    log.count(TokenisedDocument.holding(document, spans));
  }

  private String tag(AnnotatedDocument document, String tag) {
    String held = WrittenText.encodable(tag).replaceAll("[\\s\\p{Cntrl}|]", "_");
    if (!held.equals(tag)) {
      losses.warning(
          document,
          "a type whose name has white space or a bar",
          "written with underscores in it",
          "rename the type");
    }
    return held;
  }

  /** Reports what only the whole file can tell. */
  void end() {
    rebuilt.report();
  }
}
