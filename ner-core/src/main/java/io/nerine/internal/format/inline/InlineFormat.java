package io.nerine.internal.format.inline;

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
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Texts with their tags in them: {@code <PERSON>Ada Byron</PERSON>}, and the forms with an
 * attribute for the type, {@code <ENAMEX TYPE="PERSON">} and {@code <NE type="person">}. One
 * document is a line, a block between blank lines or a file. Thread-safe.
 *
 * <p>A tag that is not closed is reported and stays in the text, since it may be a word such as
 * {@code <unk>}. Comments are left out.
 */
public final class InlineFormat implements DocumentFormat {

  private static final Set<FormatCapability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.ANY_TEXT,
              FormatCapability.WORD_PARTS,
              FormatCapability.NESTED_SPANS,
              FormatCapability.REPEATED_SPANS,
              FormatCapability.SPAN_ATTRIBUTES));

  /** Creates the format. */
  public InlineFormat() {}

  @Override
  public String name() {
    return "inline";
  }

  @Override
  public String description() {
    return "text with markup: <TYPE>mention</TYPE>, <ENAMEX TYPE=\"PERSON\">mention</ENAMEX>";
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
    return InlineOptions.NAMES;
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    return InlineSample.match(probe);
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    InlineOptions inline = InlineOptions.of(options);
    FormatLog log = new FormatLog();
    try {
      return new PulledReader(input, new InlineSource(input, inline, log), options, log);
    } catch (IOException e) {
      throw PulledReader.unreadable(input, e);
    }
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new InlineWriter(target, CAPABILITIES).write(documents);
  }
}
