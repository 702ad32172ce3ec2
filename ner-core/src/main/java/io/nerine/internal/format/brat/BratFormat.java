package io.nerine.internal.format.brat;

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
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The <a href="https://brat.nlplab.org/standoff.html">standoff format of brat</a>: a directory, or
 * one document of it. The id of a document is its relative path without ending. The files {@code
 * .a1} and {@code .a2} of the BioNLP shared tasks are read where there is no {@code .ann}.
 * Thread-safe.
 *
 * <p>Tags that brat calls events' triggers are tags like others. Attributes become attributes of
 * tags, notes of annotators their note and normalisations their attribute {@code reference}; the
 * numbers of lines such as {@code T1} are not kept. Events, relations and equivalences are counted
 * and left out. White space alone between the fragments of a tag is no discontinuity: brat cuts
 * tags at line breaks.
 *
 * <p>The writer makes {@code annotation.conf}, where comments say which types have names that brat
 * cannot hold, and {@value io.nerine.internal.format.files.DocumentIndex#NAME} if the names of
 * files do not tell the ids and the order of the documents. A slash in an id stands for a folder.
 */
public final class BratFormat implements DocumentFormat {

  private static final Set<FormatCapability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.IDS,
              FormatCapability.ANY_TEXT,
              FormatCapability.WORD_PARTS,
              FormatCapability.NESTED_SPANS,
              FormatCapability.CROSSING_SPANS,
              FormatCapability.REPEATED_SPANS,
              FormatCapability.SPAN_ATTRIBUTES));

  private static final Pattern TAG_LINE =
      Pattern.compile("(?m)^T\\S++\\t\\S++ \\d++ \\d++[;\\d ]*+(\\t|\\r?$)");

  /** Creates the format. */
  public BratFormat() {}

  @Override
  public String name() {
    return "brat";
  }

  @Override
  public String description() {
    return "brat standoff: a directory of .txt files with .ann files beside them";
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
  public Map<String, String> readOptions() {
    return Map.of(
        Discontinuity.OPTION,
        "what becomes of a tag in several fragments: 'cover' (default) tags from the first to the"
            + " last and keeps the fragments as an attribute, which the writer understands; 'parts'"
            + " tags each fragment; 'drop' leaves it out");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    if (probe.directory()) {
      return matchDirectory(probe.path());
    }
    if (probe.named(".txt")) {
      boolean paired = !BratFiles.annotations(probe.path()).isEmpty();
      return paired ? FormatMatch.LIKELY : FormatMatch.NONE;
    }
    boolean tags = TAG_LINE.matcher(probe.head()).find();
    if (BratFiles.isAnnotation(String.valueOf(probe.path().getFileName()))) {
      return tags ? FormatMatch.CERTAIN : FormatMatch.LIKELY;
    }
    return FormatMatch.NONE;
  }

  private static FormatMatch matchDirectory(Path directory) {
    Path annotation = FolderFiles.find(directory, BratFiles::isAnnotation);
    if (annotation == null) {
      return FormatMatch.NONE;
    }
    return Files.exists(BratFiles.text(annotation)) ? FormatMatch.CERTAIN : FormatMatch.LIKELY;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    Discontinuity discontinuity = Discontinuity.of(options);
    FormatLog log = new FormatLog();
    try {
      return new PulledReader(
          input, BratSource.of(input, discontinuity, options, log), options, log);
    } catch (IOException e) {
      throw PulledReader.unreadable(input, e);
    }
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new BratWriter(target, options.offsets().orElse(offsets()), CAPABILITIES)
        .write(documents);
  }
}
