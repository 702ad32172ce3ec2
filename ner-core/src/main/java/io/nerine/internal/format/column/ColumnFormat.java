package io.nerine.internal.format.column;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Column files: one token a line, its tag in one of the columns, a blank line between sentences.
 * CoNLL-2002, CoNLL-2003, CoNLL-2012, WNUT, GermEval, CoNLL-U Plus and whatever else looks like
 * them. Thread-safe.
 *
 * <p>The columns, the scheme of the tags and what a document is are judged by the first lines. The
 * scheme decides which tags are reported, not how they are read. The text is the one that a comment
 * {@code # text = } states, else the tokens with one space between them and a line feed between the
 * sentences of a document; tokens that are single Chinese or Japanese characters have nothing
 * between them.
 *
 * <p>A file that is written states ids, languages and texts in comments in the manner of CoNLL-U,
 * so that they survive; a text that one line cannot hold stands there as a JSON string.
 */
public final class ColumnFormat implements DocumentFormat {

  private static final Set<FormatCapability> CAPABILITIES =
      Set.of(
          FormatCapability.IDS,
          FormatCapability.LANGUAGES,
          FormatCapability.PARTS,
          FormatCapability.ANY_TEXT,
          FormatCapability.WORD_PARTS);

  /** A line with more columns is prose or JSON. */
  private static final int MOST_COLUMNS = 60;

  /** Creates the format. */
  public ColumnFormat() {}

  @Override
  public String name() {
    return "conll";
  }

  @Override
  public String description() {
    return "column files with one token a line: CoNLL-2002, CoNLL-2003, CoNLL-2012, WNUT, GermEval";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.UTF16;
  }

  @Override
  public Map<String, String> readOptions() {
    return ColumnOptions.NAMES;
  }

  @Override
  public Map<String, String> writeOptions() {
    return ColumnStyle.NAMES;
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    String head = probe.head();
    if (probe.directory() || head.isBlank() || head.startsWith("#FORMAT=")) {
      return FormatMatch.NONE;
    }
    List<String> lines = head.lines().toList();
    if (!probe.whole() && lines.size() > 1) {
      lines = lines.subList(0, lines.size() - 1);
    }
    ColumnSample sample = new ColumnSample(lines, (char) 0);
    if (!sample.named(name -> name.equals("NER")).isEmpty()) {
      return FormatMatch.CERTAIN;
    }
    if (sample.columns() < 2
        || sample.columns() > MOST_COLUMNS
        || (sample.uniform() < 0.6 && !sample.conll2012())) {
      return FormatMatch.NONE;
    }
    ColumnLayout layout = ColumnLayout.of(lines, ColumnOptions.of(ReadOptions.defaults()));
    int tags = layout.tagColumns().get(0);
    return switch (sample.kind(tags)) {
      case TAGS ->
          DocumentMarks.isDocstart(lines.get(0)) ? FormatMatch.CERTAIN : FormatMatch.LIKELY;
      case OUTSIDE ->
          DocumentMarks.isDocstart(lines.get(0)) ? FormatMatch.CERTAIN : FormatMatch.POSSIBLE;
      case TYPES -> FormatMatch.POSSIBLE;
      case OTHER -> FormatMatch.NONE;
    };
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    ColumnOptions columns = ColumnOptions.of(options);
    FormatLog log = new FormatLog();
    SampledLines lines = SampledLines.open(input, columns.encoding(), log);
    return new PulledReader(
        input, new ColumnSource(input.toString(), lines, columns, log), options, log);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    ColumnStyle style = ColumnStyle.of(options);
    Set<FormatCapability> held = EnumSet.copyOf(CAPABILITIES);
    if (!style.comments()) {
      held.clear();
    } else if (style.documents() != ColumnStyle.Marks.NEWDOC) {
      held.remove(FormatCapability.IDS);
    }
    FormatLog log = new FormatLog();
    Losses losses = new Losses(held, log, target.toString());
    try {
      FileReplacement.write(
          target,
          out -> {
            ColumnWriter writer = new ColumnWriter(out, style, log, losses);
            writer.begin();
            for (AnnotatedDocument document : documents) {
              writer.write(document);
            }
            writer.end();
          });
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
    losses.report();
    return log.report();
  }
}
