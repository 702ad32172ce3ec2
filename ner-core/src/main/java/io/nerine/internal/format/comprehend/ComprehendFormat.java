package io.nerine.internal.format.comprehend;

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
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.text.OffsetEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The <a href="https://docs.aws.amazon.com/comprehend/latest/dg/cer-annotation-csv.html">training
 * data of Amazon Comprehend's custom entity recognition</a>: text files, and a CSV file {@code
 * File,Line,Begin Offset,End Offset,Type} beside them or in their directory. Thread-safe.
 *
 * <p>Each line of a text file is a document if there is a column {@code Line}, which counts from 0;
 * else each file is one, also if it has no annotation. Offsets count code points, the end
 * exclusive; the file states no mentions, so that wrong offsets are noticed only where they leave
 * the text.
 */
public final class ComprehendFormat implements DocumentFormat {

  private static final Set<FormatCapability> CAPABILITIES =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.IDS,
              FormatCapability.ANY_TEXT,
              FormatCapability.WORD_PARTS,
              FormatCapability.NESTED_SPANS,
              FormatCapability.CROSSING_SPANS,
              FormatCapability.REPEATED_SPANS));

  /** What a directory may have beside the annotations, such as a list of entities. */
  private static final int MOST_TABLES = 20;

  /** Creates the format. */
  public ComprehendFormat() {}

  @Override
  public String name() {
    return "comprehend";
  }

  @Override
  public String description() {
    return "Amazon Comprehend: text files and a CSV file of File,Begin Offset,End Offset,Type";
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
        ComprehendSource.OPTION,
        "the directory of the text files, if they do not lie beside the CSV file");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    if (!probe.directory()) {
      List<String> header = header(probe);
      boolean list = probe.named(".csv") && Header.isEntityList(header);
      boolean annotations = Header.of(header) != null;
      return annotations ? FormatMatch.CERTAIN : list ? FormatMatch.LIKELY : FormatMatch.NONE;
    }
    return tables(probe).isEmpty() ? FormatMatch.NONE : FormatMatch.CERTAIN;
  }

  /** The CSV files of a directory that hold annotations. */
  private static List<Path> tables(FormatProbe directory) {
    return directory.names().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".csv"))
        .limit(MOST_TABLES)
        .map(directory.path()::resolve)
        .filter(ComprehendFormat::hasAnnotations)
        .toList();
  }

  private static boolean hasAnnotations(Path file) {
    try {
      return Files.isRegularFile(file) && Header.of(header(FormatProbe.of(file))) != null;
    } catch (DataFormatException e) {
      // What cannot be read is not recognised.
      return false;
    }
  }

  private static List<String> header(FormatProbe probe) {
    byte[] head = probe.head().getBytes(StandardCharsets.UTF_8);
    try (CsvRecords records =
        new CsvRecords(new Utf8Lines(new ByteArrayInputStream(head), head.length + 1))) {
      List<String> fields = records.next();
      return fields == null ? List.of() : fields;
    } catch (IOException | CsvRecords.BrokenRecordException e) {
      return List.of();
    }
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    FormatLog log = new FormatLog();
    try {
      Path csv = Files.isDirectory(input) ? table(input) : input;
      return new PulledReader(input, new ComprehendSource(csv, options, log), options, log);
    } catch (IOException e) {
      throw PulledReader.unreadable(input, e);
    }
  }

  private static Path table(Path directory) {
    List<Path> tables = tables(FormatProbe.of(directory));
    if (tables.size() == 1) {
      return tables.get(0);
    }
    throw new DataFormatException(
        tables.isEmpty()
            ? "'%s' has no CSV file with the columns File, Begin Offset, End Offset and Type"
                .formatted(directory)
            : "'%s' has several CSV files of annotations: %s; give one of them"
                .formatted(directory, tables));
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new ComprehendWriter(target, options.offsets().orElse(offsets()), CAPABILITIES)
        .write(documents);
  }
}
