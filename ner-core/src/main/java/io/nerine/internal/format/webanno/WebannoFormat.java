package io.nerine.internal.format.webanno;

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
import io.nerine.internal.format.files.DocumentIndex;
import io.nerine.internal.format.files.FileNames;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.FolderTarget;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * WebAnno TSV 3, which WebAnno and INCEpTION export and import: one document a file, the file or a
 * directory of them. Thread-safe.
 *
 * <p>The tags are the annotations of one span layer, NamedEntity if there is one; its other
 * features are attributes of the tags. Other layers, links, relations and chains are counted and
 * left out. Offsets count UTF-16 units. What is between sentences is not in the file: a line feed
 * and spaces are put there, as INCEpTION does.
 *
 * <p>A directory is written, or a single file if the name of the target ends in {@code .tsv}; that
 * holds one document.
 */
public final class WebannoFormat implements DocumentFormat {

  private static final Set<FormatCapability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.IDS,
              FormatCapability.ANY_TEXT,
              FormatCapability.WORD_PARTS,
              FormatCapability.NESTED_SPANS,
              FormatCapability.CROSSING_SPANS,
              FormatCapability.REPEATED_SPANS));

  private static final String LAYER = "layer";
  private static final String FEATURE = "feature";

  /** Creates the format. */
  public WebannoFormat() {}

  @Override
  public String name() {
    return "webanno-tsv";
  }

  @Override
  public String description() {
    return "WebAnno TSV 3, which WebAnno and INCEpTION export and import, one document a file";
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
    return WebannoOptions.NAMES;
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.of(
        LAYER,
        "full name of the span layer to write; that of named entities by default",
        FEATURE,
        "feature of the layer to write the type to; value by default");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    if (!probe.directory()) {
      return isOurs(probe.head()) ? FormatMatch.CERTAIN : FormatMatch.NONE;
    }
    Path file = FolderFiles.find(probe.path(), WebannoSource::isTsv);
    return file != null && isOurs(beginning(file)) ? FormatMatch.CERTAIN : FormatMatch.NONE;
  }

  private static boolean isOurs(String head) {
    return head.startsWith(WebannoHeader.FORMAT + "3.");
  }

  private static String beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(100), StandardCharsets.UTF_8);
      return head.startsWith("\uFEFF") ? head.substring(1) : head;
    } catch (IOException e) {
      // What cannot be read is not recognised.
      return "";
    }
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    FormatLog log = new FormatLog();
    try {
      return new PulledReader(
          input, new WebannoSource(input, WebannoOptions.of(options), options, log), options, log);
    } catch (IOException e) {
      throw PulledReader.unreadable(input, e);
    }
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    FormatLog log = new FormatLog();
    Losses losses = new Losses(CAPABILITIES, log, target.toString());
    WebannoWriter writer =
        new WebannoWriter(
            options.option(LAYER).orElse(WebannoHeader.NAMED_ENTITY),
            options.option(FEATURE).orElse(WebannoHeader.VALUE),
            options.offsets().orElse(offsets()),
            log,
            losses);
    if (WebannoSource.isTsv(String.valueOf(target.getFileName()))) {
      writeFile(target, documents, writer);
    } else {
      FolderTarget.write(
          target,
          name -> WebannoSource.isTsv(name) || name.equals(DocumentIndex.NAME),
          folder -> writeFolder(folder, documents, writer));
    }
    losses.report();
    return log.report();
  }

  private static void writeFile(
      Path target, Iterable<AnnotatedDocument> documents, WebannoWriter writer) {
    Iterator<AnnotatedDocument> each = documents.iterator();
    AnnotatedDocument only = each.hasNext() ? each.next() : null;
    if (only == null || each.hasNext()) {
      throw new NerException(
          "Cannot write '%s': a file of WebAnno TSV holds one document, found %s; give a directory"
              .formatted(target, only == null ? "none" : "more"));
    }
    try {
      FileReplacement.write(
          target, out -> out.write(writer.write(only).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
  }

  private static void writeFolder(
      Path folder, Iterable<AnnotatedDocument> documents, WebannoWriter writer) throws IOException {
    FileNames names = new FileNames(true);
    try (DocumentIndex.Output index = new DocumentIndex.Output(folder)) {
      for (AnnotatedDocument document : documents) {
        String name = names.next(document.id());
        Path file = folder.resolve(name + WebannoSource.ENDING);
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.write(file, writer.write(document).getBytes(StandardCharsets.UTF_8));
        index.add(name + WebannoSource.ENDING, name, document.id());
      }
    }
  }
}
