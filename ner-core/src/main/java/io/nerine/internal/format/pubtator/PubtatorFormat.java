package io.nerine.internal.format.pubtator;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.files.TextFiles;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * The <a href="https://www.ncbi.nlm.nih.gov/research/pubtator3/tutorial">PubTator</a> text format,
 * also that of the corpora BC5CDR, NCBI Disease and BioRED: {@code id|t|title}, {@code
 * id|a|abstract}, then a line of columns for each mention. Thread-safe.
 *
 * <p>The text is the title, a line feed and the abstract, as PubTator counts; further sections
 * follow in the same way. The sixth column becomes the attribute {@value PubtatorSource#CONCEPT} of
 * a tag unless it is {@code -}, the seventh, which composite mentions have, the attribute {@value
 * PubtatorSource#PARTS}. Relations are counted and left out.
 */
public final class PubtatorFormat implements DocumentFormat {

  private static final Set<FormatCapability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.IDS,
              FormatCapability.WORD_PARTS,
              FormatCapability.NESTED_SPANS,
              FormatCapability.CROSSING_SPANS,
              FormatCapability.REPEATED_SPANS));

  /** Creates the format. */
  public PubtatorFormat() {}

  @Override
  public String name() {
    return "pubtator";
  }

  @Override
  public String description() {
    return "PubTator text: id|t|title, id|a|abstract and a line of columns for each mention";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.CODE_POINT;
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    if (probe.directory()) {
      return FormatMatch.NONE;
    }
    Section first = null;
    for (String line : probe.head().lines().filter(line -> !line.isBlank()).limit(2).toList()) {
      Section section = Section.parse(line);
      if (first == null) {
        if (section == null || !section.kind().equals("t")) {
          return FormatMatch.NONE;
        }
        first = section;
      } else if ((section != null && section.id().equals(first.id()))
          || line.startsWith(first.id() + "\t")) {
        return FormatMatch.CERTAIN;
      }
    }
    return first == null ? FormatMatch.NONE : FormatMatch.LIKELY;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    FormatLog log = new FormatLog();
    return new PulledReader(
        input, new PubtatorSource(input, TextFiles.lines(input), options, log), options, log);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new PubtatorWriter(target, options.offsets().orElse(offsets()), CAPABILITIES)
        .write(documents);
  }
}
