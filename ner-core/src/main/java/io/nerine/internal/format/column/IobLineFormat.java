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
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.OptionValues;
import io.nerine.internal.format.tokens.TagDecoder;
import io.nerine.internal.format.tokens.TagNotation;
import io.nerine.internal.format.tokens.TagScheme;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sentence a line, each token with its tag behind bars: {@code Anna|NNP|B-PER sleeps|VBZ|O}, as
 * spaCy's {@code convert} takes it. Each line is a document; its text is the tokens with one space
 * between them. Tokens are written as white space parts them, cut at the edges of tags.
 * Thread-safe.
 */
public final class IobLineFormat implements DocumentFormat {

  private static final String SCHEME = "scheme";
  private static final int LOOKED_AT = 50;

  /** Creates the format. */
  public IobLineFormat() {}

  @Override
  public String name() {
    return "iob-line";
  }

  @Override
  public String description() {
    return "a sentence a line as spaCy's converter takes it: token|part of speech|tag";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return Set.of();
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.UTF16;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.ofEntries(
        Map.entry(
            SCHEME, "scheme of the tags: auto (default), iob1, iob2, bioes, bilou, bmes or io"),
        OptionValues.JOIN_OPTION,
        OptionValues.TYPE_OPTION);
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.ofEntries(OptionValues.WRITTEN_SCHEME_OPTION);
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    if (probe.directory()) {
      return FormatMatch.NONE;
    }
    String head = probe.head();
    if (!probe.whole()) {
      // The last token may be cut.
      head =
          head.substring(0, Math.max(0, Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'))));
    }
    List<String> lines = head.lines().filter(line -> !line.isBlank()).limit(LOOKED_AT).toList();
    int items = 0;
    for (String line : lines) {
      for (String item : line.strip().split("[ \t]+", -1)) {
        String tag = item.substring(item.lastIndexOf('|') + 1);
        boolean tagged = item.indexOf('|') > 0 && (tag.equals("O") || TagNotation.isPrefixed(tag));
        if (!tagged) {
          return FormatMatch.NONE;
        }
        items++;
      }
    }
    return items == 0 ? FormatMatch.NONE : FormatMatch.CERTAIN;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    FormatLog log = new FormatLog();
    String file = input.toString();
    String scheme = options.option(SCHEME).orElse("auto");
    TagDecoder decoder =
        new TagDecoder(
            file,
            log,
            TagNotation.DASH,
            scheme.equals("auto") ? null : TagScheme.named(scheme),
            OptionValues.bareType(options));
    Join join = OptionValues.join(options);
    SampledLines lines = SampledLines.open(input, StandardCharsets.UTF_8, log);
    return new PulledReader(
        input,
        new IobLineSource(file, lines, decoder, join == null ? judged(lines) : join, log),
        options,
        log);
  }

  private static Join judged(SampledLines lines) {
    List<String> tokens = new ArrayList<>();
    for (String line : lines.sample()) {
      for (String item : line.strip().split("[ \t]+", -1)) {
        int bar = item.indexOf('|');
        tokens.add(bar < 0 ? item : item.substring(0, bar));
      }
    }
    return Join.of(tokens);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    TagScheme scheme = TagScheme.named(options.option(SCHEME).orElse("iob2"));
    FormatLog log = new FormatLog();
    Losses losses = new Losses(capabilities(), log, target.toString());
    try {
      FileReplacement.write(
          target,
          out -> {
            IobLineWriter writer = new IobLineWriter(out, scheme, log, losses);
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
