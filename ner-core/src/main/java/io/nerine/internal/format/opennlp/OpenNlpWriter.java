package io.nerine.internal.format.opennlp;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.OuterSpans;
import io.nerine.internal.format.files.TextTarget;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import io.nerine.text.Words;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a file. For one use. */
final class OpenNlpWriter {

  /** The name of the option that says what a token is. */
  static final String OPTION = "tokens";

  private static final Pattern UNSAFE = Pattern.compile("[:>\\s]+");
  private static final Pattern LINES = Pattern.compile("[\\r\\n]+");

  private final Path target;
  private final boolean words;
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private boolean begun;

  OpenNlpWriter(Path target, WriteOptions options, Set<FormatCapability> held) {
    String tokens = options.option(OPTION).orElse("keep");
    if (!tokens.equals("keep") && !tokens.equals("words")) {
      throw new IllegalArgumentException(
          "Option '%s' must be keep or words, found '%s'".formatted(OPTION, tokens));
    }
    this.target = target;
    this.words = tokens.equals("words");
    this.losses = new Losses(held, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    TextTarget.write(
        target,
        out -> {
          for (AnnotatedDocument document : documents) {
            write(out, document);
          }
        });
    losses.report();
    return log.report();
  }

  private void write(Writer out, AnnotatedDocument document) throws IOException {
    String text = WrittenText.encodable(document.text());
    if (text.isBlank()) {
      losses.warning(document, "a document without a token", "left out", "");
      return;
    }
    losses.count(document);
    List<EntitySpan> spans = spans(document, text);
    String tagged = tagged(text, spans, document);
    // A blank line before the first document does nothing but keep a mark from being the file's.
    boolean separated = begun || tagged.startsWith("\uFEFF");
    begun = true;
    out.write((separated ? "\n" : "") + tagged);
    AnnotatedDocument written =
        AnnotatedDocument.builder(document.id(), document.text()).spans(spans).build();
    log.count(written);
    verify(written, tagged);
  }

  private List<EntitySpan> spans(AnnotatedDocument document, String text) {
    WrittenText characters = new WrittenText(text, OffsetEncoding.UTF16);
    List<EntitySpan> held =
        document.spans().stream()
            .filter(characters::holds)
            .filter(span -> !text.substring(span.start(), span.end()).isBlank())
            .toList();
    if (held.size() < document.spans().size()) {
      losses.warning(document, "tags that hold no token or part of a character", "left out", "");
    }
    List<EntitySpan> flat = OuterSpans.of(held);
    if (flat.size() < held.size()) {
      losses.warning(document, "tags that overlap others", "left out; the longest stay", "");
    }
    return flat;
  }

  /** Reads what was written, so that every difference is known. */
  private void verify(AnnotatedDocument written, String tagged) {
    StringBuilder text = new StringBuilder();
    List<EntitySpan> spans = new ArrayList<>();
    for (String line : LINES.split(tagged, -1)) {
      if (!line.isEmpty()) {
        Sentence sentence = Sentence.parse(line, target.toString(), 0, new FormatLog());
        text.append(text.isEmpty() ? "" : "\n");
        int shift = text.length();
        text.append(sentence.text());
        sentence
            .spans()
            .forEach(
                span ->
                    spans.add(
                        new EntitySpan(shift + span.start(), shift + span.end(), span.type())));
      }
    }
    if (words) {
      return;
    }
    if (!text.toString().equals(written.text())) {
      losses.warning(
          written,
          "a text that lines of tokens cannot hold",
          "written with other white space, or without characters that UTF-8 cannot hold",
          "");
    } else if (!places(spans).equals(places(written.spans()))) {
      losses.warning(written, "tags that begin or end with white space", "written without it", "");
    }
  }

  private static List<CharSpan> places(List<EntitySpan> spans) {
    return spans.stream().map(EntitySpan::span).toList();
  }

  private String tagged(String text, List<EntitySpan> spans, AnnotatedDocument document) {
    StringBuilder out = new StringBuilder(text.length() + 30 * spans.size());
    int at = 0;
    for (EntitySpan span : spans) {
      addTokens(out, text.substring(at, span.start()));
      String mention = LINES.matcher(text.substring(span.start(), span.end())).replaceAll(" ");
      at = span.end();
      separate(out);
      out.append("<START:").append(type(span, document)).append("> ");
      addTokens(out, mention.strip());
      separate(out);
      out.append("<END>");
      boolean apart = at == text.length() || Character.isWhitespace(text.charAt(at));
      out.append(apart ? "" : " ");
    }
    addTokens(out, text.substring(at));
    StringBuilder lines = new StringBuilder(out.length());
    for (String line : LINES.split(out, -1)) {
      if (!line.isBlank()) {
        lines.append(line.strip()).append('\n');
      }
    }
    return lines.toString();
  }

  private void addTokens(StringBuilder out, String text) {
    // Text that looks like a tag must not be one.
    String plain = Sentence.TAG.matcher(text).replaceAll(tag -> "< " + tag.group().substring(1));
    if (!words) {
      out.append(plain);
      return;
    }
    Words found = Words.of(plain);
    int at = 0;
    for (int i = 0; i < found.size(); i++) {
      String gap = plain.substring(at, found.start(i));
      out.append(gap.isEmpty() && i > 0 ? " " : gap);
      out.append(plain, found.start(i), found.end(i));
      at = found.end(i);
    }
    out.append(plain.substring(at));
  }

  private static void separate(StringBuilder out) {
    if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
      out.append(' ');
    }
  }

  private String type(EntitySpan span, AnnotatedDocument document) {
    String type = UNSAFE.matcher(WrittenText.encodable(span.type())).replaceAll("_");
    if (!type.equals(span.type())) {
      losses.warning(
          document,
          "the type '%s', whose name the format cannot hold".formatted(span.type()),
          "written as '%s'".formatted(type),
          "rename it");
    }
    return type;
  }
}
