package io.nerine.internal.format.uima;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
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

/**
 * The XML Metadata Interchange form of the common analysis structure of Apache UIMA, as INCEpTION,
 * WebAnno and DKPro write it: a file, or a directory of files with {@code TypeSystem.xml} beside
 * them, which is heeded for which types are below others. Thread-safe.
 *
 * <p>The named entities of DKPro are the tags if there are any; else all annotations of types that
 * are neither sentences, words nor other structure, labelled by the first of their features {@code
 * value}, {@code label}, {@code type}, {@code category}, {@code entityType}, {@code class}, {@code
 * tag} and {@code kind}, or by the name of their type. Further features become attributes.
 *
 * <p>The id of a document is its relative path without ending, unless the file states an id that is
 * its title as well: INCEpTION writes the annotator's name there. A second text in a file has the
 * name of its view behind a {@code #}.
 *
 * <p>The writer makes the types of DKPro, which INCEpTION knows. It writes neither sentences nor
 * words; INCEpTION makes its own where there are none. Control characters, which XML 1.0 cannot
 * hold, make a file XML 1.1, as UIMA has it; what that cannot hold either is written as U+FFFD, so
 * that no offset moves.
 */
public final class UimaXmiFormat implements DocumentFormat {

  private static final Set<FormatCapability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.IDS,
              FormatCapability.LANGUAGES,
              FormatCapability.ANY_TEXT,
              FormatCapability.WORD_PARTS,
              FormatCapability.NESTED_SPANS,
              FormatCapability.CROSSING_SPANS,
              FormatCapability.REPEATED_SPANS,
              FormatCapability.SPAN_ATTRIBUTES));

  /** Creates the format. */
  public UimaXmiFormat() {}

  @Override
  public String name() {
    return "uima-xmi";
  }

  @Override
  public String description() {
    return "UIMA CAS XMI: a file or a directory of files, as INCEpTION, WebAnno and DKPro write them";
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
    return Map.of(
        TagTypes.TYPE_OPTION,
        "the types of annotations that are tags, with or without package, separated by commas",
        TagTypes.FEATURE_OPTION,
        "the feature of an annotation that names its entity type");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    if (probe.directory()) {
      boolean found = FolderFiles.find(probe.path(), XmiSource::isXmi) != null;
      return found ? FormatMatch.CERTAIN : FormatMatch.NONE;
    }
    String head = probe.head();
    boolean xmi = head.contains(XmiContent.XMI) && head.contains("/uima/cas.ecore");
    return xmi || isJsonCas(head) ? FormatMatch.CERTAIN : FormatMatch.NONE;
  }

  private static boolean isJsonCas(String head) {
    return head.stripLeading().startsWith("{")
        && (head.contains("\"%FEATURE_STRUCTURES\"")
            || head.contains("\"%TYPES\"")
            || head.contains("\"_referenced_fss\""));
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    FormatLog log = new FormatLog();
    try {
      if (Files.isRegularFile(input) && isJsonCas(FormatProbe.of(input).head())) {
        throw new DataFormatException(
            "'%s' is a UIMA CAS in JSON, which is not read; export it as UIMA CAS XMI"
                .formatted(input));
      }
      return new PulledReader(input, new XmiSource(input, options, log), options, log);
    } catch (IOException e) {
      throw PulledReader.unreadable(input, e);
    }
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new XmiWriter(target, options.offsets().orElse(offsets()), CAPABILITIES)
        .write(documents);
  }
}
